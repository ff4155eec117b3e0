# At 22:30Z in July it is the next day in Berlin; autumn slots are in CET.
clock 2026-07-14T22:30:00.000Z
users ana:telefonist
consultants Anna
ana> {"id":1,"op":"slots.show_day","params":{}}
ana< {"id":1,"success":true,"data":{"date":"2026-07-15","today":"2026-07-15","weekday":2,"week":"2026-W29"}}
ana> {"id":2,"op":"slots.explain","params":{"date":"2026-07-16","hour":14}}
ana< {"id":2,"success":true,"data":{"start_at":"2026-07-16T12:00:00.000Z"}}
ana> {"id":3,"op":"slots.explain","params":{"date":"2026-10-26","hour":9}}
ana< {"id":3,"success":true,"data":{"start_at":"2026-10-26T08:00:00.000Z"}}
ana> {"id":4,"op":"slots.explain","params":{"date":"2026-10-23","hour":20}}
ana< {"id":4,"success":true,"data":{"start_at":"2026-10-23T18:00:00.000Z"}}
