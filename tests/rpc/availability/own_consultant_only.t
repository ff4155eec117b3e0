# covers: SLOT-02
# Without the right to manage availability: only spans of the consultant linked to me.
users chef:admin anna:opener tele:telefonist
chef> {"id":1,"op":"availability.set_consultant","params":{"name":"Anna","account":2},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":{"consultant":{"id":1,"account":{"id":2,"name":"anna"}}}}
chef> {"id":2,"op":"availability.set_consultant","params":{"name":"Bernd"},"idempotency_key":"k2"}
chef< {"id":2,"success":true,"data":{"consultant":{"id":2,"account":!}}}
anna> {"id":1,"op":"availability.get"}
anna< {"id":1,"success":true,"data":{"own":{"id":1,"name":"Anna"},"spans":[]}}
tele> {"id":1,"op":"availability.get"}
tele< {"id":1,"success":true,"data":{"own":!}}
anna> {"id":2,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-03-09","from":"09:00","to":"13:00"},"idempotency_key":"k5"}
anna< {"id":2,"success":true,"data":{"span":{"id":1,"added_by":"anna"}}}
anna> {"id":3,"op":"availability.set_manual","params":{"consultant":2,"date":"2026-03-09","from":"09:00","to":"13:00"},"idempotency_key":"k6"}
anna< {"id":3,"success":false,"code":"FORBIDDEN","error":"Bereitschaft darf nur für den eigenen Berater eingetragen werden"}
tele> {"id":2,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-03-09","from":"09:00","to":"13:00"},"idempotency_key":"k7"}
tele< {"id":2,"success":false,"code":"FORBIDDEN"}
tele> {"id":3,"op":"availability.set_manual","params":{"consultant":99,"date":"2026-03-09","from":"09:00","to":"13:00"},"idempotency_key":"k8"}
tele< {"id":3,"success":false,"code":"FORBIDDEN"}
tele> {"id":4,"op":"availability.remove_manual","params":{"id":1},"idempotency_key":"k9"}
tele< {"id":4,"success":false,"code":"FORBIDDEN"}
chef> {"id":3,"op":"availability.set_manual","params":{"consultant":2,"date":"2026-03-09","from":"09:00","to":"13:00"},"idempotency_key":"k10"}
chef< {"id":3,"success":true,"data":{"span":{"id":2}}}
# a foreign span cannot be taken over either
anna> {"id":4,"op":"availability.set_manual","params":{"id":2,"consultant":1,"date":"2026-03-09","from":"09:00","to":"13:00"},"idempotency_key":"k11"}
anna< {"id":4,"success":false,"code":"FORBIDDEN"}
anna> {"id":5,"op":"availability.remove_manual","params":{"id":1},"idempotency_key":"k12"}
anna< {"id":5,"success":true,"data":{"removed":true}}
chef> {"id":4,"op":"availability.set_manual","params":{"consultant":99,"date":"2026-03-09","from":"09:00","to":"13:00"},"idempotency_key":"k13"}
chef< {"id":4,"success":false,"code":"NOT_FOUND"}
