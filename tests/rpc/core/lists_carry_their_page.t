# Every list says how many rows there are and which of them these are.
# covers: API-03
users chef:admin
consultants Anna
chef> {"id":1,"op":"availability.list_consultants","params":{}}
chef< {"id":1,"success":true,"data":{"items":[{"name":"Anna"}],"total":1,"limit":1,"offset":0}}
chef> {"id":2,"op":"blocks.list_holidays","params":{"year":2026}}
chef< {"id":2,"success":true,"data":{"total":11,"limit":11,"offset":0,"year":2026}}
chef> {"id":3,"op":"blocks.list_upcoming","params":{"days":40}}
chef< {"id":3,"success":true,"data":{"items":[{"name":"Karfreitag"},{"name":"Ostermontag"}],"total":2,"limit":2,"offset":0,"days":40}}
chef> {"id":4,"op":"hub.list_tools","params":{}}
chef< {"id":4,"success":true,"data":{"total":*,"limit":*,"offset":0}}
chef> {"id":5,"op":"hub.list_activity","params":{"limit":1,"offset":3}}
chef< {"id":5,"success":true,"data":{"items":[],"total":0,"limit":1,"offset":3}}
chef> {"id":6,"op":"slots.list_weeks","params":{}}
chef< {"id":6,"success":true,"data":{"total":6,"limit":6,"offset":0}}
chef> {"id":7,"op":"slots.suggest","params":{"limit":2}}
chef< {"id":7,"success":true,"data":{"items":[*,*],"total":2,"limit":2,"offset":0}}
chef> {"id":8,"op":"slots.suggest_campaigns","params":{}}
chef< {"id":8,"success":true,"data":{"items":[],"total":0,"limit":0,"offset":0}}
