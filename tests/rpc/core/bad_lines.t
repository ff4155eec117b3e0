# Bad input of every kind gets a clear error; the fifth closes the connection.
# covers: API-02 API-03 SEC-13
conn eva
eva> {"id":1,"op":"system.ping"
eva< {"id":null,"success":false,"code":"BAD_REQUEST","error":"Die Zeile ist kein JSON-Objekt"}
eva> {"id":1,"op":"system.ping","token":"x"}
eva< {"id":null,"success":false,"code":"BAD_REQUEST"}
eva> {"id":1,"id":2,"op":"system.ping"}
eva< {"id":null,"success":false,"code":"BAD_REQUEST","error":"Ein Schlüssel steht doppelt"}
eva> {"id":0,"op":"system.ping"}
eva< {"id":null,"success":false,"code":"BAD_REQUEST"}
eva> {"id":1,"op":"system.ping","params":{"x":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}}
eva< {"id":null,"success":false,"code":"BAD_REQUEST","error":"Mehr als 16 Ebenen"}
closed eva
conn ben
ben> {"id":1,"op":"system.ping","params":{"x":1.5}}
ben< {"id":null,"success":false,"code":"BAD_REQUEST","error":"Kommazahlen sind nicht erlaubt"}
ben> {"id":2,"op":"system.ping","params":{"x":1}}
ben< {"id":2,"success":false,"code":"VALIDATION","fields":{"x":"unbekannter Parameter"}}
ben> {"id":9007199254740991,"op":"system.ping"}
ben< {"id":9007199254740991,"success":true}
ben> {"id":9007199254740992,"op":"system.ping"}
ben< {"id":null,"success":false,"code":"BAD_REQUEST"}
