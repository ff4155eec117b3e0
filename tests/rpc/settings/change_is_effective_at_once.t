# covers: OPS-27 OPS-26
users tina:telefonist chef:admin
consultants Anna
chef> {"id":1,"op":"settings.get_key","params":{"key":"booking.hold_seconds"}}
chef< {"id":1,"success":true,"data":{"setting":{"value":"120","source":"default","locked":false,"version":0}}}
chef> {"id":2,"op":"settings.set_key","params":{"key":"booking.hold_seconds","value":"60"},"idempotency_key":"a"}
chef< {"id":2,"success":true,"data":{"setting":{"key":"booking.hold_seconds","value":"60","source":"database","version":1}}}
tina> {"id":3,"op":"slots.hold","params":{"date":"2026-03-02","hour":14},"idempotency_key":"h"}
tina< {"id":3,"success":true,"data":{"seconds":60,"expires_at":"2026-03-02T08:01:00.000Z"}}
chef> {"id":4,"op":"settings.set_key","params":{"key":"booking.hold_seconds","value":"viele"},"idempotency_key":"b"}
chef< {"id":4,"success":false,"code":"VALIDATION","fields":{"value":*}}
chef> {"id":5,"op":"settings.set_key","params":{"key":"booking.hold_seconds","value":"90","version":0},"idempotency_key":"c"}
chef< {"id":5,"success":false,"code":"CONFLICT","data":{"version":1}}
chef> {"id":6,"op":"settings.set_key","params":{"key":"limits.read_per_minute","value":"100"},"idempotency_key":"d"}
chef< {"id":6,"success":false,"code":"CONFLICT"}
chef> {"id":7,"op":"settings.reset_key","params":{"key":"booking.hold_seconds"},"idempotency_key":"e"}
chef< {"id":7,"success":true,"data":{"setting":{"value":"120","source":"default","version":0}}}
chef> {"id":8,"op":"settings.list_all"}
chef< {"id":8,"success":true,"data":{"items":*,"total":*}}
chef> {"id":9,"op":"settings.get_key","params":{"key":"nix"}}
chef< {"id":9,"success":false,"code":"NOT_FOUND"}
