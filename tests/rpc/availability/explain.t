# covers: SLOT-03
# Every figure can be asked for its reasons.
users chef:admin
chef> {"id":1,"op":"availability.set_consultant","params":{"name":"Anna","default_pool":true},"idempotency_key":"k1"}
chef< {"id":1,"success":true,"data":*}
chef> {"id":2,"op":"availability.set_manual","params":{"consultant":1,"date":"2026-03-03","from":"10:00","to":"12:00","repeat_until":"2026-03-31"},"idempotency_key":"k2"}
chef< {"id":2,"success":true,"data":*}
chef> {"id":3,"op":"slots.explain","params":{"date":"2026-03-10","hour":11}}
chef< {"id":3,"success":true,"data":{"lines":[{"kind":"grid","text":"Dienstag 11:00 steht im Raster","value":1},{"kind":"setting","text":"Tag 8; aus Bereitschaften erzeugt bis Tag 56, buchbar bis Tag 84","value":8},{"kind":"capacity","text":"Plätze je Berater: 3 (alle übrigen Stunden)","value":3,"ref":1},{"kind":"span","text":"Anna: T1-bereit 10:00-12:00, wöchentlich bis 31.03.2026","value":60,"ref":1},{"kind":"consultant","text":"Anna: bereit laut Eintrag","ref":1},*,*,*,*,*]}}
chef> {"id":4,"op":"slots.explain","params":{"date":"2026-05-05","hour":11}}
chef< {"id":4,"success":true,"data":{"lines":[{"kind":"grid"},{"kind":"setting"},{"kind":"capacity"},{"kind":"fallback","text":"Anna: Standard-Verfügbarkeit","ref":1},*,*,*,*,*]}}
# a dated row says since when, a slot outside the grid says so, in English too
chef> {"id":5,"op":"availability.set_capacity","params":{"hour":14,"places":5,"effective_from":"2026-03-05"},"idempotency_key":"k5"}
chef< {"id":5,"success":true,"data":*}
chef> {"id":6,"op":"hub.hello","params":{"language":"en"}}
chef< {"id":6,"success":true,"data":*}
chef> {"id":7,"op":"slots.explain","params":{"date":"2026-03-06","hour":14}}
chef< {"id":7,"success":true,"data":{"lines":[{"text":"Friday 14:00 is in the grid"},{"text":"Day 4; generated from readiness until day 56, bookable until day 84"},{"kind":"capacity","text":"Places per consultant: 5 (14:00, valid from 2026-03-05, chef)","value":5,"ref":5},{"kind":"consultant","text":"No consultant is ready","value":0},*,*,*,*,*]}}
chef> {"id":8,"op":"slots.explain","params":{"date":"2026-03-06","hour":16}}
chef< {"id":8,"success":true,"data":{"figures":{"total":0},"lines":[{"kind":"grid","text":"Friday 16:00 is not in the grid","value":0},*,*,*,*,*,*,*,*]}}
