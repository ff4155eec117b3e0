# Filters, pages and the statistics bar (booking.md 12.6, 19.7).
# covers: SLOT-12 SLOT-06
users ana:telefonist
consultants Anna
sql WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 21), s(a, b, status) AS (VALUES(1, 6, 'appeared'), (7, 7, 'recall'), (8, 8, 'special'), (9, 11, 'rescheduled'), (12, 13, 'cancelled'), (14, 15, 'no_show'), (16, 16, 'ghost'), (17, 21, 'pending')) INSERT INTO booking(uuid, customer_last, customer_first, customer_key, date, hour, start_at, end_at, booked_by, potential, color_id, status, booked_at, campaign) SELECT 'u' || i, 'Kunde' || i, 'Max', 'kunde' || i || ', max', date('2026-02-01', '+' || i || ' days'), 11, unixepoch('2026-02-01') * 1000 + i * 86400000, unixepoch('2026-02-01') * 1000 + i * 86400000 + 7200000, 1, 'gut', 2, status, 0, iif(i < 4, 'Winter', NULL) FROM n JOIN s ON i BETWEEN a AND b
ana> {"id":1,"op":"booking.list","params":{"limit":2}}
ana< {"id":1,"success":true,"data":{"items":[{"customer":"Kunde21, Max"},{"customer":"Kunde20, Max"}],"total":21,"limit":2,"offset":0,"statistics":{"pending":5,"appeared":6,"recall":1,"special":1,"cancelled":2,"rescheduled":3,"no_show":2,"ghost":1,"total_completed":16,"success":8,"failure":3,"show_rate_tenths":500,"no_show_rate_tenths":188}}}
ana> {"id":2,"op":"slots.list","params":{"status":"cancelled","order":"oldest"}}
ana< {"id":2,"success":true,"data":{"items":[{"customer":"Kunde12, Max","status":"cancelled"},{"customer":"Kunde13, Max"}],"total":2}}
ana> {"id":3,"op":"slots.list","params":{"filter":"KUNDE2","order":"oldest"}}
ana< {"id":3,"success":true,"data":{"items":[{"customer":"Kunde2, Max"},{"customer":"Kunde20, Max"},{"customer":"Kunde21, Max"}],"total":3}}
ana> {"id":4,"op":"slots.list","params":{"campaign":"Winter","limit":1,"offset":2}}
ana< {"id":4,"success":true,"data":{"items":[{"customer":"Kunde1, Max","campaign":"Winter"}],"total":3,"offset":2}}
ana> {"id":5,"op":"slots.list","params":{"from":"2026-02-20","to":"2026-02-21","order":"oldest"}}
ana< {"id":5,"success":true,"data":{"items":[{"customer":"Kunde19, Max"},{"customer":"Kunde20, Max"}],"total":2}}
ana> {"id":6,"op":"slots.list","params":{"from":"2026-02-20","to":"2026-02-19"}}
ana< {"id":6,"success":false,"code":"VALIDATION","fields":{"to":*}}
