# G11: idle end 8 h after the last call, absolute end after 24 h.
# covers: SEC-05 API-08
users anna:user
anna> {"id":1,"op":"hub.list_tools"}
anna< {"id":1,"success":true}
advance 7h
anna> {"id":2,"op":"hub.list_tools"}
anna< {"id":2,"success":true}
advance 7h
anna> {"id":3,"op":"hub.list_tools"}
anna< {"id":3,"success":true}
advance 7h
anna> {"id":4,"op":"hub.list_tools"}
anna< {"id":4,"success":true}
advance 4h
anna> {"id":5,"op":"hub.list_tools"}
anna< {"id":5,"success":false,"code":"SESSION_EXPIRED"}
users ben:user
advance 8h
ben> {"id":6,"op":"hub.list_tools"}
ben< {"id":6,"success":false,"code":"SESSION_EXPIRED"}
users carl:user
advance 30h
carl> {"id":7,"op":"hub.list_tools"}
carl< {"id":7,"success":false,"code":"SESSION_EXPIRED"}
