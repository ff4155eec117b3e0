# hub-protocol: the relay proves the key, the client far away then signs in
# with it. It cannot name another key, nor ask for the keys of others.
# covers: HUB-02 SEC-15
users ana:telefonist ben:user
ana> {"id":1,"op":"auth.add_key","params":{"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv anna@laptop"}}
ana< {"id":1,"success":true,"data":{"key":{"id":$k}}}
ben> {"id":1,"op":"auth.add_key","params":{"key":"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBG5SPEiUesG/F3HV1RkDbR7Z84po59VubS+NjAQTNDqMUOD/Z5WqlkDkcADTtcvMQOz+Uw4PURV86IeJp4TuBCc="}}
ben< {"id":1,"success":true}
op> {"id":1,"op":"settings.set_key","params":{"key":"ssh.user","value":"daemon"},"idempotency_key":"s"}
op< {"id":1,"success":true}
conn r uid=1
r> {"id":1,"op":"auth.ssh","params":{}}
advance 600ms
r< {"id":1,"success":false,"code":"FORBIDDEN"}
r> {"id":2,"op":"auth.ssh","params":{"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv","only_prove":true}}
r< {"id":2,"success":true,"data":{"account":"ana","token":!}}
r> {"id":3,"op":"hub.list_tools"}
r< {"id":3,"success":false,"code":"UNAUTHENTICATED"}
r> {"id":4,"op":"auth.ssh","params":{"key":"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBG5SPEiUesG/F3HV1RkDbR7Z84po59VubS+NjAQTNDqMUOD/Z5WqlkDkcADTtcvMQOz+Uw4PURV86IeJp4TuBCc="}}
advance 600ms
r< {"id":4,"success":false,"code":"FORBIDDEN"}
r> {"id":5,"op":"auth.list_authorized","params":{}}
r< {"id":5,"success":false,"code":"FORBIDDEN"}
r> {"id":6,"op":"auth.ssh","params":{"only_prove":true}}
advance 600ms
r< {"id":6,"success":false,"code":"FORBIDDEN"}
r> {"id":7,"op":"auth.ssh","params":{"language":"de"}}
r< {"id":7,"success":true,"data":{"user":{"name":"ana"}}}
r> {"id":8,"op":"auth.ssh","params":{"key":"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBG5SPEiUesG/F3HV1RkDbR7Z84po59VubS+NjAQTNDqMUOD/Z5WqlkDkcADTtcvMQOz+Uw4PURV86IeJp4TuBCc="}}
advance 600ms
r< {"id":8,"success":false,"code":"FORBIDDEN"}
r> {"id":9,"op":"auth.logout"}
r< {"id":9,"success":true}
r> {"id":10,"op":"auth.list_authorized","params":{}}
r< {"id":10,"success":false,"code":"FORBIDDEN"}
conn s uid=1
s> {"id":1,"op":"auth.ssh","params":{"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv","only_prove":true}}
s< {"id":1,"success":true}
ana> {"id":2,"op":"auth.revoke_key","params":{"id":$k}}
ana< {"id":2,"success":true}
s> {"id":2,"op":"auth.ssh","params":{}}
advance 600ms
s< {"id":2,"success":false,"code":"INVALID_CREDENTIALS"}
conn refused uid=1
refused> {"id":1,"op":"auth.ssh","params":{"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv"}}
advance 600ms
refused< {"id":1,"success":false,"code":"INVALID_CREDENTIALS"}
refused> {"id":2,"op":"auth.ssh","params":{"key":"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBG5SPEiUesG/F3HV1RkDbR7Z84po59VubS+NjAQTNDqMUOD/Z5WqlkDkcADTtcvMQOz+Uw4PURV86IeJp4TuBCc="}}
advance 600ms
refused< {"id":2,"success":false,"code":"FORBIDDEN"}
