# covers: HOL-01 HOL-03
# 2008: Ascension Day and the first of May fell on one date.
users tele:telefonist
tele> {"id":1,"op":"blocks.list_holidays","params":{"year":2008}}
tele< {"id":1,"success":true,"data":{"items":[{"date":"2008-01-01","name":"Neujahr","weekday":1},{"date":"2008-03-21","name":"Karfreitag"},{"date":"2008-03-24","name":"Ostermontag"},{"date":"2008-05-01","name":"Erster Mai (Tag der Arbeit), Christi Himmelfahrt","weekday":3,"days_until":!},{"date":"2008-05-12","name":"Pfingstmontag"},{"date":"2008-05-22","name":"Fronleichnam"},{"date":"2008-10-03","name":"Tag der Deutschen Einheit"},{"date":"2008-11-01","name":"Allerheiligen"},{"date":"2008-12-25","name":"Erster Weihnachtstag"},{"date":"2008-12-26","name":"Zweiter Weihnachtstag"}],"total":10,"year":2008}}
tele> {"id":2,"op":"blocks.list_holidays"}
tele< {"id":2,"success":true,"data":{"total":11,"year":2026}}
tele> {"id":3,"op":"holidays.year","params":{"year":2026}}
tele< {"id":3,"success":true,"data":{"items":[{"date":"2026-01-01","days_until":-60},*,*,*,*,*,*,*,*,*,{"date":"2026-12-26","weekday":5}],"total":11}}
