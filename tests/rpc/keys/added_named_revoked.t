# Own keys: added with the name of the comment, renamed, revoked; a live key
# belongs to one account, and nobody is told to whom.
# covers: HUB-06 SEC-12 SEC-15
users ana:telefonist ben:user
ana> {"id":1,"op":"auth.add_key","params":{"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv anna@laptop\n"}}
ana< {"id":1,"success":true,"data":{"key":{"id":$k,"version":1,"name":"anna@laptop","type":"ssh-ed25519","fingerprint":"SHA256:wAjdD2ab482xzZ01mhoYX11/tQEcIK0nB3i4bOiKY6Q","added_at":"2026-03-02T08:00:00.000Z","added_by":"ana","last_used_at":!,"revoked_at":!}}}
ben> {"id":1,"op":"auth.add_key","params":{"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv ben"}}
ben< {"id":1,"success":false,"code":"CONFLICT","error":"Dieser Schlüssel ist schon hinterlegt. Bitte einen eigenen erzeugen: ssh-keygen -t ed25519","data":!}
ana> {"id":2,"op":"auth.add_key","params":{"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv"}}
ana< {"id":2,"success":false,"code":"CONFLICT"}
ana> {"id":3,"op":"auth.rename_key","params":{"id":$k,"name":"Laptop","version":7}}
ana< {"id":3,"success":false,"code":"CONFLICT"}
ana> {"id":4,"op":"auth.rename_key","params":{"id":$k,"name":"Laptop","version":1}}
ana< {"id":4,"success":true,"data":{"key":{"name":"Laptop","version":2}}}
ben> {"id":2,"op":"auth.rename_key","params":{"id":$k,"name":"meiner"}}
ben< {"id":2,"success":false,"code":"NOT_FOUND"}
ben> {"id":3,"op":"auth.revoke_key","params":{"id":$k}}
ben< {"id":3,"success":false,"code":"NOT_FOUND"}
ana> {"id":5,"op":"auth.add_key","params":{"key":"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBG5SPEiUesG/F3HV1RkDbR7Z84po59VubS+NjAQTNDqMUOD/Z5WqlkDkcADTtcvMQOz+Uw4PURV86IeJp4TuBCc=","name":"Büro"}}
ana< {"id":5,"success":true,"data":{"key":{"name":"Büro","type":"ecdsa-sha2-nistp256"}}}
ana> {"id":6,"op":"auth.revoke_key","params":{"id":$k}}
ana< {"id":6,"success":true}
ana> {"id":7,"op":"auth.revoke_key","params":{"id":$k}}
ana< {"id":7,"success":false,"code":"NOT_FOUND"}
ana> {"id":8,"op":"auth.list_keys"}
ana< {"id":8,"success":true,"data":{"items":[{"name":"Büro","revoked_at":!},{"name":"Laptop","revoked_at":"2026-03-02T08:00:00.000Z"}],"total":2}}
ben> {"id":4,"op":"auth.add_key","params":{"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv"}}
ben< {"id":4,"success":true,"data":{"key":{"name":"ssh-ed25519"}}}
sql CREATE TABLE t(n INTEGER CHECK(n = 1)) STRICT
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'ssh_key_revoked' AND actor = 'ana' AND target = 'ana' AND details LIKE '%SHA256:wAjdD2ab482%'
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'ssh_key_added' AND actor = 'ben' AND target = 'ben'
