# covers: SLOT-02
users chef:admin
chef> {"id":1,"op":"availability.set_consultant","params":{"name":"Anna"},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":*}
chef> {"id":2,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-03-09","from":"13:00","to":"13:00"},"idempotency_key":"k2"}
chef< {"id":2,"success":false,"code":"VALIDATION","fields":{"to":"muss nach dem Beginn liegen"}}
chef> {"id":3,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-03-01","from":"09:00","to":"13:00"},"idempotency_key":"k3"}
chef< {"id":3,"success":false,"code":"VALIDATION","fields":{"date":"liegt in der Vergangenheit"}}
chef> {"id":4,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-03-09","from":"09:00","to":"13:00","repeat_until":"2026-03-08"},"idempotency_key":"k4"}
chef< {"id":4,"success":false,"code":"VALIDATION","fields":{"repeat_until":"darf nicht vor dem Datum liegen"}}
# 19.9: on 29 March 2026 the clock jumps from 02:00 to 03:00
chef> {"id":5,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-03-29","from":"02:30","to":"13:00"},"idempotency_key":"k5"}
chef< {"id":5,"success":false,"code":"VALIDATION","fields":{"from":"diese Uhrzeit gibt es an dem Tag nicht (Sommerzeit)"}}
chef> {"id":6,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-03-29","from":"01:59","to":"02:30"},"idempotency_key":"k6"}
chef< {"id":6,"success":false,"code":"VALIDATION","fields":{"to":*}}
chef> {"id":7,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-10-25","from":"02:30","to":"13:00"},"idempotency_key":"k7"}
chef< {"id":7,"success":true,"data":*}
chef> {"id":8,"op":"availability.set_manual","params":{"id":9,"consultant":1,"date":"2026-03-09","from":"09:00","to":"13:00"},"idempotency_key":"k8"}
chef< {"id":8,"success":false,"code":"NOT_FOUND"}
chef> {"id":9,"op":"availability.set_manual","params":{"id":1,"version":7,"consultant":1,"date":"2026-03-09","from":"09:00","to":"13:00"},"idempotency_key":"k9"}
chef< {"id":9,"success":false,"code":"CONFLICT","data":{"version":1}}
# a repetition that began in the past still has days to come
chef> {"id":10,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-02-23","from":"11:00","to":"13:00","repeat_until":"2026-03-09"},"idempotency_key":"k10"}
chef< {"id":10,"success":true,"data":*}
chef> {"id":11,"op":"availability.find","params":{"date":"2026-03-09"}}
chef< {"id":11,"success":true,"data":{"slots":[*,{"hour":11,"total":3},*,*,*,*]}}
chef> {"id":12,"op":"availability.set_consultant","params":{"id":1,"name":"Anna","active":false},"idempotency_key":"k12"}
chef< {"id":12,"success":true,"data":*}
chef> {"id":13,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-03-09","from":"09:00","to":"13:00"},"idempotency_key":"k13"}
chef< {"id":13,"success":false,"code":"VALIDATION","fields":{"consultant":"ist nicht aktiv"}}
