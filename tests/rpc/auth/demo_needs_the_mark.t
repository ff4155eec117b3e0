# covers: OPS-01
users tina:telefonist
op> {"id":1,"op":"auth.demo","params":{"name":"tina"}}
op< {"id":1,"success":false,"code":"FORBIDDEN"}
sql INSERT INTO meta(key, value) VALUES('demo', '1')
restart
op> {"id":2,"op":"auth.demo","params":{"name":"tina"}}
op< {"id":2,"success":true,"data":{"token":*,"user":{"name":"tina"}}}
conn eva
eva> {"id":3,"op":"auth.demo","params":{"name":"tina"}}
eva< {"id":3,"success":false,"code":"FORBIDDEN"}
