# G12: the limit is per address and name: ten colleagues of one office sign in
# at once. On the local socket the connection is the key. off: no limit.
# covers: SEC-10 API-12
limits on
op> {"id":1,"op":"users.create","params":{"name":"ana","password":"ein-langes-passwort"}}
op< {"id":1,"success":true}
sql INSERT INTO account(name, password_hash, created_at) SELECT n.column1, password_hash, 0 FROM account, (VALUES('k1'),('k2'),('k3'),('k4'),('k5'),('k6'),('k7'),('k8'),('k9'),('k10')) n WHERE name = 'ana'
conn a
a> {"id":1,"op":"auth.login","params":{"name":"k1","password":"ein-langes-passwort"}}
a< {"id":1,"success":true}
a> {"id":2,"op":"auth.login","params":{"name":"k2","password":"ein-langes-passwort"}}
a< {"id":2,"success":true}
a> {"id":3,"op":"auth.login","params":{"name":"k3","password":"ein-langes-passwort"}}
a< {"id":3,"success":true}
a> {"id":4,"op":"auth.login","params":{"name":"k4","password":"ein-langes-passwort"}}
a< {"id":4,"success":true}
a> {"id":5,"op":"auth.login","params":{"name":"k5","password":"ein-langes-passwort"}}
a< {"id":5,"success":true}
a> {"id":6,"op":"auth.login","params":{"name":"k6","password":"ein-langes-passwort"}}
a< {"id":6,"success":true}
a> {"id":7,"op":"auth.login","params":{"name":"k7","password":"ein-langes-passwort"}}
a< {"id":7,"success":true}
a> {"id":8,"op":"auth.login","params":{"name":"k8","password":"ein-langes-passwort"}}
a< {"id":8,"success":true}
a> {"id":9,"op":"auth.login","params":{"name":"k9","password":"ein-langes-passwort"}}
a< {"id":9,"success":true}
a> {"id":10,"op":"auth.login","params":{"name":"k10","password":"ein-langes-passwort"}}
a< {"id":10,"success":true}
# the fourth of one name waits, over whatever connection of the address
a> {"id":11,"op":"auth.login","params":{"name":"k1","password":"ein-langes-passwort"}}
a< {"id":11,"success":true}
a> {"id":12,"op":"auth.login","params":{"name":"k1","password":"ein-langes-passwort"}}
a< {"id":12,"success":true}
conn b
b> {"id":1,"op":"auth.login","params":{"name":"k1","password":"ein-langes-passwort"}}
advance 600ms
b< {"id":1,"success":false,"code":"RATE_LIMITED","retry_after":12}
conn c 198.51.100.1
c> {"id":1,"op":"auth.login","params":{"name":"k1","password":"ein-langes-passwort"}}
c< {"id":1,"success":true}
# local users do not share a bucket
conn l1 uid=1000
l1> {"id":1,"op":"auth.login","params":{"name":"k1","password":"ein-langes-passwort"}}
l1< {"id":1,"success":true}
l1> {"id":2,"op":"auth.login","params":{"name":"k1","password":"ein-langes-passwort"}}
l1< {"id":2,"success":true}
l1> {"id":3,"op":"auth.login","params":{"name":"k1","password":"ein-langes-passwort"}}
l1< {"id":3,"success":true}
l1> {"id":4,"op":"auth.login","params":{"name":"k1","password":"ein-langes-passwort"}}
advance 600ms
l1< {"id":4,"success":false,"code":"RATE_LIMITED"}
conn l2 uid=1000
l2> {"id":1,"op":"auth.login","params":{"name":"k1","password":"ein-langes-passwort"}}
l2< {"id":1,"success":true}
op> {"id":2,"op":"settings.set_key","params":{"key":"limits.auth_per_minute","value":"off"},"idempotency_key":"o"}
op< {"id":2,"success":true}
b> {"id":2,"op":"auth.login","params":{"name":"k1","password":"ein-langes-passwort"}}
b< {"id":2,"success":true}
b> {"id":3,"op":"auth.login","params":{"name":"k1","password":"ein-langes-passwort"}}
b< {"id":3,"success":true}
