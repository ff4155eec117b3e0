# What the process reads before its database exists cannot be set in it;
# reasons come in the language of the connection.
# covers: OPS-27
users chef:admin
chef> {"id":1,"op":"settings.set_key","params":{"key":"hub.timezone","value":"Mars/Olympus"},"idempotency_key":"a"}
chef< {"id":1,"success":false,"code":"CONFLICT","error":"Wird beim Start gelesen: nur in hub.conf oder der Umgebung änderbar"}
chef> {"id":2,"op":"settings.set_key","params":{"key":"server.listen","value":"0.0.0.0:1"},"idempotency_key":"b"}
chef< {"id":2,"success":false,"code":"CONFLICT"}
chef> {"id":3,"op":"settings.get_key","params":{"key":"tls.key"}}
chef< {"id":3,"success":true,"data":{"setting":{"locked":true}}}
chef> {"id":4,"op":"settings.set_key","params":{"key":"booking.hold_seconds","value":"0"},"idempotency_key":"c"}
chef< {"id":4,"success":false,"code":"VALIDATION","fields":{"value":"ganze Zahl von 1 bis 3600"}}
chef> {"id":5,"op":"settings.set_key","params":{"key":"gam.undo_reversal","value":"vielleicht"},"idempotency_key":"d"}
chef< {"id":5,"success":false,"code":"VALIDATION","fields":{"value":"muss on oder off sein"}}
chef> {"id":6,"op":"settings.set_key","params":{"key":"limits.write_per_minute","value":"0"},"idempotency_key":"e"}
chef< {"id":6,"success":false,"code":"CONFLICT"}
chef> {"id":7,"op":"hub.hello","params":{"language":"en"}}
chef< {"id":7,"success":true}
chef> {"id":8,"op":"settings.set_key","params":{"key":"gam.undo_reversal","value":"vielleicht"},"idempotency_key":"f"}
chef< {"id":8,"success":false,"code":"VALIDATION","fields":{"value":"must be on or off"}}
