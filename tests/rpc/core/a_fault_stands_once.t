# Two unknown parameters that are shown alike make one key, so that the answer
# has no key twice.
# covers: API-03
conn eva
eva> {"id":1,"op":"system.ping","params":{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1":1,"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2":2}}
eva< {"id":1,"success":false,"code":"VALIDATION","fields":{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa":"unbekannter Parameter"}}
