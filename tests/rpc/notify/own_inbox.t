# Read, read all, dismiss: twice is fine, ids of others are not there.
# covers: HUB-04 HUB-14
users anna:admin ben:coach
anna> {"id":1,"op":"notify.create","params":{"roles":["all"],"title":"Eins","type":"warning","actions":["Zur Woche=week"]},"idempotency_key":"a"}
anna< {"id":1,"success":true,"data":{"sent":2}}
advance 60s
anna> {"id":2,"op":"notify.create","params":{"users":["ben"],"title":"Zwei","type":"error"},"idempotency_key":"b"}
anna< {"id":2,"success":true,"data":{"sent":1}}
anna> {"id":3,"op":"notify.create","params":{"users":["ben"],"title":"Drei"},"idempotency_key":"c"}
anna< {"id":3,"success":true}
ben> {"id":4,"op":"notify.list"}
ben< {"id":4,"success":true,"data":{"items":[{"id":$three,"title":"Drei","at":"2026-03-02T08:01:00.000Z"},{"id":$two,"title":"Zwei","type":"error"},{"id":$one,"title":"Eins","type":"warning","at":"2026-03-02T08:00:00.000Z","actions":[{"text":"Zur Woche","screen":"week"}]}],"total":3,"unread":3}}
quiet ben
ben> {"id":5,"op":"notify.mark_read","params":{"id":$two},"idempotency_key":"d"}
ben< {"id":5,"success":true,"data":{"unread":2}}
ben! {"event":"notifications.changed","data":{"unread":2,"popups":[]}}
ben> {"id":6,"op":"notify.mark_read","params":{"id":$two},"idempotency_key":"e"}
ben< {"id":6,"success":true,"data":{"unread":2}}
# nothing changed: nothing is pushed
ben- notifications.changed
ben> {"id":7,"op":"notify.list","params":{"unread":true}}
ben< {"id":7,"success":true,"data":{"items":[{"title":"Drei"},{"title":"Eins"}],"total":2}}
ben> {"id":8,"op":"notify.dismiss","params":{"id":$three},"idempotency_key":"f"}
ben< {"id":8,"success":true,"data":{"unread":1}}
ben> {"id":9,"op":"notify.dismiss","params":{"id":$three},"idempotency_key":"g"}
ben< {"id":9,"success":true,"data":{"unread":1}}
ben> {"id":10,"op":"notify.list"}
ben< {"id":10,"success":true,"data":{"items":[{"title":"Zwei","read":true},{"title":"Eins","read":false}],"total":2}}
# ids of others, and ids that never were
anna> {"id":11,"op":"notify.mark_read","params":{"id":$one},"idempotency_key":"h"}
anna< {"id":11,"success":false,"code":"NOT_FOUND"}
anna> {"id":12,"op":"notify.dismiss","params":{"id":$one},"idempotency_key":"i"}
anna< {"id":12,"success":false,"code":"NOT_FOUND"}
ben> {"id":13,"op":"notify.mark_read","params":{"id":999},"idempotency_key":"j"}
ben< {"id":13,"success":false,"code":"NOT_FOUND"}
ben> {"id":14,"op":"notify.count_unread"}
ben< {"id":14,"success":true,"data":{"unread":1}}
# the inbox survives the end of the server
restart
op> {"id":20,"op":"auth.assume","params":{"name":"ben"}}
op< {"id":20,"success":true}
op> {"id":15,"op":"notifications.list","params":{"limit":1,"offset":1}}
op< {"id":15,"success":true,"data":{"items":[{"title":"Eins","read":false}],"total":2,"limit":1,"offset":1}}
