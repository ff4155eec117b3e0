# covers: SLOT-10
users ana:telefonist
ana> {"id":1,"op":"slots.show_day","params":{"date":"2026-03-18"}}
ana< {"id":1,"success":true,"data":{"strip":[{"date":"2026-03-16","weekday":0},{"date":"2026-03-17"},{"date":"2026-03-18"},{"date":"2026-03-19"},{"date":"2026-03-20","weekday":4},{"date":"2026-03-23","weekday":0},{"date":"2026-03-24","weekday":1}]}}
ana> {"id":2,"op":"slots.day","params":{"date":"2026-03-22"}}
ana< {"id":2,"success":true,"data":{"date":"2026-03-22","slots":[],"strip":[{"date":"2026-03-16"},{"date":"2026-03-17"},{"date":"2026-03-18"},{"date":"2026-03-19"},{"date":"2026-03-20"},{"date":"2026-03-23"},{"date":"2026-03-24"}]}}
