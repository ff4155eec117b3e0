# The first screen tells how many are unread, and the five newest.
# covers: HUB-01 HUB-04
users anna:admin ben:coach
ben> {"id":1,"op":"hub.show_dashboard"}
ben< {"id":1,"success":true,"data":{"notifications":{"unread":0,"newest":[]}}}
sql INSERT INTO notification(account, at, first_at, type, title, source, read_at) SELECT a.id, 1772438400000 + v, 1772438400000, 'info', 'N' || v, 'test', CASE v WHEN 4 THEN 1772438400001 END FROM account a, (SELECT 1 AS v UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6) WHERE a.name = 'ben'
ben> {"id":2,"op":"hub.show_dashboard"}
ben< {"id":2,"success":true,"data":{"notifications":{"unread":5,"newest":[{"title":"N6"},{"title":"N5"},{"title":"N4","read":true},{"title":"N3"},{"title":"N2"}]}}}
