# What is sent is written down; bad input names its field.
# covers: HUB-04 SEC-12
users anna:admin
anna> {"id":1,"op":"notify.create","params":{"roles":["all"],"title":"  "},"idempotency_key":"a"}
anna< {"id":1,"success":false,"code":"VALIDATION","fields":{"title":*}}
anna> {"id":2,"op":"notify.create","params":{"roles":["all"],"title":"Gut","type":"loud"},"idempotency_key":"b"}
anna< {"id":2,"success":false,"code":"VALIDATION","fields":{"type":*}}
anna> {"id":3,"op":"notify.create","params":{"roles":["all"],"title":"Gut","actions":["ohne Ziel"]},"idempotency_key":"c"}
anna< {"id":3,"success":false,"code":"VALIDATION","fields":{"actions":*}}
anna> {"id":4,"op":"notify.create","params":{"roles":["all"],"title":"Gut","message":"Zwei\nZeilen","type":"success"},"idempotency_key":"d"}
anna< {"id":4,"success":true,"data":{"sent":1}}
# the same key: the same answer, nothing is sent twice
anna> {"id":5,"op":"notify.create","params":{"roles":["all"],"title":"Gut","message":"Zwei\nZeilen","type":"success"},"idempotency_key":"d"}
anna< {"id":5,"success":true,"data":{"sent":1}}
anna> {"id":6,"op":"notify.list"}
anna< {"id":6,"success":true,"data":{"items":[{"title":"Gut","message":"Zwei\nZeilen","type":"success"}],"total":1}}
