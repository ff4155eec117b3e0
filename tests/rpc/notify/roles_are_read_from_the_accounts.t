# G16: one copy per person, none for disabled accounts, unknown roles refused.
# covers: HUB-04
users anna:admin ben:admin,coach clara:coach dora:telefonist
sql UPDATE account SET active = 0 WHERE name = 'clara'
anna> {"id":1,"op":"notify.create","params":{"roles":["admin","coach"],"title":"Teamrunde um 9","message":"Im großen Raum."},"idempotency_key":"a"}
anna< {"id":1,"success":true,"data":{"sent":2}}
anna! {"event":"notifications.changed","data":{"unread":1,"popups":[]}}
ben! {"event":"notifications.changed","data":{"unread":1,"popups":[]}}
dora- notifications.changed
ben> {"id":2,"op":"notify.list"}
ben< {"id":2,"success":true,"data":{"items":[{"type":"info","title":"Teamrunde um 9","message":"Im großen Raum.","read":false,"count":1,"popup":false,"source":"admin"}],"total":1,"limit":50,"offset":0,"unread":1}}
anna> {"id":3,"op":"notify.create","params":{"roles":["all"],"title":"An alle","popup":true},"idempotency_key":"b"}
anna< {"id":3,"success":true,"data":{"sent":3}}
dora! {"event":"notifications.changed","data":{"unread":1,"popups":[{"type":"info","title":"An alle"}]}}
anna> {"id":4,"op":"notify.create","params":{"roles":["unknown"],"title":"Niemand"},"idempotency_key":"c"}
anna< {"id":4,"success":false,"code":"VALIDATION","fields":{"roles":*}}
# closer are coaches and berater: only ben is left
anna> {"id":5,"op":"notify.create","params":{"roles":["closer"],"users":["ben","clara"],"title":"Einmal"},"idempotency_key":"d"}
anna< {"id":5,"success":true,"data":{"sent":1}}
# nobody has the role: nothing is stored
anna> {"id":6,"op":"notify.create","params":{"roles":["service"],"title":"Leer"},"idempotency_key":"e"}
anna< {"id":6,"success":true,"data":{"sent":0}}
anna> {"id":7,"op":"notify.create","params":{"users":["nobody"],"title":"Leer"},"idempotency_key":"f"}
anna< {"id":7,"success":false,"code":"VALIDATION","fields":{"users":"kein Benutzer: nobody"}}
anna> {"id":8,"op":"notify.create","params":{"title":"Leer"},"idempotency_key":"g"}
anna< {"id":8,"success":false,"code":"VALIDATION","fields":{"roles":*}}
dora> {"id":9,"op":"notify.create","params":{"roles":["all"],"title":"Darf nicht"},"idempotency_key":"h"}
dora< {"id":9,"success":false,"code":"FORBIDDEN"}
