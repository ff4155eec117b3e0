# covers: SLOT-03
# At midnight the window moves by a day: a fallback day is generated, a new day appears.
clock 2026-03-02T22:59:59.000Z
users tele:telefonist
consultants Anna
tele> {"id":1,"op":"availability.find","params":{"date":"2026-04-28"}}
tele< {"id":1,"success":true,"data":{"slots":[{"hour":9,"total":0},{"hour":11,"total":3,"fallback":true},*,*,*,*]}}
tele> {"id":2,"op":"availability.find","params":{"date":"2026-05-26"}}
tele< {"id":2,"success":true,"data":{"slots":[]}}
advance 1s
tele> {"id":3,"op":"availability.find","params":{"date":"2026-04-28"}}
tele< {"id":3,"success":true,"data":{"slots":[{"hour":9,"total":1},{"hour":11,"total":3,"fallback":false},*,*,*,*]}}
tele> {"id":4,"op":"availability.find","params":{"date":"2026-05-26"}}
tele< {"id":4,"success":true,"data":{"slots":[{"hour":9,"total":0},{"hour":11,"total":3,"fallback":true},*,*,*,*]}}
