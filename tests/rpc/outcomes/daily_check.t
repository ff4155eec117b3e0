# 13.3, DEC-17: what ended without a word is taken as appeared until somebody
# says otherwise, stands on the worklist and can be confirmed; a running
# appointment stays pending and is settled by the next run.
# covers: SLOT-07 OPS-07 OPS-21 ANA-07
clock 2026-03-02T07:00:00Z
users anna:telefonist chef:admin
consultants Carl Dora
anna> {"id":1,"op":"slots.book","params":{"date":"2026-03-02","hour":18,"last_name":"Muster","first_name":"Erika","potential":"hoch"},"idempotency_key":"b"}
anna< {"id":1,"success":true,"data":{"booking":{"id":$one}}}
anna> {"id":2,"op":"slots.book","params":{"date":"2026-03-02","hour":20,"last_name":"Lang","first_name":"Ida"},"idempotency_key":"c"}
anna< {"id":2,"success":true,"data":{"booking":{"id":$two}}}
advance 13h
op> {"id":1,"op":"jobs.show_log","params":{"job":"outcome-check"}}
op< {"id":1,"success":true,"data":{"items":[{"state":"done","planned_at":"2026-03-02T20:00:00.000Z","log":"1 appointments without a word\n"}],"total":1}}
op> {"id":2,"op":"auth.assume","params":{"name":"anna"}}
op< {"id":2,"success":true}
op> {"id":3,"op":"outcomes.list_unconfirmed","params":{}}
op< {"id":3,"success":true,"data":{"items":[{"booking":$one,"outcome":"completed","source":"default","status":"appeared","final":true}],"total":1}}
op> {"id":4,"op":"slots.get","params":{"id":$two}}
op< {"id":4,"success":true,"data":{"booking":{"status":"pending"}}}
op> {"id":5,"op":"outcomes.confirm","params":{"booking":$one},"idempotency_key":"x"}
op< {"id":5,"success":true,"data":{"booking":{"status":"appeared","status_source":"manual"}}}
op> {"id":6,"op":"outcomes.confirm","params":{"booking":$one},"idempotency_key":"y"}
op< {"id":6,"success":false,"code":"CONFLICT","error":"Hier gibt es nichts zu bestätigen"}
advance 24h
op> {"id":7,"op":"outcomes.list_unconfirmed","params":{}}
op< {"id":7,"success":true,"data":{"items":[{"booking":$two,"outcome":"completed","source":"default"}],"total":1}}
op> {"id":8,"op":"slots.set_status","params":{"id":$two,"status":"no_show"},"idempotency_key":"z"}
op< {"id":8,"success":true}
op> {"id":9,"op":"outcomes.list_unconfirmed","params":{}}
op< {"id":9,"success":true,"data":{"items":[],"total":0}}
sql CREATE TEMP TABLE t(o TEXT CHECK(o = '2 1 1'))
sql INSERT INTO t SELECT total || ' ' || completed || ' ' || no_shows FROM daily_metrics_now WHERE date = '2026-03-02'
