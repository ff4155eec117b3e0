# Session, maintenance, permission, rate limit, validation: in this order.
# covers: OPS-31 API-08 API-12
limits on
users tina:telefonist chef:admin
conn eva
eva> {"id":1,"op":"users.list","params":{"nix":1}}
eva< {"id":1,"success":false,"code":"UNAUTHENTICATED"}
tina> {"id":2,"op":"users.list","params":{"nix":1}}
tina< {"id":2,"success":false,"code":"FORBIDDEN"}
chef> {"id":3,"op":"users.list","params":{"nix":1}}
chef< {"id":3,"success":false,"code":"VALIDATION"}
op> {"id":4,"op":"settings.set_key","params":{"key":"hub.maintenance","value":"on"},"idempotency_key":"a"}
op< {"id":4,"success":true}
tina> {"id":5,"op":"users.list"}
tina< {"id":5,"success":false,"code":"MAINTENANCE","retry_after":60}
chef> {"id":6,"op":"users.list"}
chef< {"id":6,"success":true}
