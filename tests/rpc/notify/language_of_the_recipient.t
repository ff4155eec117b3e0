# Texts of the hub come in the language of the account, not of the sender.
# covers: HUB-04 HUB-16
users anna:admin eva:admin
sql UPDATE account SET language = 'en' WHERE name = 'eva'
anna> {"id":1,"op":"notify.send_test","idempotency_key":"a"}
anna< {"id":1,"success":true,"data":{"sent":1}}
eva> {"id":2,"op":"notify.send_test","idempotency_key":"a"}
eva< {"id":2,"success":true,"data":{"sent":1}}
anna> {"id":3,"op":"notify.list"}
anna< {"id":3,"success":true,"data":{"items":[{"title":"Test-Benachrichtigung","source":"test"}]}}
eva> {"id":4,"op":"notify.list"}
eva< {"id":4,"success":true,"data":{"items":[{"title":"Test notification","source":"test"}]}}
