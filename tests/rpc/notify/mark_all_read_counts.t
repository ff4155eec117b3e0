# G16: 3 unread, 1 read, 1 dismissed-unread entry: 3 are marked.
# covers: HUB-04
users anna:admin ben:telefonist
sql INSERT INTO notification(account, at, first_at, type, title, source, read_at, dismissed_at) SELECT a.id, 1772438400000 + v, 1772438400000 + v, 'info', 'N' || v, 'test', CASE v WHEN 4 THEN 1772438400001 END, CASE v WHEN 5 THEN 1772438400001 END FROM account a, (SELECT 1 AS v UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5) WHERE a.name = 'ben'
anna> {"id":1,"op":"notify.send_test","idempotency_key":"z"}
anna< {"id":1,"success":true,"data":{"sent":1}}
ben> {"id":2,"op":"notify.mark_all_read","idempotency_key":"a"}
ben< {"id":2,"success":true,"data":{"changed":3}}
ben! {"event":"notifications.changed","data":{"unread":0}}
ben> {"id":3,"op":"notify.mark_all_read","idempotency_key":"b"}
ben< {"id":3,"success":true,"data":{"changed":0}}
ben- notifications.changed
ben> {"id":4,"op":"notify.list"}
ben< {"id":4,"success":true,"data":{"total":4,"unread":0}}
# those of others stay
anna> {"id":5,"op":"notify.count_unread"}
anna< {"id":5,"success":true,"data":{"unread":1}}
# the dismissed one was not touched
op> {"id":6,"op":"system.ping"}
op< {"id":6,"success":true}
ben> {"id":7,"op":"notify.list","params":{"limit":3}}
ben< {"id":7,"success":true,"data":{"items":[{"title":"N4"},{"title":"N3"},{"title":"N2"}]}}
