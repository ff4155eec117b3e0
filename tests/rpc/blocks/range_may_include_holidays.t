# covers: HOL-02 HOL-04 HOL-08
# 24 to 31 December are 8 days; on the holidays both reasons are told.
users chef:admin tele:telefonist
chef> {"id":1,"op":"blocks.add","params":{"type":"date_range","start_date":"2026-12-24","end_date":"2026-12-31","reason":"Betriebsferien"},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":{"block":{"type":"date_range","start_date":"2026-12-24","end_date":"2026-12-31","days":8,"reason":"Betriebsferien"},"affected":0}}
tele! {"event":"blocks.changed","seq":*,"data":{"date":!}}
tele> {"id":1,"op":"blocks.check","params":{"date":"2026-12-24"}}
tele< {"id":1,"success":true,"data":{"blocked":true,"reason":"Betriebsferien","holiday":false,"holiday_name":!}}
tele> {"id":2,"op":"blocks.check","params":{"date":"2026-12-25"}}
tele< {"id":2,"success":true,"data":{"blocked":true,"reason":"Erster Weihnachtstag, Betriebsferien","holiday":true,"holiday_name":"Erster Weihnachtstag","blocks":[{"id":1}]}}
tele> {"id":3,"op":"blocks.check","params":{"date":"2026-12-31"}}
tele< {"id":3,"success":true,"data":{"blocked":true,"holiday":false}}
tele> {"id":4,"op":"blocks.check","params":{"date":"2027-01-01"}}
tele< {"id":4,"success":true,"data":{"blocked":true,"reason":"Neujahr","holiday":true,"blocks":[]}}
tele> {"id":5,"op":"blocks.check","params":{"date":"2027-01-02"}}
tele< {"id":5,"success":true,"data":{"blocked":false,"reason":!,"holiday":false}}
