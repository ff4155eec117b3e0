# A mapped local user is that account; others sign in as usual.
# covers: HUB-02
users ana:user
sql UPDATE account SET os_uid = 4711 WHERE name = 'ana'
conn a uid=4711
a> {"id":1,"op":"auth.local","params":{"client":"hub test"}}
a< {"id":1,"success":true,"data":{"token":*,"user":{"name":"ana"}}}
a> {"id":2,"op":"hub.list_tools"}
a< {"id":2,"success":true}
conn b uid=4712
b> {"id":1,"op":"auth.local","params":{}}
b< {"id":1,"success":false,"code":"INVALID_CREDENTIALS"}
conn net
net> {"id":1,"op":"auth.local","params":{}}
net< {"id":1,"success":false,"code":"FORBIDDEN"}
sql UPDATE account SET active = 0 WHERE name = 'ana'
conn c uid=4711
c> {"id":1,"op":"auth.local","params":{}}
c< {"id":1,"success":false,"code":"INVALID_CREDENTIALS"}
