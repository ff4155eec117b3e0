# Several notifications in one turn are one push; others hear nothing.
# covers: HUB-14
users anna:admin ben:coach tina:telefonist
anna>> {"id":1,"op":"notify.create","params":{"users":["ben"],"title":"Eins","popup":true},"idempotency_key":"a"}
anna>> {"id":2,"op":"notify.create","params":{"users":["ben"],"title":"Zwei","popup":true},"idempotency_key":"b"}
turn
anna< {"id":1,"success":true}
anna< {"id":2,"success":true}
ben! {"event":"notifications.changed","data":{"account":*,"unread":2,"popups":[{"title":"Zwei"},{"title":"Eins"}]}}
ben- notifications.changed
tina- notifications.changed
anna- notifications.changed
