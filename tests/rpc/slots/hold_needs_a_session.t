# An operator has no session, so there is nothing a hold could belong to.
consultants Anna
op> {"id":1,"op":"slots.hold","params":{"date":"2026-03-04","hour":14},"idempotency_key":"o1"}
op< {"id":1,"success":false,"code":"CONFLICT","error":"Einen Platz halten kann nur eine angemeldete Sitzung. Ohne Sitzung bitte direkt buchen"}
op> {"id":2,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"o2"}
op< {"id":2,"success":false,"code":"FORBIDDEN"}
