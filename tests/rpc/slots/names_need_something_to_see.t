# A name of blanks and joiners only is empty; separators of lines are refused;
# blanks of any width at the ends are cut.
# covers: SLOT-04 SEC-13
users ana:telefonist
consultants Anna
ana> {"id":1,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"\u200b\u2060","first_name":"\u00a0\u3000"},"idempotency_key":"a1"}
ana< {"id":1,"success":false,"code":"VALIDATION","fields":{"last_name":"Pflichtfeld ausfüllen","first_name":"Pflichtfeld ausfüllen"}}
ana> {"id":2,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Mus\u2028ter","first_name":"Eri\u2029ka"},"idempotency_key":"a2"}
ana< {"id":2,"success":false,"code":"VALIDATION","fields":{"last_name":"enthält Steuerzeichen","first_name":"enthält Steuerzeichen"}}
ana> {"id":3,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"\u00a0Muster\ufeff","first_name":" Erika\u200b "},"idempotency_key":"a3"}
ana< {"id":3,"success":true,"data":{"booking":{"last_name":"Muster","first_name":"Erika","customer":"Muster, Erika"}}}
