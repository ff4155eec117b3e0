# 20 bookings a minute, burst 5: the sixth in a row must wait 3 s.
# covers: API-12 SEC-11
limits on
users tina:telefonist
tina> {"id":1,"op":"slots.book","params":{},"idempotency_key":"a"}
tina< {"id":1,"success":false,"code":"VALIDATION"}
tina> {"id":2,"op":"slots.book","params":{},"idempotency_key":"a"}
tina< {"id":2,"success":false,"code":"VALIDATION"}
tina> {"id":3,"op":"slots.book","params":{},"idempotency_key":"a"}
tina< {"id":3,"success":false,"code":"VALIDATION"}
tina> {"id":4,"op":"slots.book","params":{},"idempotency_key":"a"}
tina< {"id":4,"success":false,"code":"VALIDATION"}
tina> {"id":5,"op":"slots.book","params":{},"idempotency_key":"a"}
tina< {"id":5,"success":false,"code":"VALIDATION"}
tina> {"id":6,"op":"slots.book","params":{},"idempotency_key":"a"}
tina< {"id":6,"success":false,"code":"RATE_LIMITED","retry_after":3}
tina> {"id":7,"op":"slots.hold","params":{"date":"2026-03-02","hour":14},"idempotency_key":"h"}
tina< {"id":7,"success":false,"code":"NO_AVAILABILITY"}
