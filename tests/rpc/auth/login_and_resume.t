# A login opens a session; its token continues it after a restart of the server.
# covers: SEC-05 SEC-17 HUB-02 API-08
op> {"id":1,"op":"users.create","params":{"name":"Anna.Beispiel","password":"ein-langes-passwort","roles":["telefonist"]}}
op< {"id":1,"success":true,"data":{"user":{"id":1,"name":"anna.beispiel","display_name":"Anna","is_admin":false,"roles":["telefonist"]}}}
conn eva
eva> {"id":1,"op":"hub.list_tools"}
eva< {"id":1,"success":false,"code":"UNAUTHENTICATED"}
eva> {"id":2,"op":"auth.login","params":{"name":"ANNA.beispiel","password":"ein-langes-passwort","language":"en"}}
eva< {"id":2,"success":true,"data":{"token":$token,"user":{"name":"anna.beispiel","permissions":["slots.view","slots.book","slots.manage_own","analytics.personal"]},"expires_at":"2026-03-03T08:00:00.000Z","idle_ends_at":"2026-03-02T16:00:00.000Z"}}
eva> {"id":3,"op":"nope"}
eva< {"id":3,"code":"UNKNOWN_OPERATION","success":false}
eva> {"id":4,"op":"system.show_version"}
eva< {"id":4,"success":true}
restart
conn eva
eva> {"id":5,"op":"auth.resume","params":{"token":$token}}
eva< {"id":5,"success":true,"data":{"token":!,"user":{"name":"anna.beispiel"}}}
eva> {"id":6,"op":"auth.logout"}
eva< {"id":6,"success":true}
eva> {"id":7,"op":"system.show_version"}
eva< {"id":7,"success":false,"code":"UNAUTHENTICATED"}
conn eva2
eva2> {"id":8,"op":"auth.resume","params":{"token":$token}}
eva2< {"id":8,"success":false,"code":"UNAUTHENTICATED"}
