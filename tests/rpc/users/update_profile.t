# Profile by an admin: before and after in the audit log, version, links.
# covers: ADM-02
users chef:admin anna:telefonist ben:user
consultants Vera Walter
chef> {"id":1,"op":"users.update","params":{"user":2,"display_name":"Anna B.","email":"anna@firma.example","on_vacation":true,"consultant":1,"os_uid":1234},"idempotency_key":"a"}
chef< {"id":1,"success":true,"data":{"user":{"version":2,"display_name":"Anna B.","email":"anna@firma.example","on_vacation":true,"consultant":{"id":1,"name":"Vera"}}}}
chef> {"id":2,"op":"users.get","params":{"user":2}}
chef< {"id":2,"success":true,"data":{"user":{"os_uid":1234}}}
chef> {"id":3,"op":"users.update","params":{"user":2,"version":1,"display_name":"X"},"idempotency_key":"b"}
chef< {"id":3,"success":false,"code":"CONFLICT","data":{"version":2}}
chef> {"id":4,"op":"users.update","params":{"user":3,"consultant":1},"idempotency_key":"c"}
chef< {"id":4,"success":false,"code":"VALIDATION","fields":{"consultant":*}}
chef> {"id":5,"op":"users.update","params":{"user":3,"consultant":77},"idempotency_key":"d"}
chef< {"id":5,"success":false,"code":"VALIDATION","fields":{"consultant":*}}
chef> {"id":6,"op":"users.update","params":{"user":3,"os_uid":1234},"idempotency_key":"e"}
chef< {"id":6,"success":false,"code":"VALIDATION","fields":{"os_uid":*}}
chef> {"id":7,"op":"users.update","params":{"user":3,"email":"Anna@firma.example"},"idempotency_key":"f"}
chef< {"id":7,"success":false,"code":"VALIDATION","fields":{"email":*}}
chef> {"id":8,"op":"users.update","params":{"user":2,"consultant":2,"display_name":"","email":"","os_uid":0,"on_vacation":false},"idempotency_key":"g"}
chef< {"id":8,"success":true,"data":{"user":{"display_name":"Anna","email":!,"on_vacation":false,"consultant":{"id":2}}}}
chef> {"id":9,"op":"users.update","params":{"user":2,"consultant":0},"idempotency_key":"h"}
chef< {"id":9,"success":true,"data":{"user":{"consultant":!}}}
# a local user is a way in: it needs a fresh confirmation
sql UPDATE session SET step_up_until = 0
restart
users ben:user
conn eva
op> {"id":1,"op":"users.reset_password","params":{"user":1}}
op< {"id":1,"success":true,"data":{"password":$word}}
eva> {"id":1,"op":"auth.login","params":{"name":"chef","password":$word}}
eva< {"id":1,"success":true,"data":{"user":{"must_change_password":true}}}
eva> {"id":2,"op":"auth.change_password","params":{"old":$word,"new":"noch-ein-langes","repeat":"noch-ein-langes"}}
eva< {"id":2,"success":true}
eva> {"id":3,"op":"users.update","params":{"user":2,"os_uid":1000},"idempotency_key":"u1"}
eva< {"id":3,"success":false,"code":"STEP_UP_REQUIRED","data":{"method":"password"}}
eva> {"id":4,"op":"users.update","params":{"user":2,"on_vacation":true},"idempotency_key":"u2"}
eva< {"id":4,"success":true}
eva> {"id":5,"op":"users.reset_password","params":{"user":2}}
eva< {"id":5,"success":false,"code":"STEP_UP_REQUIRED"}
eva> {"id":6,"op":"users.set_admin","params":{"user":2,"admin":true},"idempotency_key":"u3"}
eva< {"id":6,"success":false,"code":"STEP_UP_REQUIRED"}
sql CREATE TABLE t(n INTEGER CHECK(n = 1)) STRICT
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'user_updated' AND target = 'anna' AND details ->> '$.display_name.before' = 'Anna' AND details ->> '$.display_name.after' = 'Anna B.' AND details ->> '$.os_uid.after' = 1234 AND details ->> 'email_changed' = 1
sql CREATE TABLE none(n INTEGER CHECK(n = 0)) STRICT
sql INSERT INTO none SELECT count(*) FROM audit_log WHERE details LIKE '%firma.example%'
