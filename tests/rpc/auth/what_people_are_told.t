# What people hear of their doors: welcome, new address, failed attempts, a lock
# from tier 2 on (admins), a changed password; the feed shows sign-ins.
# covers: SEC-07 SEC-16 HUB-04 HUB-05 SEC-04
users chef:admin
op> {"id":1,"op":"users.create","params":{"name":"ana","password":"ein-langes-passwort"}}
op< {"id":1,"success":true,"data":{"user":{"id":2}}}
conn one
one> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
one< {"id":1,"success":true,"data":{"failed":!}}
one> {"id":2,"op":"notify.list","params":{}}
one< {"id":2,"success":true,"data":{"items":[{"type":"success","title":"Willkommen im Business Hub"}]}}
one> {"id":3,"op":"hub.list_activity","params":{}}
one< {"id":3,"success":true,"data":{"items":[{"kind":"login","tool":"hub","action":"Anmeldung"}]}}
# the same network is no news, another is
conn two 203.0.113.9
two> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
two< {"id":1,"success":true}
two> {"id":2,"op":"notify.count_unread","params":{}}
two< {"id":2,"success":true,"data":{"unread":1}}
conn far 198.51.100.7
far> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
far< {"id":1,"success":true}
far> {"id":2,"op":"notify.list","params":{}}
far< {"id":2,"success":true,"data":{"items":[{"type":"warning","title":"Anmeldung von einer neuen Adresse: 198.51.100.7"},*]}}
# ten failures: no admin hears of the first tier, but of the second
conn eva 192.0.2.3
sql INSERT INTO login_lock(account, source, failures, first_failed_at, last_failed_at) VALUES(2, 'net:192.0.2.0/24', 3, 1772438400000, 1772438400000)
eva> {"id":1,"op":"auth.login","params":{"name":"ana","password":"falsch"}}
eva< {"id":1,"success":false,"code":"INVALID_CREDENTIALS"}
eva> {"id":2,"op":"auth.login","params":{"name":"ana","password":"falsch"}}
eva< {"id":2,"success":false,"code":"ACCOUNT_LOCKED","retry_after":900}
chef> {"id":1,"op":"notify.count_unread","params":{}}
chef< {"id":1,"success":true,"data":{"unread":0}}
sql UPDATE login_lock SET failures = 9 WHERE source <> ''
advance 15m
eva> {"id":3,"op":"auth.login","params":{"name":"ana","password":"falsch"}}
eva< {"id":3,"success":false,"code":"ACCOUNT_LOCKED","retry_after":3600,"error":"Nach mehreren Fehlversuchen gesperrt, bitte in 60 Minuten wieder versuchen"}
chef> {"id":2,"op":"notify.list","params":{}}
chef< {"id":2,"success":true,"data":{"items":[{"type":"warning","title":"Konto ana ist gesperrt","message":"10 Fehlversuche in Folge, gesperrt für 1 h"}]}}
eva> {"id":4,"op":"auth.login","params":{"name":"ana","password":"falsch"}}
eva< {"id":4,"success":false,"code":"ACCOUNT_LOCKED"}
eva> {"id":5,"op":"auth.login","params":{"name":"ana","password":"falsch"}}
eva< {"id":5,"success":false,"code":"ACCOUNT_LOCKED"}
# the owner hears of them at the next sign-in, once
conn three
three> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
three< {"id":1,"success":true,"data":{"failed":{"count":5,"since":"2026-03-02T08:00:00.000Z"}}}
three> {"id":2,"op":"notify.list","params":{"limit":1}}
three< {"id":2,"success":true,"data":{"items":[{"type":"warning","title":"5 fehlgeschlagene Anmeldeversuche seit 02.03.2026 09:00","popup":true}]}}
three> {"id":3,"op":"auth.change_password","params":{"old":"ein-langes-passwort","new":"ein-neues-passwort","repeat":"ein-neues-passwort"}}
three< {"id":3,"success":true,"data":{"token":$token},"message":"Passwort geändert"}
three> {"id":4,"op":"notify.list","params":{"limit":1}}
three< {"id":4,"success":true,"data":{"items":[{"type":"info","title":"Ihr Passwort wurde geändert"}]}}
three> {"id":5,"op":"hub.list_activity","params":{}}
three< {"id":5,"success":true,"data":{"items":[{"kind":"security","action":"Passwort geändert"},{"kind":"login"},*,*,*]}}
conn four
four> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-neues-passwort"}}
four< {"id":1,"success":true,"data":{"failed":!}}
# the session goes on under its new token
drop three
conn five
five> {"id":1,"op":"auth.resume","params":{"token":$token}}
five< {"id":1,"success":true}
sql CREATE TEMP TABLE t(n INTEGER CHECK(n = 1))
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'account_locked' AND severity = 'warning' AND target = 'ana' AND json_extract(details, '$.tier') = 2 AND json_extract(details, '$.failures') = 10
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'password_changed' AND actor = 'ana'
