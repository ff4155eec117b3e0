# 12.6: the board's columns, cards and statistics; exits are counted nowhere.
# covers: SLOT-07
clock 2026-03-02T07:00:00Z
users anna:telefonist ben:telefonist
consultants Carl Dora
anna> {"id":1,"op":"slots.book","params":{"date":"2026-03-02","hour":9,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a"}
anna< {"id":1,"success":true,"data":{"booking":{"id":$a}}}
anna> {"id":2,"op":"slots.book","params":{"date":"2026-03-04","hour":9,"last_name":"Lang","first_name":"Ida"},"idempotency_key":"b"}
anna< {"id":2,"success":true,"data":{"booking":{"id":$b}}}
advance 2h
anna> {"id":3,"op":"slots.set_status","params":{"id":$a,"status":"no_show"},"idempotency_key":"c"}
anna< {"id":3,"success":true}
anna> {"id":4,"op":"slots.show_board","params":{}}
anna< {"id":4,"success":true,"data":{"columns":["pending","appeared","recall","special","cancelled","rescheduled","no_show","ghost"],"cards":[{"id":$a,"column":"no_show","undo":true,"assumed":false},{"id":$b,"column":"pending","next":["cancelled","rescheduled","overhang","exit"]}],"total":2,"complete":true,"statistics":{"pending":1,"no_show":1,"show_rate_tenths":0,"no_show_rate_tenths":1000}}}
ben> {"id":1,"op":"slots.show_board","params":{"user":1}}
ben< {"id":1,"success":false,"code":"FORBIDDEN"}
