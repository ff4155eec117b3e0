# covers: HUB-16
conn eva
eva> {"id":1,"op":"hub.hello","params":{"language":"en","client":"test"}}
eva< {"id":1,"success":true,"data":{"language":"en"}}
eva> {"id":2,"op":"hub.list_tools"}
eva< {"id":2,"success":false,"code":"UNAUTHENTICATED"}
