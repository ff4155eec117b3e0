# security.require_2fa_roles: who is named must set up the second factor before
# anything else, at once when the setting changes; the password comes first.
# covers: SEC-01 SEC-15 HUB-11
users chef:admin
op> {"id":1,"op":"users.create","params":{"name":"ana","password":"ein-langes-passwort","roles":["opener"]}}
op< {"id":1,"success":true}
op> {"id":2,"op":"users.create","params":{"name":"ben","password":"ein-langes-passwort","roles":["service"]}}
op< {"id":2,"success":true}
op> {"id":3,"op":"users.create","params":{"name":"eva","password":"ein-langes-passwort","roles":["opener"],"must_change_password":true}}
op< {"id":3,"success":true}
conn ana
conn ben
conn eva
ana> {"id":1,"op":"auth.login","params":{"name":"ana","password":"ein-langes-passwort"}}
ana< {"id":1,"success":true}
ben> {"id":1,"op":"auth.login","params":{"name":"ben","password":"ein-langes-passwort"}}
ben< {"id":1,"success":true}
eva> {"id":1,"op":"auth.login","params":{"name":"eva","password":"ein-langes-passwort"}}
eva< {"id":1,"success":true}
ana> {"id":2,"op":"slots.list","params":{}}
ana< {"id":2,"success":true}
chef> {"id":1,"op":"settings.set_key","params":{"key":"security.require_2fa_roles","value":"openers"},"idempotency_key":"a"}
chef< {"id":1,"success":false,"code":"VALIDATION","fields":{"value":*}}
chef> {"id":2,"op":"settings.set_key","params":{"key":"security.require_2fa_roles","value":"opener, coach"},"idempotency_key":"b"}
chef< {"id":2,"success":true}
ana> {"id":3,"op":"slots.list","params":{}}
ana< {"id":3,"success":false,"code":"TWO_FACTOR_REQUIRED","error":"Für Ihre Rolle ist die Zwei-Faktor-Anmeldung Pflicht: bitte zuerst einrichten"}
ben> {"id":2,"op":"slots.list","params":{}}
ben< {"id":2,"success":true}
ana> {"id":4,"op":"auth.show_2fa","params":{}}
ana< {"id":4,"success":true,"data":{"on":false,"required":true}}
ben> {"id":3,"op":"auth.show_2fa","params":{}}
ben< {"id":3,"success":true,"data":{"on":false,"required":false}}
ana> {"id":5,"op":"auth.start_2fa","params":{"password":"ein-langes-passwort"}}
ana< {"id":5,"success":true,"data":{"secret":$secret}}
ana> {"id":6,"op":"slots.list","params":{}}
ana< {"id":6,"success":false,"code":"TWO_FACTOR_REQUIRED"}
totp code secret
ana> {"id":7,"op":"auth.confirm_2fa","params":{"code":$code}}
ana< {"id":7,"success":true}
ana> {"id":8,"op":"slots.list","params":{}}
ana< {"id":8,"success":true}
# switched off again, the duty is back
advance 30s
totp code secret
ana> {"id":9,"op":"auth.disable_2fa","params":{"password":"ein-langes-passwort","code":$code}}
ana< {"id":9,"success":true}
ana> {"id":10,"op":"slots.list","params":{}}
ana< {"id":10,"success":false,"code":"TWO_FACTOR_REQUIRED"}
# the new password first, then the factor
eva> {"id":2,"op":"auth.start_2fa","params":{"password":"ein-langes-passwort"}}
eva< {"id":2,"success":false,"code":"PASSWORD_CHANGE_REQUIRED"}
eva> {"id":3,"op":"auth.confirm_2fa","params":{"code":"123456"}}
eva< {"id":3,"success":false,"code":"PASSWORD_CHANGE_REQUIRED"}
eva> {"id":4,"op":"auth.change_password","params":{"old":"ein-langes-passwort","new":"noch-ein-langes","repeat":"noch-ein-langes"}}
eva< {"id":4,"success":true}
eva> {"id":5,"op":"slots.list","params":{}}
eva< {"id":5,"success":false,"code":"TWO_FACTOR_REQUIRED"}
# admins are a role of their own; "on" and user mean everybody
chef> {"id":3,"op":"settings.set_key","params":{"key":"security.require_2fa_roles","value":"user"},"idempotency_key":"c"}
chef< {"id":3,"success":true}
ben> {"id":4,"op":"slots.list","params":{}}
ben< {"id":4,"success":false,"code":"TWO_FACTOR_REQUIRED"}
chef> {"id":4,"op":"slots.list","params":{}}
chef< {"id":4,"success":false,"code":"TWO_FACTOR_REQUIRED"}
op> {"id":4,"op":"settings.set_key","params":{"key":"security.require_2fa_roles","value":"admin"},"idempotency_key":"d"}
op< {"id":4,"success":true}
ben> {"id":5,"op":"slots.list","params":{}}
ben< {"id":5,"success":true}
chef> {"id":5,"op":"slots.list","params":{}}
chef< {"id":5,"success":false,"code":"TWO_FACTOR_REQUIRED"}
op> {"id":5,"op":"settings.reset_key","params":{"key":"security.require_2fa_roles"},"idempotency_key":"e"}
op< {"id":5,"success":true}
chef> {"id":6,"op":"slots.list","params":{}}
chef< {"id":6,"success":true}
