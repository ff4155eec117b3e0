# The limit of an idempotency key is in characters, not in bytes.
# covers: API-05
users ana:telefonist
ana> {"id":1,"op":"slots.release","params":{},"idempotency_key":"üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü"}
ana< {"id":1,"success":true}
ana> {"id":2,"op":"slots.release","params":{},"idempotency_key":"aüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü"}
ana< {"id":null,"success":false,"code":"BAD_REQUEST"}
