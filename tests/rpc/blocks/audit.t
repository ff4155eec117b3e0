# covers: HOL-02 ADM-06
# Who blocked what, and who opened it again.
users chef:admin
chef> {"id":1,"op":"blocks.add","params":{"type":"full_day","start_date":"2026-03-09","reason":"Umzug"},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":*}
chef> {"id":2,"op":"blocks.remove","params":{"id":1},"idempotency_key":"k2"}
chef< {"id":2,"success":true,"data":{"removed":true}}
sql CREATE TABLE seen AS SELECT action, actor, target, json_extract(details, '$.reason') AS reason FROM audit_log WHERE target = 'block:1' ORDER BY id
sql INSERT INTO block(type, start_date, end_date, reason, added_by, added_at) SELECT 'full_day', '2026-05-0' || (3 + rowid), '2026-05-0' || (3 + rowid), action || ' ' || reason, actor, 0 FROM seen
chef> {"id":3,"op":"blocks.list"}
chef< {"id":3,"success":true,"data":{"items":[{"start_date":"2026-05-04","reason":"blocked_date_added Umzug","added_by":"chef"},{"start_date":"2026-05-05","reason":"blocked_date_removed Umzug","added_by":"chef"}],"total":2}}
