# A lost phone and a locked account: only for others, told and audited.
# covers: ADM-02 SEC-08
users chef:admin anna:user
chef> {"id":1,"op":"users.reset_2fa","params":{"user":2},"idempotency_key":"a"}
chef< {"id":1,"success":false,"code":"CONFLICT","error":"Das Konto hat keinen zweiten Faktor"}
sql INSERT INTO second_factor(account, sealed, enabled_at) VALUES(2, x'00', 1), (1, x'00', 1)
chef> {"id":2,"op":"users.list","params":{"filter":"anna"}}
chef< {"id":2,"success":true,"data":{"items":[{"two_factor":true}]}}
chef> {"id":3,"op":"users.reset_2fa","params":{"user":2},"idempotency_key":"b"}
chef< {"id":3,"success":true}
anna! {"event":"session.ended","data":{"reason":"factor"}}
closed anna
chef> {"id":4,"op":"users.reset_2fa","params":{"user":1},"idempotency_key":"c"}
chef< {"id":4,"success":false,"code":"FORBIDDEN","error":"Das geht beim eigenen Konto im Sicherheitszentrum"}
chef> {"id":5,"op":"users.reset_password","params":{"user":1}}
chef< {"id":5,"success":false,"code":"FORBIDDEN"}
chef> {"id":6,"op":"users.unlock","params":{"user":2},"idempotency_key":"d"}
chef< {"id":6,"success":true,"data":{"user":{"locked":false}}}
chef> {"id":7,"op":"users.list_locked","params":{}}
chef< {"id":7,"success":true,"data":{"items":[],"total":0}}
sql CREATE TABLE t(n INTEGER CHECK(n = 1)) STRICT
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = '2fa_reset_by_admin' AND target = 'anna' AND severity = 'warning'
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'account_unlocked' AND target = 'anna'
