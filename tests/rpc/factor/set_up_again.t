# While it is on: refused without a code; with one the old seed stays valid
# until the new one is confirmed. A backup code will do (lost phone).
# covers: SEC-01 SEC-03
op> {"id":1,"op":"users.create","params":{"name":"ana","password":"ein-langes-passwort"}}
op< {"id":1,"success":true}
conn ana
ana> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
ana< {"id":1,"success":true}
ana> {"id":2,"op":"auth.start_2fa","params":{"password":"ein-langes-passwort"}}
ana< {"id":2,"success":true,"data":{"secret":$one}}
totp code one
ana> {"id":3,"op":"auth.confirm_2fa","params":{"code":$code}}
ana< {"id":3,"success":true,"data":{"codes":[$b1,$b2,*,*,*,*,*,*,*,*]}}
ana> {"id":4,"op":"auth.start_2fa","params":{"password":"ein-langes-passwort"}}
ana< {"id":4,"success":false,"code":"CONFLICT","error":"Die Zwei-Faktor-Anmeldung ist schon an. Zum neuen Einrichten bitte auch einen Code eingeben"}
ana> {"id":5,"op":"auth.start_2fa","params":{"password":"ein-langes-passwort","code":$code}}
ana< {"id":5,"success":false,"code":"INVALID_2FA"}
ana> {"id":6,"op":"auth.start_2fa","params":{"password":"ein-langes-passwort","code":$b1}}
ana< {"id":6,"success":true,"data":{"secret":$two}}
ana> {"id":7,"op":"auth.show_2fa","params":{}}
ana< {"id":7,"success":true,"data":{"on":true,"pending":true,"codes_left":9}}
# the old seed and its codes are in force
advance 30s
totp code one
ana> {"id":8,"op":"auth.renew_codes","params":{"password":"ein-langes-passwort","code":$code}}
ana< {"id":8,"success":true,"data":{"codes":[$c1,*,*,*,*,*,*,*,*,*]}}
# a wrong code changes nothing; cancelling would neither
advance 30s
totp code one
ana> {"id":9,"op":"auth.confirm_2fa","params":{"code":$code}}
ana< {"id":9,"success":false,"code":"INVALID_2FA"}
totp code two
ana> {"id":10,"op":"auth.confirm_2fa","params":{"code":$code}}
ana< {"id":10,"success":true,"data":{"codes":[$d1,*,*,*,*,*,*,*,*,*]}}
# now the new one only
advance 30s
totp code one
ana> {"id":11,"op":"auth.renew_codes","params":{"password":"ein-langes-passwort","code":$code}}
ana< {"id":11,"success":false,"code":"INVALID_2FA"}
ana> {"id":12,"op":"auth.disable_2fa","params":{"password":"ein-langes-passwort","code":$c1}}
ana< {"id":12,"success":false,"code":"INVALID_2FA"}
sql CREATE TABLE t(n INTEGER CHECK(n = 1)) STRICT
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = '2fa_enabled' AND details = '{"renewed":true}'
# a new set-up that is cancelled leaves what is on
ana> {"id":13,"op":"auth.start_2fa","params":{"password":"ein-langes-passwort","code":$d1}}
ana< {"id":13,"success":true}
ana> {"id":14,"op":"auth.cancel_2fa","params":{}}
ana< {"id":14,"success":true}
ana> {"id":15,"op":"auth.show_2fa","params":{}}
ana< {"id":15,"success":true,"data":{"on":true,"pending":false,"codes_left":9}}
