# Admins register and revoke keys of others; operators too, without one of
# their own. No more than twenty per account.
# covers: HUB-06 SEC-08
users ana:telefonist chef:admin
ana> {"id":1,"op":"users.add_key","params":{"user":2,"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv anna@laptop"},"idempotency_key":"a"}
ana< {"id":1,"success":false,"code":"FORBIDDEN"}
chef> {"id":1,"op":"users.add_key","params":{"user":1,"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv anna@laptop","name":"vom Chef"},"idempotency_key":"b"}
chef< {"id":1,"success":true,"data":{"key":{"id":$k,"name":"vom Chef","added_by":"chef"}}}
ana> {"id":2,"op":"auth.list_keys"}
ana< {"id":2,"success":true,"data":{"items":[{"name":"vom Chef","added_by":"chef"}],"total":1}}
chef> {"id":2,"op":"users.list_keys","params":{"user":1}}
chef< {"id":2,"success":true,"data":{"items":[{"id":$k}],"total":1}}
chef> {"id":3,"op":"users.list_keys","params":{"user":99}}
chef< {"id":3,"success":false,"code":"NOT_FOUND"}
chef> {"id":4,"op":"users.revoke_key","params":{"id":$k},"idempotency_key":"c"}
chef< {"id":4,"success":true}
op> {"id":1,"op":"auth.add_key","params":{"key":"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBG5SPEiUesG/F3HV1RkDbR7Z84po59VubS+NjAQTNDqMUOD/Z5WqlkDkcADTtcvMQOz+Uw4PURV86IeJp4TuBCc="}}
op< {"id":1,"success":false,"code":"FORBIDDEN"}
op> {"id":2,"op":"users.add_key","params":{"user":1,"key":"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBG5SPEiUesG/F3HV1RkDbR7Z84po59VubS+NjAQTNDqMUOD/Z5WqlkDkcADTtcvMQOz+Uw4PURV86IeJp4TuBCc="},"idempotency_key":"d"}
op< {"id":2,"success":true}
sql WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 19) INSERT INTO ssh_key(account, type, blob, fingerprint, name, added_at, added_by) SELECT 1, 'ssh-ed25519', 'AAAAAAAAAAAAAAAA', 'SHA256:' || i, 'k', 0, 'x' FROM n
ana> {"id":3,"op":"auth.add_key","params":{"key":"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDfoyNoM7hwsALtUNwGpwPZYJJ3gA0rH/vU0Vvu7v4rsCMLVM6yk09cWqrQWr1kQroJK9CQkC4bwXhYkePjIyGEkHw58q84aHjFQS5WTnK7R7kUxvjYHvpDTH4T6rk4d/7zw57ALh4lfKvnr6RiH/QHL//7RJIHRI8ugSbEI1wqm2gXpGKDZOuEB2dBKzwXNcoArQ0lnUyQYmt4WR9EFuBoeE3KD3GnA3Pn+m95u/tBSm2ZN3ZGmSSh6M0+ucjUOFZjY4GZYnw1SDt1jhiJk2/ZMEC3EDaludIgGmCCZLAvQuZOSGjdnfOzttYOT6L3fUtIrYRnMCVBpruLsqm9Jl6T"}}
ana< {"id":3,"success":false,"code":"LIMIT"}
