# auth.ssh is for the system account of SSH only: it is told which key sshd has
# verified. Revoking the key or the account ends the session at once.
# covers: HUB-02 SEC-05 SEC-12
users ana:telefonist chef:admin
ana> {"id":1,"op":"auth.add_key","params":{"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv anna@laptop"}}
ana< {"id":1,"success":true,"data":{"key":{"id":$k}}}
conn early uid=1
early> {"id":1,"op":"auth.ssh","params":{"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv"}}
advance 600ms
early< {"id":1,"success":false,"code":"FORBIDDEN"}
op> {"id":1,"op":"settings.set_key","params":{"key":"ssh.user","value":"daemon"},"idempotency_key":"s"}
op< {"id":1,"success":true}
conn net
net> {"id":1,"op":"auth.ssh","params":{"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv"}}
advance 600ms
net< {"id":1,"success":false,"code":"FORBIDDEN"}
conn other uid=2
other> {"id":1,"op":"auth.ssh","params":{"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv"}}
advance 600ms
other< {"id":1,"success":false,"code":"FORBIDDEN"}
conn ssh uid=1
ssh> {"id":1,"op":"auth.ssh","params":{"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv comment","language":"en","client":"hub test"}}
ssh< {"id":1,"success":true,"data":{"token":*,"session":*,"user":{"name":"ana"}}}
ssh> {"id":2,"op":"hub.list_tools"}
ssh< {"id":2,"success":true}
ana> {"id":2,"op":"auth.list_keys"}
ana< {"id":2,"success":true,"data":{"items":[{"last_used_at":"2026-03-02T08:00:01.800Z"}]}}
conn bad uid=1
bad> {"id":1,"op":"auth.ssh","params":{"key":"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBG5SPEiUesG/F3HV1RkDbR7Z84po59VubS+NjAQTNDqMUOD/Z5WqlkDkcADTtcvMQOz+Uw4PURV86IeJp4TuBCc="}}
advance 600ms
bad< {"id":1,"success":false,"code":"INVALID_CREDENTIALS"}
conn junk uid=1
junk> {"id":1,"op":"auth.ssh","params":{"key":"ssh-ed25519 AAAA"}}
advance 600ms
junk< {"id":1,"success":false,"code":"INVALID_CREDENTIALS"}
ana> {"id":3,"op":"auth.revoke_key","params":{"id":$k}}
ana< {"id":3,"success":true}
ssh! {"event":"session.ended","data":{"reason":"key"}}
closed ssh
conn late uid=1
late> {"id":1,"op":"auth.ssh","params":{"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv"}}
advance 600ms
late< {"id":1,"success":false,"code":"INVALID_CREDENTIALS"}
ana> {"id":4,"op":"auth.add_key","params":{"key":"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBG5SPEiUesG/F3HV1RkDbR7Z84po59VubS+NjAQTNDqMUOD/Z5WqlkDkcADTtcvMQOz+Uw4PURV86IeJp4TuBCc="}}
ana< {"id":4,"success":true}
sql UPDATE account SET active = 0 WHERE name = 'ana'
restart
conn gone uid=1
gone> {"id":1,"op":"auth.ssh","params":{"key":"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBG5SPEiUesG/F3HV1RkDbR7Z84po59VubS+NjAQTNDqMUOD/Z5WqlkDkcADTtcvMQOz+Uw4PURV86IeJp4TuBCc="}}
advance 600ms
gone< {"id":1,"success":false,"code":"INVALID_CREDENTIALS"}
sql CREATE TABLE t(n INTEGER CHECK(n = 1)) STRICT
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'login_success' AND target = 'ana' AND actor = 'ana' AND client = 'hub test'
sql INSERT INTO t SELECT count(*) / 2 FROM audit_log WHERE action = 'login_failure' AND target = 'SHA256:XzEWs84f/B7dtCl5af3B99suOKzmH6Xxr+3WebeD82U'
