# G12: 5 per minute, burst 3: the fourth waits 12 s.
# covers: SEC-10 API-12
limits on
conn eva
eva> {"id":1,"op":"auth.login","params":{"name":"anna","password":"x"}}
eva< {"id":1,"success":false,"code":"INVALID_CREDENTIALS"}
eva> {"id":2,"op":"auth.login","params":{"name":"anna","password":"x"}}
eva< {"id":2,"success":false,"code":"INVALID_CREDENTIALS"}
eva> {"id":3,"op":"auth.login","params":{"name":"anna","password":"x"}}
eva< {"id":3,"success":false,"code":"INVALID_CREDENTIALS"}
eva> {"id":4,"op":"auth.login","params":{"name":"anna","password":"x"}}
eva< {"id":4,"success":false,"code":"RATE_LIMITED","retry_after":12}
advance 12s
eva> {"id":5,"op":"auth.login","params":{"name":"anna","password":"x"}}
eva< {"id":5,"success":false,"code":"INVALID_CREDENTIALS"}
