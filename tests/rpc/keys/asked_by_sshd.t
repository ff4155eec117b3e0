# What AuthorizedKeysCommand gets: live keys of active accounts, one or all,
# and nothing for another system account.
# covers: SEC-15
users ana:user ben:user
ana> {"id":1,"op":"auth.add_key","params":{"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv anna@laptop"}}
ana< {"id":1,"success":true,"data":{"key":{"id":$k}}}
ben> {"id":1,"op":"auth.add_key","params":{"key":"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBG5SPEiUesG/F3HV1RkDbR7Z84po59VubS+NjAQTNDqMUOD/Z5WqlkDkcADTtcvMQOz+Uw4PURV86IeJp4TuBCc="}}
ben< {"id":1,"success":true}
ana> {"id":2,"op":"auth.list_authorized","params":{}}
ana< {"id":2,"success":false,"code":"FORBIDDEN"}
op> {"id":1,"op":"settings.set_key","params":{"key":"ssh.user","value":"daemon"},"idempotency_key":"s"}
op< {"id":1,"success":true}
conn sshd uid=1
sshd> {"id":1,"op":"auth.list_authorized","params":{"user":"daemon"}}
sshd< {"id":1,"success":true,"data":{"items":[{"type":"ssh-ed25519","key":"AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv"},{"type":"ecdsa-sha2-nistp256"}]}}
sshd> {"id":2,"op":"auth.list_authorized","params":{"user":"daemon","key":"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBG5SPEiUesG/F3HV1RkDbR7Z84po59VubS+NjAQTNDqMUOD/Z5WqlkDkcADTtcvMQOz+Uw4PURV86IeJp4TuBCc="}}
sshd< {"id":2,"success":true,"data":{"items":[{"type":"ecdsa-sha2-nistp256"}]}}
sshd> {"id":3,"op":"auth.list_authorized","params":{"user":"root"}}
sshd< {"id":3,"success":true,"data":{"items":[]}}
sshd> {"id":4,"op":"auth.list_authorized","params":{"key":"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDfoyNoM7hwsALtUNwGpwPZYJJ3gA0rH/vU0Vvu7v4rsCMLVM6yk09cWqrQWr1kQroJK9CQkC4bwXhYkePjIyGEkHw58q84aHjFQS5WTnK7R7kUxvjYHvpDTH4T6rk4d/7zw57ALh4lfKvnr6RiH/QHL//7RJIHRI8ugSbEI1wqm2gXpGKDZOuEB2dBKzwXNcoArQ0lnUyQYmt4WR9EFuBoeE3KD3GnA3Pn+m95u/tBSm2ZN3ZGmSSh6M0+ucjUOFZjY4GZYnw1SDt1jhiJk2/ZMEC3EDaludIgGmCCZLAvQuZOSGjdnfOzttYOT6L3fUtIrYRnMCVBpruLsqm9Jl6T"}}
sshd< {"id":4,"success":true,"data":{"items":[]}}
sshd> {"id":5,"op":"auth.list_authorized","params":{"limit":1,"offset":1}}
sshd< {"id":5,"success":true,"data":{"items":[{"type":"ecdsa-sha2-nistp256"}]}}
op> {"id":2,"op":"auth.list_authorized","params":{"user":"daemon","key":"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBG5SPEiUesG/F3HV1RkDbR7Z84po59VubS+NjAQTNDqMUOD/Z5WqlkDkcADTtcvMQOz+Uw4PURV86IeJp4TuBCc="}}
op< {"id":2,"success":true,"data":{"items":[{"type":"ecdsa-sha2-nistp256"}]}}
conn web
web> {"id":1,"op":"auth.list_authorized","params":{}}
web< {"id":1,"success":false,"code":"FORBIDDEN"}
ana> {"id":3,"op":"auth.revoke_key","params":{"id":$k}}
ana< {"id":3,"success":true}
sql UPDATE account SET active = 0 WHERE name = 'ben'
sshd> {"id":6,"op":"auth.list_authorized","params":{"user":"daemon"}}
sshd< {"id":6,"success":true,"data":{"items":[]}}
