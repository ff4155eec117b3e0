# covers: DATA-19 SEC-04
op> {"id":1,"op":"users.create","params":{"name":"ben","password":"kurz"}}
op< {"id":1,"success":false,"code":"VALIDATION","fields":{"password":"mindestens 10 Zeichen"}}
op> {"id":2,"op":"users.create","params":{"name":"ben","password":"ein-langes-passwort"}}
op< {"id":2,"success":true}
op> {"id":3,"op":"users.create","params":{"name":"BEN","password":"ein-langes-passwort"}}
op< {"id":3,"success":false,"code":"CONFLICT"}
op> {"id":4,"op":"users.create","params":{"name":"carl","password":"ein-langes-passwort","roles":["boss"]}}
op< {"id":4,"success":false,"code":"VALIDATION","fields":{"roles":*}}
