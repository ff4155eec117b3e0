# Others see counts; holders of slots.manage_all see names and who is ready.
# covers: SLOT-10
users ana:telefonist ben:telefonist otto:opener
consultants Anna
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a1"}
ana< {"id":1,"success":true}
ana> {"id":2,"op":"slots.show_day","params":{"date":"2026-03-04"}}
ana< {"id":2,"success":true,"data":{"slots":[*,*,{"hour":14,"ready":!,"bookings":[{"id":1,"version":1,"customer":"Muster, Erika","status":"pending","potential":"gut","booked_by":"ana","moves":0}],"others":0},*,*,*]}}
ben> {"id":1,"op":"slots.show_day","params":{"date":"2026-03-04"}}
ben< {"id":1,"success":true,"data":{"slots":[*,*,{"hour":14,"booked":1,"bookings":[],"others":1},*,*,*]}}
otto> {"id":1,"op":"slots.show_day","params":{"date":"2026-03-04"}}
otto< {"id":1,"success":true,"data":{"slots":[*,*,{"hour":14,"ready":["Anna"],"bookings":[{"customer":"Muster, Erika"}],"others":0},*,*,*]}}
ben> {"id":2,"op":"slots.list","params":{"user":1}}
ben< {"id":2,"success":false,"code":"FORBIDDEN"}
ben> {"id":3,"op":"slots.list","params":{"mine":false}}
ben< {"id":3,"success":false,"code":"FORBIDDEN"}
otto> {"id":2,"op":"slots.list","params":{"user":1}}
otto< {"id":2,"success":true,"data":{"items":[{"id":1}],"total":1}}
