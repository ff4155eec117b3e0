# Two spellings of one person are proposed, merged after a question, counted
# together, and can be parted again with nothing lost. Audited.
# covers: SLOT-06
clock 2026-03-02T07:00:00Z
users anna:telefonist chef:admin
consultants Carl Dora
anna> {"id":1,"op":"slots.book","params":{"date":"2026-03-02","hour":9,"last_name":"Müller","first_name":"Max"},"idempotency_key":"a"}
anna< {"id":1,"success":true}
anna> {"id":2,"op":"slots.book","params":{"date":"2026-03-04","hour":11,"last_name":"Mueller","first_name":"Max"},"idempotency_key":"b"}
anna< {"id":2,"success":true}
anna> {"id":3,"op":"slots.book","params":{"date":"2026-03-04","hour":14,"last_name":"Max","first_name":"Müller"},"idempotency_key":"c"}
anna< {"id":3,"success":true}
advance 3s
chef> {"id":1,"op":"customers.list_duplicates","params":{}}
chef< {"id":1,"success":true,"data":{"items":[{"customers":[{"id":1,"name":"Müller, Max"},{"id":2,"name":"Mueller, Max"},{"id":3,"name":"Max, Müller"}]}],"total":1,"limit":50,"offset":0}}
anna> {"id":4,"op":"customers.list_duplicates","params":{}}
anna< {"id":4,"success":false,"code":"FORBIDDEN"}
chef> {"id":2,"op":"customers.merge","params":{"id":1,"from":2},"idempotency_key":"d"}
chef< {"id":2,"success":false,"code":"CONFIRM_MERGE","error":"Mueller, Max wird Teil von Müller, Max. Termine und Notiz bleiben erhalten; ein Admin kann das rückgängig machen. Zusammenführen?","data":{"customer":"Müller, Max","from":"Mueller, Max","appointments":1}}
chef> {"id":3,"op":"customers.update","params":{"id":2,"note":"alte Notiz"},"idempotency_key":"e"}
chef< {"id":3,"success":true}
chef> {"id":4,"op":"customers.merge","params":{"id":1,"from":2,"confirm":["MERGE"]},"idempotency_key":"f"}
chef< {"id":4,"success":true,"message":"Zusammengeführt: Müller, Max","data":{"customer":{"id":1}}}
anna! {"event":"customers.changed","data":{"id":1}}
chef> {"id":5,"op":"customers.merge","params":{"id":3,"from":2,"confirm":["MERGE"]},"idempotency_key":"g"}
chef< {"id":5,"success":false,"code":"VALIDATION","fields":{"from":"Dieser Kunde gehört schon zu einem anderen"}}
chef> {"id":6,"op":"customers.merge","params":{"id":3,"from":3,"confirm":["MERGE"]},"idempotency_key":"h"}
chef< {"id":6,"success":false,"code":"VALIDATION","fields":{"from":"Das ist derselbe Kunde"}}
chef> {"id":7,"op":"customers.merge","params":{"id":2,"from":3,"confirm":["MERGE"]},"idempotency_key":"i"}
chef< {"id":7,"success":false,"code":"VALIDATION","fields":{"id":"Dieser Kunde gehört schon zu einem anderen"}}
# the part leads to the whole, in search and by id
anna> {"id":5,"op":"customers.find","params":{"text":"Mueller, Max"}}
anna< {"id":5,"success":true,"data":{"items":[{"id":1,"name":"Müller, Max","open":2},{"id":3}],"complete":true}}
anna> {"id":6,"op":"customers.get","params":{"id":2}}
anna< {"id":6,"success":true,"data":{"customer":{"id":1,"merged":[{"id":2,"name":"Mueller, Max","note":"alte Notiz"}]},"history":[{"booking":2},{"booking":1}],"total":2}}
anna> {"id":7,"op":"customers.list_own","params":{}}
anna< {"id":7,"success":true,"data":{"items":[{"id":1,"total":2},{"id":3,"total":1}],"total":2}}
# the whole becomes part of another one: its parts go with it
chef> {"id":8,"op":"customers.merge","params":{"id":3,"from":1,"confirm":["MERGE"]},"idempotency_key":"j"}
chef< {"id":8,"success":true}
chef> {"id":9,"op":"customers.get","params":{"id":3}}
chef< {"id":9,"success":true,"data":{"customer":{"merged":[{"id":1},{"id":2}]},"total":3}}
chef> {"id":10,"op":"customers.list_duplicates","params":{}}
chef< {"id":10,"success":true,"data":{"items":[],"total":0}}
anna> {"id":8,"op":"customers.undo_merge","params":{"id":1},"idempotency_key":"k"}
anna< {"id":8,"success":false,"code":"FORBIDDEN"}
chef> {"id":11,"op":"customers.undo_merge","params":{"id":1},"idempotency_key":"k"}
chef< {"id":11,"success":true,"message":"Steht wieder für sich: Müller, Max","data":{"customer":{"id":1}}}
chef> {"id":12,"op":"customers.undo_merge","params":{"id":2},"idempotency_key":"l"}
chef< {"id":12,"success":true}
chef> {"id":13,"op":"customers.undo_merge","params":{"id":2},"idempotency_key":"m"}
chef< {"id":13,"success":false,"code":"CONFLICT"}
chef> {"id":14,"op":"customers.get","params":{"id":2}}
chef< {"id":14,"success":true,"data":{"customer":{"id":2,"note":"alte Notiz","merged":[]},"total":1}}
chef> {"id":15,"op":"customers.list_duplicates","params":{}}
chef< {"id":15,"success":true,"data":{"total":1}}
sql CREATE TEMP TABLE t(n TEXT CHECK(n = 'customer_merged 2 customer_parted 2'))
sql INSERT INTO t SELECT 'customer_merged ' || sum(action = 'customer_merged') || ' customer_parted ' || sum(action = 'customer_parted') FROM audit_log
