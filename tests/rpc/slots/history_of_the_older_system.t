# Cells of a finished import stand beside the figures of past weeks.
# covers: SLOT-13
users ana:telefonist
sql INSERT INTO import_run(id, state, created_at, created_by) VALUES(1, 'done', 0, 'x'), (2, 'removed', 0, 'x')
sql INSERT INTO historical_cell(run, date, hour, appeared, not_appeared) VALUES(1, '2025-03-04', 11, 2, 5), (1, '2025-03-05', 20, NULL, NULL), (1, '2025-03-06', 9, 0, 3), (2, '2025-03-04', 11, 9, 9)
ana> {"id":1,"op":"slots.show_week","params":{"date":"2025-03-05"}}
ana< {"id":1,"success":true,"data":{"week":"2025-W10","days":[{"date":"2025-03-03","past":true,"slots":[]},*,*,*,*],"history":{"cells":[{"date":"2025-03-04","hour":11,"appeared":2,"not_appeared":5},{"date":"2025-03-05","hour":20,"appeared":null,"not_appeared":null},{"date":"2025-03-06","hour":9,"appeared":0,"not_appeared":3}],"appeared":2,"not_appeared":8}}}
ana> {"id":2,"op":"slots.show_day","params":{"date":"2025-03-04"}}
ana< {"id":2,"success":true,"data":{"slots":[],"history":[{"hour":11,"appeared":2,"not_appeared":5}]}}
ana> {"id":3,"op":"slots.show_week","params":{}}
ana< {"id":3,"success":true,"data":{"history":!}}
