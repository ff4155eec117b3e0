# Three weeks from next Monday without empty days; a month lists every day.
# covers: SLOT-10
users chef:admin ana:telefonist
consultants Anna
chef> {"id":1,"op":"blocks.add","params":{"type":"date_range","start_date":"2026-03-16","end_date":"2026-03-22","reason":"Betriebsferien"},"idempotency_key":"c1"}
chef< {"id":1,"success":true}
ana> {"id":1,"op":"slots.show_month","params":{}}
ana< {"id":1,"success":true,"data":{"from":"2026-03-09","to":"2026-03-29","today":"2026-03-02","weeks":[{"week":"2026-W11","monday":"2026-03-09","days":[{"date":"2026-03-09","blocked":false,"past":false,"total":15,"booked":0,"held":0,"free":15,"slots":[{"hour":9,"booked":0,"total":1,"free":1},*,*,*,*,*]},*,*,*,{"date":"2026-03-13","total":8}]},{"week":"2026-W13"}]}}
ana> {"id":2,"op":"slots.month","params":{"month":"2026-03"}}
ana< {"id":2,"success":true,"data":{"from":"2026-02-23","to":"2026-04-05","weeks":[{"week":"2026-W09","days":[{"date":"2026-02-23","past":true},*,*,*,*]},{"week":"2026-W10"},{"week":"2026-W11"},{"week":"2026-W12","days":[{"date":"2026-03-16","blocked":true,"reason":"Betriebsferien","holiday":false,"total":0,"free":0},*,*,*,*]},{"week":"2026-W13"},{"week":"2026-W14","days":[*,*,*,*,{"date":"2026-04-03","blocked":true,"reason":"Karfreitag","holiday":true}]}]}}
ana> {"id":3,"op":"slots.show_month","params":{"month":"2026-13"}}
ana< {"id":3,"success":false,"code":"VALIDATION","fields":{"month":*}}
ana> {"id":4,"op":"slots.list_weeks","params":{}}
ana< {"id":4,"success":true,"data":{"items":[{"week":"2026-W10","monday":"2026-03-02","friday":"2026-03-06","booked":0,"possible":67,"percent":0,"current":true},{"week":"2026-W11","possible":68,"current":false},{"week":"2026-W13"},{"week":"2026-W14","possible":60},{"week":"2026-W15","possible":53},{"week":"2026-W16"}]}}
