# Readiness from the mirror: who was ready and is not any more is told once,
# a calendar that could not be read takes nothing away (booking.md 19.11).
# covers: CAL-05 SLOT-12
clock 2026-01-09T11:00:00Z
users chef:admin ana:telefonist
sql INSERT INTO consultant(id, name, calendar_id) VALUES (1, 'Anna', 'a@x'), (2, 'Bernd', 'b@x')
sql INSERT INTO calendar_state(calendar, calendar_id, pulled_at) VALUES ('consultant:1', 'a@x', 1767956400000), ('consultant:2', 'b@x', 1767956400000)
# 14:00 to 16:00 in Berlin; 9:00 is over, one minute is enough
sql INSERT INTO calendar_event VALUES('consultant:1', 'e1', '', 0, 'T1-bereit', 0, 1767965340000, 1767967200000, 1), ('consultant:1', 'e2', '', 0, 'Zahnarzt', 0, 1767970800000, 1767978000000, 1), ('consultant:2', 'e3', '', 0, 'bereit fürs T1', 0, 1767942000000, 1767967200000, 1), ('consultant:2', 'e4', '', 0, 'nicht T1 bereit', 0, 1768201200000, 1768208400000, 1), ('consultant:2', 'e5', '', 1, 'T1 bereit', 0, 1768201200000, 1768208400000, 1)
ana> {"id":1,"op":"availability.scan","params":{},"idempotency_key":"a1"}
ana< {"id":1,"success":false,"code":"FORBIDDEN"}
chef> {"id":1,"op":"availability.scan","params":{},"idempotency_key":"c1"}
chef< {"id":1,"success":true,"data":{"run":$run}}
sql CREATE TEMP TABLE t(n TEXT CHECK(n = '1767963600000 1,1767963600000 2'))
sql INSERT INTO t SELECT group_concat(start_at || ' ' || consultant) FROM (SELECT * FROM availability WHERE source = 'calendar' ORDER BY start_at, consultant)
chef> {"id":2,"op":"slots.show_day","params":{"date":"2026-01-09"}}
chef< {"id":2,"success":true,"data":{"slots":[{"hour":14,"consultants":2,"total":6,"ready":["Anna","Bernd"]}]}}
chef> {"id":3,"op":"jobs.show_log","params":{"run":$run}}
chef< {"id":3,"success":true,"data":{"items":[{"job":"availability","state":"done","counts":{"consultants":2,"failed":0}}],"total":1}}
# Anna takes her mark away, Bernd's calendar fails: only Anna is lost
sql UPDATE calendar_event SET title = 'Urlaub' WHERE event_id IN ('e1', 'e3')
sql UPDATE calendar_state SET failures = 1, error = 'network' WHERE calendar = 'consultant:2'
chef> {"id":4,"op":"availability.scan","params":{},"idempotency_key":"c4"}
chef< {"id":4,"success":true,"data":{"run":$next}}
chef> {"id":5,"op":"jobs.show_log","params":{"run":$next}}
chef< {"id":5,"success":true,"data":{"items":[{"counts":{"consultants":2,"failed":1}}],"total":1}}
sql CREATE TEMP TABLE u(n TEXT CHECK(n = '1767963600000 2'))
sql INSERT INTO u SELECT group_concat(start_at || ' ' || consultant) FROM availability WHERE source = 'calendar'
sql CREATE TEMP TABLE v(n INTEGER CHECK(n = 1))
sql INSERT INTO v SELECT count(*) FROM notification WHERE title = 'Bereitschaft entfallen: Anna (1)' AND message = '09.01.2026 14:00'
sql INSERT INTO v SELECT count(*) FROM notification WHERE source = 'availability'
