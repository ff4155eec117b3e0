-- Scheduled jobs (hub file E2): changed schedules and the runs.

CREATE TABLE job(
  name TEXT PRIMARY KEY,
  schedule TEXT NOT NULL,                  -- '': as in the program
  enabled INTEGER NOT NULL CHECK(enabled IN (0, 1)),
  since_at INTEGER NOT NULL,               -- nothing before it is caught up
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE job_run(
  id INTEGER PRIMARY KEY,
  job TEXT NOT NULL,
  sort INTEGER NOT NULL,                   -- order of jobs of one instant
  planned_at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('schedule', 'catch_up', 'manual', 'dry_run')),
  by TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK(state IN ('queued', 'running', 'done', 'failed')),
  started_at INTEGER,
  finished_at INTEGER,
  cursor INTEGER NOT NULL DEFAULT 0,
  counts TEXT NOT NULL DEFAULT '{}' CHECK(counts GLOB '{*}'),
  error TEXT NOT NULL DEFAULT '',
  log TEXT NOT NULL DEFAULT ''
) STRICT;
-- a job runs once per planned instant
CREATE UNIQUE INDEX job_run_planned ON job_run(job, planned_at) WHERE kind IN ('schedule', 'catch_up');
CREATE INDEX job_run_open ON job_run(planned_at, sort, id) WHERE state IN ('queued', 'running');
CREATE INDEX job_run_of ON job_run(job, id);
