# Five refused permissions of one person in ten minutes are an alert, once.
# covers: SEC-12
users chef:admin tina:telefonist ben:telefonist
tina> {"id":1,"op":"audit.search"}
tina< {"id":1,"success":false,"code":"FORBIDDEN"}
tina> {"id":2,"op":"audit.search"}
tina< {"id":2,"success":false,"code":"FORBIDDEN"}
tina> {"id":3,"op":"audit.search"}
tina< {"id":3,"success":false,"code":"FORBIDDEN"}
tina> {"id":4,"op":"audit.search"}
tina< {"id":4,"success":false,"code":"FORBIDDEN"}
ben> {"id":4,"op":"audit.search"}
ben< {"id":4,"success":false,"code":"FORBIDDEN"}
chef> {"id":1,"op":"audit.search","params":{"severity":"critical"}}
chef< {"id":1,"success":true,"data":{"items":[],"total":0}}
# the first is ten minutes old: four remain
advance 10m
tina> {"id":5,"op":"audit.search"}
tina< {"id":5,"success":false,"code":"FORBIDDEN"}
chef> {"id":2,"op":"audit.search","params":{"severity":"critical"}}
chef< {"id":2,"success":true,"data":{"items":[],"total":0}}
tina> {"id":6,"op":"audit.search"}
tina< {"id":6,"success":false,"code":"FORBIDDEN"}
tina> {"id":7,"op":"audit.search"}
tina< {"id":7,"success":false,"code":"FORBIDDEN"}
tina> {"id":8,"op":"audit.search"}
tina< {"id":8,"success":false,"code":"FORBIDDEN"}
tina> {"id":9,"op":"audit.search"}
tina< {"id":9,"success":false,"code":"FORBIDDEN"}
chef> {"id":3,"op":"audit.search","params":{"severity":"critical"}}
chef< {"id":3,"success":true,"data":{"items":[{"event_type":"security","action":"security_alert_denied","actor":"system","target":"tina","details":{"count":5,"minutes":10,"last_id":$last}}],"total":1}}
chef! {"event":"notifications.changed","data":{"unread":1,"popups":[{"type":"error","title":"Wiederholt ohne Berechtigung"}]}}
chef> {"id":31,"op":"notify.list"}
chef< {"id":31,"success":true,"data":{"items":[{"type":"error","title":"Wiederholt ohne Berechtigung","message":"tina: 5 verweigerte Zugriffe in 10 Minuten, zuletzt audit.search.\nMehr im Audit-Protokoll, Eintrag 12.","source":"audit","screen":"audit","ref":12,"popup":true,"count":1}],"total":1}}
# more of the same is no further alert for ten minutes
tina> {"id":10,"op":"audit.search"}
tina< {"id":10,"success":false,"code":"FORBIDDEN"}
chef> {"id":4,"op":"audit.search","params":{"severity":"critical"}}
chef< {"id":4,"success":true,"data":{"total":1}}
chef> {"id":5,"op":"audit.verify"}
chef< {"id":5,"success":true,"data":{"ok":true}}
