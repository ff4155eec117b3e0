# Historical figures: cells with and without result, totals beside them.
# covers: ANA-12
users chef:admin tina:telefonist
tina> {"id":1,"op":"analytics.show_history"}
tina< {"id":1,"success":true,"data":{"cells":[],"days":0,"totals":{"placed":0,"appeared":0,"not_appeared":0,"without_result":0,"appearance_rate":*},"by_weekday":[],"by_hour":[]}}
# {"date":"2025-02-03","time":"09:00"} {"date":"2025-02-04","time":"20:00"}
# {"id":"a","date":"2025-02-03","time":"09:00","outcome":"appeared","count":1} {"id":"b","date":"2025-02-03","time":"09:00","outcome":"not_appeared","count":2}
# {"total_days":2,"total_slots":5,"total_appeared":1,"total_not_appeared":2,"by_weekday":{"Monday":{"total_slots":3,"total_appeared":1},"Tuesday":{"total_slots":2,"total_appeared":0}},"by_time":{"09:00":{"total_slots":3,"total_appeared":1},"20:00":{"total_slots":2,"total_appeared":0}}}
chef> {"id":2,"op":"imports.add_file","params":{"name":"historical_bookings.jsonl","chunk":0,"content":"eyJkYXRlIjoiMjAyNS0wMi0wMyIsInRpbWUiOiIwOTowMCJ9CnsiZGF0ZSI6IjIwMjUtMDItMDQiLCJ0aW1lIjoiMjA6MDAifQo="},"idempotency_key":"k2"}
chef< {"id":2,"success":true,"data":{"run":1}}
chef> {"id":3,"op":"imports.add_file","params":{"run":1,"name":"historical_outcomes.jsonl","chunk":0,"content":"eyJpZCI6ImEiLCJkYXRlIjoiMjAyNS0wMi0wMyIsInRpbWUiOiIwOTowMCIsIm91dGNvbWUiOiJhcHBlYXJlZCIsImNvdW50IjoxfQp7ImlkIjoiYiIsImRhdGUiOiIyMDI1LTAyLTAzIiwidGltZSI6IjA5OjAwIiwib3V0Y29tZSI6Im5vdF9hcHBlYXJlZCIsImNvdW50IjoyfQo="},"idempotency_key":"k3"}
chef< {"id":3,"success":true,"data":*}
chef> {"id":4,"op":"imports.add_file","params":{"run":1,"name":"historical_stats.json","chunk":0,"content":"eyJ0b3RhbF9kYXlzIjoyLCJ0b3RhbF9zbG90cyI6NSwidG90YWxfYXBwZWFyZWQiOjEsInRvdGFsX25vdF9hcHBlYXJlZCI6MiwiYnlfd2Vla2RheSI6eyJNb25kYXkiOnsidG90YWxfc2xvdHMiOjMsInRvdGFsX2FwcGVhcmVkIjoxfSwiVHVlc2RheSI6eyJ0b3RhbF9zbG90cyI6MiwidG90YWxfYXBwZWFyZWQiOjB9fSwiYnlfdGltZSI6eyIwOTowMCI6eyJ0b3RhbF9zbG90cyI6MywidG90YWxfYXBwZWFyZWQiOjF9LCIyMDowMCI6eyJ0b3RhbF9zbG90cyI6MiwidG90YWxfYXBwZWFyZWQiOjB9fX0="},"idempotency_key":"k4"}
chef< {"id":4,"success":true,"data":*}
chef> {"id":5,"op":"imports.plan","params":{"run":1},"idempotency_key":"k5"}
chef< {"id":5,"success":true,"data":{"run":{"report":{"counts":{"cells":2,"cells_without_result":1,"placed":5,"without_result":2},"warnings":[]}}}}
chef> {"id":6,"op":"imports.start","params":{"run":1},"idempotency_key":"k6"}
chef< {"id":6,"success":true,"data":*}
tina> {"id":7,"op":"analytics.show_history","params":{}}
tina< {"id":7,"success":true,"data":{"cells":[{"date":"2025-02-03","hour":9,"appeared":1,"not_appeared":2},{"date":"2025-02-04","hour":20,"appeared":null,"not_appeared":null}],"days":2,"totals":{"placed":5,"appeared":1,"not_appeared":2,"without_result":2,"appearance_rate":20.0},"by_weekday":[{"weekday":0,"placed":3,"appeared":1,"appearance_rate":33.3},{"weekday":1,"placed":2}],"by_hour":[{"hour":9,"placed":3},{"hour":20,"placed":2}]}}
tina> {"id":8,"op":"analytics.show_history","params":{"from":"2025-02-04"}}
tina< {"id":8,"success":true,"data":{"cells":[{"date":"2025-02-04","hour":20}],"days":1,"totals":{"placed":5}}}
