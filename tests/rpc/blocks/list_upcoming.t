# covers: HOL-07 HOL-03
users tele:telefonist
tele> {"id":1,"op":"blocks.list_upcoming"}
tele< {"id":1,"success":true,"data":{"items":[],"total":0,"days":30}}
tele> {"id":2,"op":"blocks.list_upcoming","params":{"days":35}}
tele< {"id":2,"success":true,"data":{"items":[{"date":"2026-04-03","name":"Karfreitag","weekday":4,"days_until":32},{"date":"2026-04-06","name":"Ostermontag","weekday":0,"days_until":35}],"total":2,"days":35}}
tele> {"id":3,"op":"holidays.upcoming","params":{"days":34}}
tele< {"id":3,"success":true,"data":{"items":[{"name":"Karfreitag"}],"total":1}}
tele> {"id":4,"op":"admin.blocked.upcoming","params":{"days":32}}
tele< {"id":4,"success":true,"data":{"items":[{"name":"Karfreitag"}],"total":1}}
