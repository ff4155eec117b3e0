# A popup goes to every session that is open; who comes later finds it once.
# covers: HUB-14 HUB-04
users anna:admin ben:coach
anna> {"id":1,"op":"notify.create","params":{"users":["ben"],"title":"Sofort","type":"warning","popup":true},"idempotency_key":"a"}
anna< {"id":1,"success":true,"data":{"sent":1}}
ben! {"event":"notifications.changed","data":{"unread":1,"popups":[{"id":$first,"type":"warning","title":"Sofort"}]}}
# it was pushed: nobody is shown it again, though it is unread
ben> {"id":2,"op":"notify.list_popups"}
ben< {"id":2,"success":true,"data":{"items":[],"total":0}}
ben> {"id":3,"op":"notify.list","params":{"popup":true,"unread":true}}
ben< {"id":3,"success":true,"data":{"items":[{"title":"Sofort","read":false,"popup":true}],"total":1}}
drop ben
advance 60s
anna> {"id":4,"op":"notify.create","params":{"users":["ben"],"title":"Später","popup":true},"idempotency_key":"b"}
anna< {"id":4,"success":true}
anna> {"id":5,"op":"notify.create","params":{"users":["ben"],"title":"Still"},"idempotency_key":"c"}
anna< {"id":5,"success":true}
# an operator acting as ben stands for his next sign-in
op> {"id":6,"op":"auth.assume","params":{"name":"ben"}}
op< {"id":6,"success":true}
op> {"id":7,"op":"notify.list_popups"}
op< {"id":7,"success":true,"data":{"items":[{"title":"Später"}],"total":1}}
op> {"id":8,"op":"notify.list_popups"}
op< {"id":8,"success":true,"data":{"items":[],"total":0}}
op> {"id":9,"op":"notify.count_unread"}
op< {"id":9,"success":true,"data":{"unread":3}}
# written once a minute: known after a restart
advance 60s
restart
op> {"id":10,"op":"auth.assume","params":{"name":"ben"}}
op< {"id":10,"success":true}
op> {"id":11,"op":"notify.list_popups"}
op< {"id":11,"success":true,"data":{"items":[],"total":0}}
# what comes at the same instant is shown as well
users chef:admin
chef> {"id":12,"op":"notify.create","params":{"users":["ben"],"title":"Zugleich 1","popup":true},"idempotency_key":"d"}
chef< {"id":12,"success":true}
op> {"id":13,"op":"notify.list_popups"}
op< {"id":13,"success":true,"data":{"items":[{"title":"Zugleich 1"}],"total":1}}
chef> {"id":14,"op":"notify.create","params":{"users":["ben"],"title":"Zugleich 2","popup":true},"idempotency_key":"e"}
chef< {"id":14,"success":true}
op> {"id":15,"op":"notify.list_popups"}
op< {"id":15,"success":true,"data":{"items":[{"title":"Zugleich 2"}],"total":1}}
