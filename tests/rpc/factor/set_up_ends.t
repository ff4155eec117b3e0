# A set-up ends by cancelling or after 15 minutes, and leaves nothing behind.
# covers: SEC-01
op> {"id":1,"op":"users.create","params":{"name":"ana","password":"ein-langes-passwort"}}
op< {"id":1,"success":true}
conn ana
ana> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
ana< {"id":1,"success":true}
ana> {"id":2,"op":"auth.start_2fa","params":{"password":"ein-langes-passwort"}}
ana< {"id":2,"success":true,"data":{"secret":$one}}
ana> {"id":3,"op":"auth.cancel_2fa","params":{}}
ana< {"id":3,"success":true,"data":{}}
ana> {"id":4,"op":"auth.cancel_2fa","params":{}}
ana< {"id":4,"success":true}
totp code one
ana> {"id":5,"op":"auth.confirm_2fa","params":{"code":$code}}
ana< {"id":5,"success":false,"code":"CONFLICT"}
sql CREATE TABLE t(n INTEGER CHECK(n = 1)) STRICT
sql INSERT INTO t SELECT 1 - count(*) FROM second_factor
ana> {"id":6,"op":"auth.start_2fa","params":{"password":"ein-langes-passwort"}}
ana< {"id":6,"success":true,"data":{"secret":$two}}
advance 899s
ana> {"id":7,"op":"auth.show_2fa","params":{}}
ana< {"id":7,"success":true,"data":{"on":false,"pending":true}}
advance 1s
ana> {"id":8,"op":"auth.show_2fa","params":{}}
ana< {"id":8,"success":true,"data":{"on":false,"pending":false}}
totp code two
ana> {"id":9,"op":"auth.confirm_2fa","params":{"code":$code}}
ana< {"id":9,"success":false,"code":"CONFLICT"}
advance 1h
sql INSERT INTO t SELECT 1 - count(*) FROM second_factor
