# G11: active 14:59 minutes ago is online, 15:01 is not; a session that ended
# leaves at once. PF-B10: activity counts, not only the login.
# covers: SEC-17 ADM-02
users chef:admin anna:user ben:user
chef> {"id":1,"op":"users.list_online","params":{}}
chef< {"id":1,"success":true,"data":{"items":[{"name":"chef","minutes":0,"sessions":1,"last_active_at":"2026-03-02T08:00:00.000Z"},{"name":"anna"},{"name":"ben","display_name":"Ben"}],"total":3}}
advance 10m
ben> {"id":1,"op":"slots.list","params":{}}
ben< {"id":1,"success":true}
advance 299s
chef> {"id":2,"op":"users.list_online","params":{}}
chef< {"id":2,"success":true,"data":{"items":[{"name":"chef"},{"name":"ben","minutes":4},{"name":"anna","minutes":14}]}}
advance 2s
chef> {"id":3,"op":"users.list_online","params":{}}
chef< {"id":3,"success":true,"data":{"items":[{"name":"chef"},{"name":"ben","minutes":5}],"total":2}}
ben> {"id":2,"op":"auth.logout","params":{}}
ben< {"id":2,"success":true}
chef> {"id":4,"op":"users.list_online","params":{}}
chef< {"id":4,"success":true,"data":{"items":[{"name":"chef"}],"total":1}}
# kept over a restart, once it was written
advance 1m
restart
op> {"id":5,"op":"users.list_online","params":{}}
op< {"id":5,"success":true,"data":{"items":[{"name":"chef","minutes":1}]}}
