# G12: 5 per minute, burst 3: of eight calls in one second three are evaluated,
# the others wait 12 s. Each refusal leaves 600 ms after its arrival, not before.
# covers: SEC-10 API-12 SEC-16
limits on
conn eva
eva> {"id":1,"op":"auth.login","params":{"name":"anna","password":"x"}}
eva> {"id":2,"op":"auth.login","params":{"name":"anna","password":"x"}}
eva> {"id":3,"op":"auth.login","params":{"name":"anna","password":"x"}}
eva> {"id":4,"op":"auth.login","params":{"name":"anna","password":"x"}}
eva> {"id":5,"op":"auth.login","params":{"name":"anna","password":"x"}}
eva> {"id":6,"op":"auth.login","params":{"name":"anna","password":"x"}}
eva> {"id":7,"op":"auth.login","params":{"name":"anna","password":"x"}}
eva> {"id":8,"op":"auth.login","params":{"name":"anna","password":"x"}}
advance 599ms
op> {"id":1,"op":"system.ping","params":{}}
op< {"id":1,"success":true}
advance 1ms
eva< {"id":1,"success":false,"code":"INVALID_CREDENTIALS"}
eva< {"id":2,"success":false,"code":"INVALID_CREDENTIALS"}
eva< {"id":3,"success":false,"code":"INVALID_CREDENTIALS"}
eva< {"id":4,"success":false,"code":"RATE_LIMITED","retry_after":12}
eva< {"id":5,"success":false,"code":"RATE_LIMITED","retry_after":12}
eva< {"id":6,"success":false,"code":"RATE_LIMITED","retry_after":12}
eva< {"id":7,"success":false,"code":"RATE_LIMITED","retry_after":12}
eva< {"id":8,"success":false,"code":"RATE_LIMITED","retry_after":12}
advance 12s
eva> {"id":9,"op":"auth.login","params":{"name":"anna","password":"x"}}
advance 600ms
eva< {"id":9,"success":false,"code":"INVALID_CREDENTIALS"}
