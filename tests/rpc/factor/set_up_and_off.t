# The states of B4: off, pending, on with ten codes told once, off again; other
# sessions end, the own stays.
# covers: SEC-01 SEC-02 SEC-03 SEC-05 SEC-12
op> {"id":1,"op":"users.create","params":{"name":"ana","password":"ein-langes-passwort"}}
op< {"id":1,"success":true}
conn one
conn two
one> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
one< {"id":1,"success":true}
two> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
two< {"id":1,"success":true,"data":{"token":$old}}
one> {"id":2,"op":"auth.show_2fa","params":{}}
one< {"id":2,"success":true,"data":{"on":false,"enabled_at":!,"pending":false,"codes_left":0,"required":false}}
# nothing to confirm, to renew or to switch off
one> {"id":3,"op":"auth.confirm_2fa","params":{"code":"123456"}}
one< {"id":3,"success":false,"code":"CONFLICT","error":"Es ist keine Einrichtung offen, oder ihre 15 Minuten sind vorbei. Bitte neu beginnen"}
one> {"id":4,"op":"auth.disable_2fa","params":{"password":"ein-langes-passwort","code":"123456"}}
one< {"id":4,"success":false,"code":"CONFLICT","error":"Die Zwei-Faktor-Anmeldung ist nicht an"}
one> {"id":5,"op":"auth.renew_codes","params":{"password":"ein-langes-passwort","code":"123456"}}
one< {"id":5,"success":false,"code":"CONFLICT"}
# pending
one> {"id":6,"op":"auth.start_2fa","params":{"password":"ein-langes-passwort"}}
one< {"id":6,"success":true,"data":{"secret":$secret,"uri":$uri,"expires_at":"2026-03-02T08:15:00.000Z"}}
one> {"id":7,"op":"auth.show_2fa","params":{}}
one< {"id":7,"success":true,"data":{"on":false,"pending":true,"expires_at":"2026-03-02T08:15:00.000Z"}}
totp late secret 2
one> {"id":8,"op":"auth.confirm_2fa","params":{"code":$late}}
one< {"id":8,"success":false,"code":"INVALID_2FA"}
one> {"id":9,"op":"auth.confirm_2fa","params":{"code":"keine Zahl"}}
one< {"id":9,"success":false,"code":"INVALID_2FA"}
# while it is pending the password alone still signs in
totp code secret
one> {"id":10,"op":"auth.confirm_2fa","params":{"code":$code}}
one< {"id":10,"success":true,"message":"2FA aktiviert","data":{"codes":[$b1,$b2,*,*,*,*,*,*,*,*]}}
two! {"event":"session.ended","data":{"reason":"factor"}}
closed two
one> {"id":11,"op":"auth.show_2fa","params":{}}
one< {"id":11,"success":true,"data":{"on":true,"enabled_at":"2026-03-02T08:00:00.000Z","pending":false,"expires_at":!,"codes_left":10,"required":false}}
conn three
three> {"id":1,"op":"auth.resume","params":{"token":$old}}
three< {"id":1,"success":false,"code":"UNAUTHENTICATED"}
# the step of the confirmation is used up
one> {"id":12,"op":"auth.renew_codes","params":{"password":"ein-langes-passwort","code":$code}}
one< {"id":12,"success":false,"code":"INVALID_2FA"}
# a backup code renews nothing, but switches off
one> {"id":13,"op":"auth.renew_codes","params":{"password":"ein-langes-passwort","code":$b1}}
one< {"id":13,"success":false,"code":"INVALID_2FA"}
advance 30s
totp code secret
one> {"id":14,"op":"auth.renew_codes","params":{"password":"ein-langes-passwort","code":$code}}
one< {"id":14,"success":true,"data":{"codes":[$n1,*,*,*,*,*,*,*,*,*]}}
one> {"id":15,"op":"auth.disable_2fa","params":{"password":"ein-langes-passwort","code":$b1}}
one< {"id":15,"success":false,"code":"INVALID_2FA"}
one> {"id":16,"op":"auth.disable_2fa","params":{"password":"ein-falsches-passwort","code":$n1}}
one< {"id":16,"success":false,"code":"INVALID_CREDENTIALS","error":"Das Passwort stimmt nicht"}
one> {"id":17,"op":"auth.disable_2fa","params":{"password":"ein-langes-passwort","code":$n1}}
one< {"id":17,"success":true,"message":"2FA abgeschaltet","data":{}}
one> {"id":18,"op":"auth.show_2fa","params":{}}
one< {"id":18,"success":true,"data":{"on":false,"enabled_at":!,"codes_left":0}}
sql CREATE TABLE t(n INTEGER CHECK(n = 1)) STRICT
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = '2fa_enabled' AND target = 'ana' AND severity = 'info' AND details = '{}'
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = '2fa_disabled' AND target = 'ana' AND severity = 'warning'
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'backup_codes_regenerated' AND target = 'ana'
sql INSERT INTO t SELECT count(*) FROM audit_log WHERE action = 'backup_code_used' AND target = 'ana' AND details = '{"codes_left":9}'
sql INSERT INTO t SELECT 1 - count(*) FROM second_factor
sql INSERT INTO t SELECT 1 - count(*) FROM backup_code
# the person is told, and reads it in the feed
sql INSERT INTO t SELECT count(*) FROM notification WHERE account = 1 AND title = '2FA aktiviert' AND type = 'success' AND source = 'auth' AND screen = 'security'
sql INSERT INTO t SELECT count(*) FROM notification WHERE account = 1 AND title = '2FA abgeschaltet' AND type = 'warning'
sql INSERT INTO t SELECT count(*) FROM notification WHERE account = 1 AND title = 'Neue Backup-Codes'
sql INSERT INTO t SELECT count(*) FROM notification WHERE account = 1 AND title = 'Ein Backup-Code wurde benutzt' AND message = 'Noch 9 übrig.' AND popup_at IS NOT NULL
sql INSERT INTO t SELECT count(*) FROM activity WHERE account = 1 AND kind = 'security' AND action = '2FA aktiviert'
sql INSERT INTO t SELECT count(*) FROM activity WHERE account = 1 AND kind = 'security' AND action = '2FA abgeschaltet'
