# covers: SLOT-09 SLOT-15
users ana:telefonist
consultants Anna Bernd
sql UPDATE slot_total SET external = 6 WHERE date = '2026-03-03' AND hour = 14
ana> {"id":1,"op":"slots.suggest","params":{"limit":3}}
ana< {"id":1,"success":true,"data":{"items":[{"date":"2026-03-02","hour":11,"points":7,"free":6,"total":6,"consultants":2},{"date":"2026-03-02","hour":14},{"date":"2026-03-03","hour":11}]}}
ana> {"id":2,"op":"slots.suggest","params":{"date":"2026-03-03","hour":14,"limit":3}}
ana< {"id":2,"success":true,"data":{"items":[{"date":"2026-03-03","hour":16},{"date":"2026-03-03","hour":11},{"date":"2026-03-03","hour":18}]}}
ana> {"id":3,"op":"slots.suggest","params":{"hour":10}}
ana< {"id":3,"success":false,"code":"VALIDATION","fields":{"hour":*}}
