# Customers are found by beginnings of names in any spelling and order: before
# the index knows them and afterwards; no sign in the text breaks the search.
# covers: SLOT-06
clock 2026-03-02T07:00:00Z
users anna:telefonist ben:telefonist
consultants Carl Dora
anna> {"id":1,"op":"slots.book","params":{"date":"2026-03-03","hour":11,"last_name":"Müller","first_name":"Jürgen"},"idempotency_key":"a"}
anna< {"id":1,"success":true}
anna> {"id":2,"op":"slots.book","params":{"date":"2026-03-03","hour":14,"last_name":"Müllerschön","first_name":"Ida"},"idempotency_key":"b"}
anna< {"id":2,"success":true}
anna> {"id":3,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Groß","first_name":"René"},"idempotency_key":"c"}
anna< {"id":3,"success":true}
# at once
ben> {"id":1,"op":"customers.find","params":{"text":"mueller"}}
ben< {"id":1,"success":true,"data":{"items":[{"id":1,"name":"Müller, Jürgen","last_name":"Müller","first_name":"Jürgen","has_note":false,"risk":"low","missed":0,"appointments":1,"open":1,"own":false,"next":{"booking":1,"date":"2026-03-03","hour":11,"status":"pending"}},{"name":"Müllerschön, Ida"}],"complete":true}}
ben> {"id":2,"op":"customers.find","params":{"text":"jurgen mull"}}
ben< {"id":2,"success":true,"data":{"items":[{"name":"Müller, Jürgen"}],"complete":true}}
advance 3s
# and from the index
anna> {"id":4,"op":"customers.find","params":{"text":"Müller"}}
anna< {"id":4,"success":true,"data":{"items":[{"name":"Müller, Jürgen","own":true},{"name":"Müllerschön, Ida"}],"complete":true}}
anna> {"id":5,"op":"customers.find","params":{"text":"T1 muller jue"}}
anna< {"id":5,"success":true,"data":{"items":[{"name":"Müller, Jürgen"}]}}
anna> {"id":6,"op":"customers.find","params":{"text":"Juergen  Mueller ( Versch"}}
anna< {"id":6,"success":true,"data":{"items":[{"name":"Müller, Jürgen"}]}}
anna> {"id":7,"op":"customers.find","params":{"text":"gross , ren"}}
anna< {"id":7,"success":true,"data":{"items":[{"name":"Groß, René"}]}}
anna> {"id":8,"op":"customers.find","params":{"text":"Müller","limit":1}}
anna< {"id":8,"success":true,"data":{"items":[{"name":"Müller, Jürgen"}],"complete":false}}
anna> {"id":9,"op":"customers.find","params":{"text":"\" OR name:* ^( NEAR"}}
anna< {"id":9,"success":true,"data":{"items":[],"complete":true}}
anna> {"id":10,"op":"customers.find","params":{"text":"-- *"}}
anna< {"id":10,"success":true,"data":{"items":[],"complete":true}}
anna> {"id":11,"op":"customers.find","params":{"text":"","limit":51}}
anna< {"id":11,"success":false,"code":"VALIDATION","fields":{"limit":*}}
# a special booking asks for a customer too
anna> {"id":12,"op":"customers.find","params":{"text":"nobody"}}
anna< {"id":12,"success":true,"data":{"items":[],"complete":true}}
