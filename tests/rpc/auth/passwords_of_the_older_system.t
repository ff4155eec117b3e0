# G10: imported bcrypt hashes sign in and are replaced by Argon2id at that
# sign-in; input beyond 72 bytes is refused against them; a stored value that
# is no hash lets nobody in.
# covers: SEC-17 SEC-04
op> {"id":1,"op":"users.create","params":{"name":"ana","password":"ein-langes-passwort"}}
op< {"id":1,"success":true}
sql INSERT INTO account(name, password_hash, created_at) VALUES('ben', '$2b$12$abcdefghijklmnopqrstuudM/hFf1ZOOJ7Hz4aA3QPSQm.uFriRO.', 0), ('cem', '$2b$12$abcdefghijklmnopqrstuuTnlY6zLHVrj6/ulZFLswhI1qsaq7z4S', 0), ('klartext', 'korrekt-pferd-batterie', 0), ('leer', NULL, 0)
conn eva
eva> {"id":1,"op":"auth.login","params":{"name":"ben","password":"korrekt-pferd-batteriee"}}
eva< {"id":1,"success":false,"code":"INVALID_CREDENTIALS"}
sql CREATE TEMP TABLE t(n INTEGER CHECK(n = 1))
sql INSERT INTO t SELECT count(*) FROM account WHERE name = 'ben' AND password_hash LIKE '$2b$%'
eva> {"id":2,"op":"auth.login","params":{"name":"ben","password":"korrekt-pferd-batterie"}}
eva< {"id":2,"success":true,"data":{"user":{"name":"ben","must_change_password":false}}}
sql INSERT INTO t SELECT count(*) FROM account WHERE name = 'ben' AND password_hash LIKE '$argon2id$%'
eva> {"id":3,"op":"auth.login","params":{"name":"ben","password":"korrekt-pferd-batterie"}}
eva< {"id":3,"success":true}
# umlauts as one letter or as letter and dots: the same password
eva> {"id":4,"op":"auth.login","params":{"name":"cem","password":"Paßwort-Änderung-1"}}
eva< {"id":4,"success":true}
eva> {"id":5,"op":"auth.login","params":{"name":"cem","password":"Paßwort-Änderung-1"}}
eva< {"id":5,"success":true}
sql INSERT INTO t SELECT count(*) FROM account WHERE name = 'cem' AND password_hash LIKE '$argon2id$%'
eva> {"id":6,"op":"auth.login","params":{"name":"klartext","password":"korrekt-pferd-batterie"}}
eva< {"id":6,"success":false,"code":"INVALID_CREDENTIALS"}
eva> {"id":7,"op":"auth.login","params":{"name":"leer","password":"korrekt-pferd-batterie"}}
eva< {"id":7,"success":false,"code":"INVALID_CREDENTIALS"}
# 72 bytes are all that bcrypt reads
sql INSERT INTO account(name, password_hash, created_at) VALUES('dora', '$2b$04$abcdefghijklmnopqrstuusBdtCq5VHp1ZWh/QwIMafig7GoIpK9C', 0)
eva> {"id":8,"op":"auth.login","params":{"name":"dora","password":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB"}}
eva< {"id":8,"success":false,"code":"INVALID_CREDENTIALS"}
eva> {"id":9,"op":"auth.login","params":{"name":"dora","password":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}
eva< {"id":9,"success":true}
