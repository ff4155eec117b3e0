# No figure is constant.
# covers: HUB-01 HUB-03
users tina:telefonist
consultants Anna
tina> {"id":1,"op":"hub.show_dashboard"}
tina< {"id":1,"success":true,"data":{"greeting":"Guten Morgen","display_name":"Tina","slots":{"today_bookings":0,"week_bookings":0,"my_upcoming":0,"my_month_points":0,"show_rate_tenths":null,"next":[]},"activity":[],"online":1}}
tina> {"id":2,"op":"slots.book","params":{"date":"2026-03-02","hour":14,"last_name":"Muster","first_name":"Erika"},"idempotency_key":"a"}
tina< {"id":2,"success":true}
tina> {"id":3,"op":"hub.show_dashboard"}
tina< {"id":3,"success":true,"data":{"slots":{"today_bookings":1,"week_bookings":1,"my_upcoming":1,"my_month_points":7,"my_month_coins":7,"next":[{"customer":"Muster, Erika","hour":14}]},"activity":[{"action":"Termin gebucht"}]}}
tina> {"id":4,"op":"hub.list_activity","params":{"limit":1}}
tina< {"id":4,"success":true,"data":{"items":[{"kind":"booking","tool":"slots"}],"limit":1}}
