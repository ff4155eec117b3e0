# covers: HUB-14
users tina:telefonist ben:telefonist
consultants Anna
ben> {"id":1,"op":"events.subscribe","params":{"topics":["slots"]}}
ben< {"id":1,"success":true,"data":{"boot":$boot,"seq":$seq}}
ben> {"id":2,"op":"events.subscribe","params":{"topics":[]}}
ben< {"id":2,"success":true}
tina> {"id":3,"op":"slots.book","params":{"date":"2026-03-02","hour":14,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a"}
tina< {"id":3,"success":true}
ben- slots.changed
ben> {"id":4,"op":"events.resume","params":{"boot":$boot,"seq":$seq,"topics":["slots"]}}
ben< {"id":4,"success":true,"data":{"boot":$boot,"reload":false}}
ben! {"event":"slots.changed","data":{"date":"2026-03-02","hour":14,"free":2,"total":3}}
ben> {"id":5,"op":"events.resume","params":{"boot":"0000000000000000","seq":$seq,"topics":["slots"]}}
ben< {"id":5,"success":true,"data":{"reload":true}}
ben> {"id":6,"op":"events.subscribe","params":{"topics":["gossip"]}}
ben< {"id":6,"success":false,"code":"VALIDATION","fields":{"topics":*}}
