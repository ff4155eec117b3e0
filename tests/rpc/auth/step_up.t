# Confirming a session: by password, or by a code once there is a second
# factor. Failures count; a confirmation lasts five minutes and belongs to its
# session; heavy operations ask for it.
# covers: SEC-01 SEC-05 SEC-16 ADM-03
op> {"id":1,"op":"users.create","params":{"name":"chef","password":"ein-langes-passwort","admin":true}}
op< {"id":1,"success":true}
op> {"id":2,"op":"auth.step_up","params":{"password":"x"}}
op< {"id":2,"success":false,"code":"FORBIDDEN"}
conn one
one> {"id":1,"op":"auth.login","params":{"name":"chef","password":"ein-langes-passwort"}}
one< {"id":1,"success":true,"data":{"token":$token}}
one> {"id":2,"op":"auth.add_key","params":{"key":"ssh-ed25519 AAAA"}}
one< {"id":2,"success":false,"code":"STEP_UP_REQUIRED","data":{"method":"password"}}
one> {"id":3,"op":"auth.step_up","params":{"code":"123456"}}
one< {"id":3,"success":false,"code":"VALIDATION","fields":{"password":"wird zur Bestätigung gebraucht"}}
one> {"id":4,"op":"auth.step_up","params":{"password":"falsch"}}
one< {"id":4,"success":false,"code":"INVALID_CREDENTIALS","error":"Das Passwort stimmt nicht"}
one> {"id":5,"op":"auth.step_up","params":{"password":"ein-langes-passwort"}}
one< {"id":5,"success":true,"data":{"until":"2026-03-02T08:05:00.000Z"}}
one> {"id":6,"op":"auth.add_key","params":{"key":"ssh-ed25519 AAAA"}}
one< {"id":6,"success":false,"code":"VALIDATION"}
# it stays with the session, over a new connection and a restart
restart
conn one
one> {"id":7,"op":"auth.resume","params":{"token":$token}}
one< {"id":7,"success":true}
advance 299s
one> {"id":8,"op":"auth.add_key","params":{"key":"ssh-ed25519 AAAA"}}
one< {"id":8,"success":false,"code":"VALIDATION"}
advance 1s
one> {"id":9,"op":"auth.add_key","params":{"key":"ssh-ed25519 AAAA"}}
one< {"id":9,"success":false,"code":"STEP_UP_REQUIRED"}
# with a second factor the code is asked, the password does not do
one> {"id":10,"op":"auth.start_2fa","params":{"password":"ein-langes-passwort"}}
one< {"id":10,"success":true,"data":{"secret":$secret}}
totp code secret
one> {"id":11,"op":"auth.confirm_2fa","params":{"code":$code}}
one< {"id":11,"success":true,"data":{"codes":[$b1,*,*,*,*,*,*,*,*,*]}}
one> {"id":12,"op":"auth.add_key","params":{"key":"ssh-ed25519 AAAA"}}
one< {"id":12,"success":false,"code":"STEP_UP_REQUIRED","data":{"method":"code"}}
one> {"id":13,"op":"auth.step_up","params":{"password":"ein-langes-passwort"}}
one< {"id":13,"success":false,"code":"VALIDATION","fields":{"code":"wird zur Bestätigung gebraucht"}}
one> {"id":14,"op":"auth.step_up","params":{"code":$code}}
one< {"id":14,"success":false,"code":"INVALID_2FA"}
advance 30s
totp code secret
one> {"id":15,"op":"auth.step_up","params":{"code":$code}}
one< {"id":15,"success":true}
one> {"id":16,"op":"auth.step_up","params":{"code":$b1}}
one< {"id":16,"success":true}
# three more wrong ones lock, the right code included
one> {"id":17,"op":"auth.step_up","params":{"code":"000000"}}
one< {"id":17,"success":false,"code":"INVALID_2FA"}
one> {"id":18,"op":"auth.step_up","params":{"code":"000000"}}
one< {"id":18,"success":false,"code":"INVALID_2FA"}
one> {"id":19,"op":"auth.step_up","params":{"code":"000000"}}
one< {"id":19,"success":false,"code":"ACCOUNT_LOCKED","retry_after":900}
advance 30s
totp code secret
one> {"id":20,"op":"auth.step_up","params":{"code":$code}}
one< {"id":20,"success":false,"code":"ACCOUNT_LOCKED"}
one> {"id":21,"op":"hub.list_tools"}
one< {"id":21,"success":true}
