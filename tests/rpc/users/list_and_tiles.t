# The list: rows, filter, role, state, order; tiles count all accounts and agree
# with each other: total = active + disabled.
# covers: ADM-02
users chef:admin anna:telefonist ben:opener,telefonist
op> {"id":1,"op":"users.create","params":{"name":"carla","display_name":"Carla Gold","email":"Carla@Firma.example","password":"ein-langes-passwort","must_change_password":true}}
op< {"id":1,"success":true,"data":{"user":{"id":4,"name":"carla","display_name":"Carla Gold","email":"carla@firma.example","state":"pending","is_admin":false,"roles":[],"version":1},"password":!}}
chef> {"id":1,"op":"users.list","params":{}}
chef< {"id":1,"success":true,"data":{"items":[{"name":"anna","state":"active","roles":["telefonist"],"is_admin":false,"online":true,"locked":false,"two_factor":false,"on_vacation":false,"points":0,"last_login_at":!,"email":!},{"name":"ben","roles":["opener","telefonist"]},{"name":"carla","online":false},{"name":"chef","is_admin":true}],"total":4,"limit":100,"offset":0,"tiles":{"total":4,"active":4,"disabled":0,"admins":1,"online":3,"pending":1,"locked":0}}}
chef> {"id":2,"op":"users.disable","params":{"user":2},"idempotency_key":"d"}
chef< {"id":2,"success":true,"data":{"user":{"id":2,"state":"disabled","online":false}}}
sql INSERT INTO account(name, active, placeholder, created_at) VALUES('alt.person', 0, 1, 0)
sql UPDATE account SET last_login_at = 1772430000000 WHERE name = 'ben'
sql UPDATE account SET last_login_at = 1772431000000 WHERE name = 'carla'
chef> {"id":3,"op":"users.list","params":{"sort":"state"}}
chef< {"id":3,"success":true,"data":{"items":[{"name":"ben"},{"name":"chef"},{"name":"carla","state":"pending"},{"name":"anna","state":"disabled"},{"name":"alt.person","state":"placeholder"}],"total":5,"tiles":{"total":5,"active":3,"disabled":2,"admins":1,"online":2,"pending":1,"locked":0}}}
chef> {"id":4,"op":"users.list","params":{"sort":"last_login","limit":2}}
chef< {"id":4,"success":true,"data":{"items":[{"name":"carla","last_login_at":"2026-03-02T05:56:40.000Z"},{"name":"ben"}],"total":5,"limit":2}}
chef> {"id":5,"op":"users.list","params":{"sort":"last_login","limit":2,"offset":4}}
chef< {"id":5,"success":true,"data":{"items":[{"name":"chef"}],"total":5,"offset":4}}
chef> {"id":6,"op":"users.list","params":{"role":"telefonist"}}
chef< {"id":6,"success":true,"data":{"items":[{"name":"anna"},{"name":"ben"}],"total":2,"tiles":{"total":5}}}
chef> {"id":7,"op":"users.list","params":{"role":"admin"}}
chef< {"id":7,"success":true,"data":{"items":[{"name":"chef"}],"total":1}}
chef> {"id":8,"op":"users.list","params":{"role":"user","state":"pending"}}
chef< {"id":8,"success":true,"data":{"items":[{"name":"carla"}],"total":1}}
chef> {"id":9,"op":"users.list","params":{"filter":"GOLD"}}
chef< {"id":9,"success":true,"data":{"items":[{"name":"carla"}],"total":1}}
chef> {"id":10,"op":"users.list","params":{"filter":"firma.ex"}}
chef< {"id":10,"success":true,"data":{"items":[{"name":"carla"}],"total":1}}
chef> {"id":11,"op":"users.list","params":{"role":"boss"}}
chef< {"id":11,"success":false,"code":"VALIDATION","fields":{"role":*}}
ben> {"id":12,"op":"users.list","params":{}}
ben< {"id":12,"success":false,"code":"FORBIDDEN"}
