# covers: SEC-12
users chef:admin
chef> {"id":1,"op":"settings.set_key","params":{"key":"booking.hold_seconds","value":"90"},"idempotency_key":"a"}
chef< {"id":1,"success":true}
chef> {"id":2,"op":"settings.reset_key","params":{"key":"booking.hold_seconds"},"idempotency_key":"b"}
chef< {"id":2,"success":true}
chef> {"id":3,"op":"audit.verify"}
chef< {"id":3,"success":true,"data":{"ok":true,"checked":3,"from_id":1,"to_id":3,"faults":[],"n_faults":0,"unverifiable":[],"head":*}}
# a finding is an entry of its own
sql UPDATE audit_guard SET log_to = 2
sql DELETE FROM audit_log WHERE id = 2
chef> {"id":4,"op":"audit.verify"}
chef< {"id":4,"success":true,"data":{"ok":false,"checked":2,"from_id":1,"to_id":3,"faults":[{"id":2,"what":"missing"}],"n_faults":1}}
chef> {"id":5,"op":"audit.search","params":{"severity":"critical"}}
chef< {"id":5,"success":true,"data":{"items":[{"id":4,"event_type":"security","action":"security_alert_audit_fault","actor":"chef","target":"2","details":{"faults":1,"first_id":2,"what":"missing"}}],"total":1}}
chef> {"id":6,"op":"notify.list"}
chef< {"id":6,"success":true,"data":{"items":[{"title":"Audit-Protokoll verändert","message":"Die Prüfung fand Fehler, den ersten bei Eintrag 2.\nMehr im Audit-Protokoll, Eintrag 4.","source":"audit"}],"total":1}}
