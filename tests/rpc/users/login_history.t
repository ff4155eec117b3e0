# Login history of all and its figures in company time: on the day the clocks
# change 00:30Z is 01:30 and 01:30Z is 03:30. What an unfinished import brought
# does not count.
# covers: SEC-17 DATA-11
clock 2026-03-30T08:00:00.000Z
users chef:admin anna:user
sql INSERT INTO login_history(at, account, success, reason, remote, client, transport, second_factor) VALUES(unixepoch('2026-03-29T00:30:00Z') * 1000, 2, 1, '', '198.51.100.1', 'hub 4', 'tls', 'totp'), (unixepoch('2026-03-29T01:30:00Z') * 1000, 2, 0, 'password', '198.51.100.2', '', 'tls', ''), (unixepoch('2026-03-29T01:45:00Z') * 1000, 1, 1, '', '198.51.100.1', '', 'ssh', 'ssh_key'), (unixepoch('2026-03-29T22:30:00Z') * 1000, 1, 1, '', '198.51.100.1', '', 'local', '')
sql INSERT INTO login_unknown(hour_at, failures) VALUES(unixepoch('2026-03-29T01:00:00Z') * 1000, 3)
sql INSERT INTO import_run(id, state, created_at, created_by) VALUES(1, 'running', 0, 'x')
sql INSERT INTO login_history(at, account, success, remote, import_run) VALUES(unixepoch('2026-03-29T05:00:00Z') * 1000, 2, 1, '192.0.2.1', 1)
chef> {"id":1,"op":"users.list_logins","params":{}}
chef< {"id":1,"success":true,"data":{"items":[{"at":"2026-03-29T22:30:00.000Z","success":true,"transport":"local","reason":!,"second_factor":!,"user":{"id":1,"name":"chef","display_name":"Chef"}},{"second_factor":"ssh_key"},{"success":false,"reason":"password","user":{"name":"anna"}},{"second_factor":"totp","remote":"198.51.100.1","client":"hub 4"}],"total":4,"limit":50,"offset":0}}
chef> {"id":2,"op":"users.list_logins","params":{"user":2,"failed":true}}
chef< {"id":2,"success":true,"data":{"items":[{"reason":"password"}],"total":1}}
chef> {"id":3,"op":"users.list_logins","params":{"failed":false,"limit":1,"offset":2}}
chef< {"id":3,"success":true,"data":{"items":[{"second_factor":"totp"}],"total":3}}
chef> {"id":4,"op":"users.list_logins","params":{"user":99}}
chef< {"id":4,"success":false,"code":"NOT_FOUND"}
chef> {"id":5,"op":"users.show_login_stats","params":{"days":3}}
chef< {"id":5,"success":true,"data":{"days":3,"total":7,"successful":3,"failed":4,"unknown":3,"users":2,"addresses":2,"by_day":[{"date":"2026-03-28","successful":0,"failed":0},{"date":"2026-03-29","successful":2,"failed":4},{"date":"2026-03-30","successful":1,"failed":0}],"by_hour":[1,1,0,5,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"peak":{"hour":"03:00–04:00","count":5}}}
chef> {"id":6,"op":"users.show_login_stats","params":{"days":1}}
chef< {"id":6,"success":true,"data":{"total":1,"by_day":[{"date":"2026-03-30"}],"peak":{"hour":"00:00–01:00","count":1}}}
sql DELETE FROM login_history
sql DELETE FROM login_unknown
chef> {"id":7,"op":"users.show_login_stats","params":{}}
chef< {"id":7,"success":true,"data":{"days":30,"total":0,"peak":!}}
anna> {"id":8,"op":"users.show_login_stats","params":{}}
anna< {"id":8,"success":false,"code":"FORBIDDEN"}
