# Booking.md 19.10: week keys around the turn of the year.
users ana:telefonist
ana> {"id":1,"op":"slots.show_week","params":{"date":"2026-12-28"}}
ana< {"id":1,"success":true,"data":{"week":"2026-W53","monday":"2026-12-28"}}
ana> {"id":2,"op":"slots.show_week","params":{"date":"2027-01-03"}}
ana< {"id":2,"success":true,"data":{"week":"2026-W53","monday":"2026-12-28"}}
ana> {"id":3,"op":"slots.show_week","params":{"date":"2027-01-04"}}
ana< {"id":3,"success":true,"data":{"week":"2027-W01"}}
ana> {"id":4,"op":"slots.show_week","params":{"date":"2025-12-29"}}
ana< {"id":4,"success":true,"data":{"week":"2026-W01"}}
ana> {"id":5,"op":"slots.show_week","params":{"date":"2024-12-30"}}
ana< {"id":5,"success":true,"data":{"week":"2025-W01"}}
ana> {"id":6,"op":"slots.show_week","params":{"date":"2021-01-01"}}
ana< {"id":6,"success":true,"data":{"week":"2020-W53"}}
