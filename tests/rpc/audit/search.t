# The newest come first, every filter narrows, both tables are one list.
# covers: SEC-12
users chef:admin tina:telefonist
chef> {"id":1,"op":"settings.set_key","params":{"key":"booking.hold_seconds","value":"90"},"idempotency_key":"a"}
chef< {"id":1,"success":true}
tina> {"id":2,"op":"audit.search"}
tina< {"id":2,"success":false,"code":"FORBIDDEN"}
chef> {"id":3,"op":"audit.search","params":{"limit":2}}
chef< {"id":3,"success":true,"data":{"items":[{"id":*,"at":"2026-03-02T08:00:00.000Z","event_type":"security","action":"permission_denied","actor":"tina","target":"audit.search","remote":"203.0.113.0","client":*,"severity":"warning","details":{},"archived":false},{"id":*,"at":*,"event_type":"admin","action":"setting_changed","actor":"chef","target":"booking.hold_seconds","remote":"203.0.113.0","client":*,"severity":"info","details":{"value":{"before":"120","after":"90"}},"archived":false}],"total":*,"limit":2,"offset":0,"until":*,"types":["auth","security","admin","data","booking","t2","game","system"]}}
# by user: who acted, and who was meant; capitals do not matter
chef> {"id":4,"op":"audit.search","params":{"user":"TINA","action":"permission_denied"}}
chef< {"id":4,"success":true,"data":{"items":[{"actor":"tina"}],"total":1}}
chef> {"id":5,"op":"audit.search","params":{"type":"admin","text":"HOLD_sec"}}
chef< {"id":5,"success":true,"data":{"items":[{"action":"setting_changed"}],"total":1}}
# a wildcard is a character like any other
chef> {"id":6,"op":"audit.search","params":{"text":"hold%sec"}}
chef< {"id":6,"success":true,"data":{"items":[],"total":0}}
chef> {"id":7,"op":"audit.search","params":{"severity":"warning"}}
chef< {"id":7,"success":true,"data":{"items":[{"action":"permission_denied"}],"total":1}}
chef> {"id":8,"op":"audit.search","params":{"from":"2026-03-02T08:00:00Z","to":"2026-03-02T08:00:00.001Z","action":"setting_changed"}}
chef< {"id":8,"success":true,"data":{"total":1}}
chef> {"id":9,"op":"audit.search","params":{"to":"2026-03-02T08:00:00Z"}}
chef< {"id":9,"success":true,"data":{"items":[],"total":0}}
advance 1h
chef> {"id":10,"op":"settings.set_key","params":{"key":"booking.hold_seconds","value":"91"},"idempotency_key":"b"}
chef< {"id":10,"success":true}
chef> {"id":11,"op":"audit.search","params":{"from":"2026-03-02T09:00:00Z"}}
chef< {"id":11,"success":true,"data":{"items":[{"at":"2026-03-02T09:00:00.000Z","details":{"value":{"before":"90","after":"91"}}}],"total":1}}
chef> {"id":12,"op":"audit.search","params":{"type":"weather","limit":201}}
chef< {"id":12,"success":false,"code":"VALIDATION","fields":{"type":*,"limit":*}}
# the name it had before
chef> {"id":13,"op":"admin.audit.search","params":{"limit":1,"offset":1,"action":"setting_changed"}}
chef< {"id":13,"success":true,"data":{"items":[{"details":{"value":{"after":"90"}}}],"total":2,"limit":1,"offset":1}}
