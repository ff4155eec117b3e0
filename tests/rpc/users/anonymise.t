# Erasure: only a disabled account, typed name and confirmation; what tells who
# it was is gone, bookings and their statistics stay with the account.
# covers: ADM-02
users chef:admin anna:telefonist
consultants Anna
anna> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"b"}
anna< {"id":1,"success":true}
anna> {"id":2,"op":"slots.hold","params":{"date":"2026-03-04","hour":16},"idempotency_key":"h"}
anna< {"id":2,"success":true}
sql UPDATE account SET email = 'anna@firma.example', display_name = 'Anna Beispiel', os_uid = 1234, password_hash = 'x' WHERE name = 'anna'
sql INSERT INTO ssh_key(account, type, blob, fingerprint, name, added_at, added_by) VALUES(2, 'ssh-ed25519', 'AAAAAAAAAAAAAAAAAAAA', 'SHA256:x', 'Laptop', 0, 'anna')
sql INSERT INTO login_source(account, source, last_success_at) VALUES(2, 'net:203.0.113.0/24', 1)
sql INSERT INTO login_device(account, mark, created_at, last_used_at) VALUES(2, 'm', 1, 1)
sql INSERT INTO login_lock(account, source, failures, first_failed_at, last_failed_at) VALUES(2, 'x', 1, 1, 1)
sql INSERT INTO login_history(at, account, success, remote, client) VALUES(1772430000000, 2, 1, '203.0.113.9', 'hub 4')
sql INSERT INTO account_grant(account, permission, allowed) VALUES(2, 'analytics.team', 1)
sql UPDATE consultant SET account = 2
chef> {"id":1,"op":"users.anonymise","params":{"user":2,"name":"anna","confirm":["ANONYMISE"]},"idempotency_key":"a1"}
chef< {"id":1,"success":false,"code":"CONFLICT"}
chef> {"id":2,"op":"users.disable","params":{"user":2},"idempotency_key":"d"}
chef< {"id":2,"success":true}
chef> {"id":3,"op":"users.anonymise","params":{"user":2,"name":"anne","confirm":["ANONYMISE"]},"idempotency_key":"a2"}
chef< {"id":3,"success":false,"code":"VALIDATION","fields":{"name":*}}
chef> {"id":4,"op":"users.anonymise","params":{"user":2,"name":"anna"},"idempotency_key":"a3"}
chef< {"id":4,"success":false,"code":"CONFIRM_ANONYMISE"}
chef> {"id":5,"op":"users.anonymise","params":{"user":2,"name":"Anna","confirm":["ANONYMISE"]},"idempotency_key":"a4"}
chef< {"id":5,"success":true,"data":{"user":{"id":2,"name":"geloescht-1","state":"anonymised","roles":[],"email":!,"consultant":!}}}
chef> {"id":6,"op":"users.reactivate","params":{"user":2},"idempotency_key":"r"}
chef< {"id":6,"success":false,"code":"CONFLICT"}
chef> {"id":7,"op":"users.reset_password","params":{"user":2}}
chef< {"id":7,"success":false,"code":"CONFLICT"}
chef> {"id":8,"op":"users.update","params":{"user":2,"display_name":"Anna"},"idempotency_key":"u"}
chef< {"id":8,"success":false,"code":"CONFLICT"}
chef> {"id":9,"op":"slots.list","params":{"mine":false}}
chef< {"id":9,"success":true,"data":{"items":[{"booked_by":{"name":"geloescht-1"}}]}}
sql CREATE TABLE none(n INTEGER CHECK(n = 0)) STRICT
sql INSERT INTO none SELECT count(*) FROM account WHERE id = 2 AND (display_name IS NOT NULL OR os_uid IS NOT NULL OR email IS NOT NULL OR password_hash IS NOT NULL)
sql INSERT INTO none SELECT count(*) FROM ssh_key WHERE account = 2
sql INSERT INTO none SELECT count(*) FROM session WHERE account = 2
sql INSERT INTO none SELECT count(*) FROM slot_place WHERE session IS NOT NULL
sql INSERT INTO none SELECT count(*) FROM login_source
sql INSERT INTO none SELECT count(*) FROM login_device
sql INSERT INTO none SELECT count(*) FROM login_lock
sql INSERT INTO none SELECT count(*) FROM account_grant
sql INSERT INTO none SELECT count(*) FROM account_role WHERE account = 2
sql INSERT INTO none SELECT count(*) FROM login_history WHERE account = 2 AND (remote <> '' OR client <> '')
sql CREATE TABLE one(n INTEGER CHECK(n = 1)) STRICT
sql INSERT INTO one SELECT count(*) FROM login_history WHERE account = 2
sql INSERT INTO one SELECT count(*) FROM booking WHERE booked_by = 2
sql INSERT INTO one SELECT count(*) FROM score WHERE account = 2
sql INSERT INTO one SELECT count(*) FROM audit_log WHERE action = 'user_anonymised' AND target = 'geloescht-1' AND severity = 'warning'
# the next one gets the next number
op> {"id":1,"op":"users.create","params":{"name":"ben","password":"ein-langes-passwort"}}
op< {"id":1,"success":true,"data":{"user":{"id":3}}}
chef> {"id":10,"op":"users.disable","params":{"user":3},"idempotency_key":"d3"}
chef< {"id":10,"success":true}
chef> {"id":11,"op":"users.anonymise","params":{"user":3,"name":"ben","confirm":["ANONYMISE"]},"idempotency_key":"a5"}
chef< {"id":11,"success":true,"data":{"user":{"name":"geloescht-2"}}}
