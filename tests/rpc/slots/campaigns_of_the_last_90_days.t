users ana:telefonist
consultants Anna
sql INSERT INTO campaign(name, last_used_at) VALUES('Herbst 25', unixepoch('2025-10-01') * 1000), ('Ärzte', unixepoch('2026-02-01') * 1000), ('herbst 26', unixepoch('2026-02-01') * 1000)
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Muster","first_name":"Erika","campaign":"Herz"},"idempotency_key":"a1"}
ana< {"id":1,"success":true}
ana> {"id":2,"op":"campaigns.suggest","params":{"prefix":"HER"}}
ana< {"id":2,"success":true,"data":{"items":["herbst 26","Herz"]}}
ana> {"id":3,"op":"slots.suggest_campaigns","params":{"prefix":"är"}}
ana< {"id":3,"success":true,"data":{"items":["Ärzte"]}}
ana> {"id":4,"op":"slots.suggest_campaigns"}
ana< {"id":4,"success":true,"data":{"items":["herbst 26","Herz","Ärzte"]}}
