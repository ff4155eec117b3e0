# covers: OPS-30
users tina:telefonist
op> {"id":1,"op":"auth.assume","params":{"name":"tina"}}
op< {"id":1,"success":true}
op> {"id":2,"op":"users.list"}
op< {"id":2,"success":false,"code":"FORBIDDEN"}
op> {"id":3,"op":"auth.assume","params":{"name":""}}
op< {"id":3,"success":true}
op> {"id":4,"op":"users.list","params":{"filter":"tin"}}
op< {"id":4,"success":true,"data":{"items":[{"name":"tina","display_name":"Tina","state":"active"}],"total":1,"limit":100,"offset":0}}
tina> {"id":5,"op":"auth.assume","params":{"name":"tina"}}
tina< {"id":5,"success":false,"code":"FORBIDDEN"}
