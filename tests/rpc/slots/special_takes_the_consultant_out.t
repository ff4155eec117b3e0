# A special booking leaves the pool of its slot, cancelling returns to it.
# covers: SLOT-02
users chef:admin otto:opener ana:telefonist
consultants Anna
chef> {"id":1,"op":"availability.set_consultant","params":{"id":1,"name":"Anna","account":2},"idempotency_key":"c1"}
chef< {"id":1,"success":true}
quiet ana
otto> {"id":1,"op":"slots.book_special","params":{"date":"2026-03-04","hour":14,"time":"13:15","type":"T1.5","duration":90,"last_name":"Muster","first_name":"Erika","description":"Unterlagen"},"idempotency_key":"o1"}
otto< {"id":1,"success":true,"message":"Sonderbuchung angelegt: T1.5 Muster, Erika am Mi 04.03. 14:00","data":{"special":{"id":1,"version":1,"date":"2026-03-04","hour":14,"time":"13:15","duration":90,"type":"T1.5","consultant":{"id":1,"name":"Anna"},"customer":"Muster, Erika","description":"Unterlagen","booked_by":"otto","cancelled":false,"may_cancel":true},"remaining":{"openers":1,"places":3,"booked":0,"remaining":0}}}
ana! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-04","hour":14,"free":0,"total":0,"booked":0,"held":0}}
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Beispiel","first_name":"Max"},"idempotency_key":"a1"}
ana< {"id":1,"success":false,"code":"NO_AVAILABILITY"}
otto> {"id":2,"op":"slots.book_special","params":{"date":"2026-03-04","hour":14,"type":"UL","last_name":"Beispiel"},"idempotency_key":"o2"}
otto< {"id":2,"success":false,"code":"CONFLICT"}
ana> {"id":2,"op":"slots.show_day","params":{"date":"2026-03-04"}}
ana< {"id":2,"success":true,"data":{"slots":[*,*,{"hour":14,"consultants":0,"specials":[{"id":1,"consultant":"Anna","type":"T1.5","time":"13:15","customer":!}]},*,*,*]}}
ana> {"id":3,"op":"slots.list_special","params":{"from":"2026-03-02","to":"2026-03-08"}}
ana< {"id":3,"success":true,"data":{"items":[{"id":1,"customer":!,"may_cancel":false}],"total":1,"limit":100,"offset":0}}
ana> {"id":4,"op":"slots.cancel_special","params":{"id":1},"idempotency_key":"a4"}
ana< {"id":4,"success":false,"code":"FORBIDDEN"}
sql SELECT iif((SELECT count(*) FROM calendar_outbox WHERE calendar = 'consultant:1' AND operation = 'insert' AND payload ->> 'summary' = 'T1.5: Muster, Erika' AND payload ->> '$.start.dateTime' = '2026-03-04T13:15:00+01:00' AND payload ->> '$.end.dateTime' = '2026-03-04T14:45:00+01:00' AND payload ->> 'colorId' = '8') = 1, 1, json(''))
sql SELECT iif((SELECT count(*) FROM point_ledger) = 0, 1, json(''))
otto> {"id":3,"op":"slots.cancel_special","params":{"id":1,"version":1},"idempotency_key":"o3"}
otto< {"id":3,"success":true,"data":{"special":{"version":2,"cancelled":true,"may_cancel":false}}}
ana! {"event":"slots.changed","seq":*,"data":{"date":"2026-03-04","hour":14,"free":3,"total":3,"booked":0,"held":0}}
otto> {"id":4,"op":"slots.cancel_special","params":{"id":1},"idempotency_key":"o4"}
otto< {"id":4,"success":false,"code":"CONFLICT","data":{"version":2}}
