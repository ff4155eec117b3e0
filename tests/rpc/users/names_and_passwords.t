# PF-B8, C2: one rule for names and for passwords; names with a dot are fine.
# covers: SEC-04 ADM-02
users chef:admin
chef> {"id":1,"op":"users.create","params":{"name":"Jörg.Müller-2_b"}}
chef< {"id":1,"success":true,"data":{"user":{"name":"jörg.müller-2_b"},"password":*}}
chef> {"id":2,"op":"users.create","params":{"name":".punkt"}}
chef< {"id":2,"success":false,"code":"VALIDATION","fields":{"name":"2 bis 50 Kleinbuchstaben, Ziffern und . _ -, am Anfang Buchstabe oder Ziffer"}}
chef> {"id":3,"op":"users.create","params":{"name":"zwei worte"}}
chef< {"id":3,"success":false,"code":"VALIDATION","fields":{"name":*}}
chef> {"id":4,"op":"users.create","params":{"name":"è.fabre"}}
chef< {"id":4,"success":false,"code":"VALIDATION","fields":{"name":*}}
chef> {"id":5,"op":"users.create","params":{"name":"a@b"}}
chef< {"id":5,"success":false,"code":"VALIDATION","fields":{"name":*}}
chef> {"id":6,"op":"users.create","params":{"name":"x"}}
chef< {"id":6,"success":false,"code":"VALIDATION","fields":{"name":*}}
chef> {"id":7,"op":"users.create","params":{"name":"langer.name","password":"langer.NAME"}}
chef< {"id":7,"success":false,"code":"VALIDATION","fields":{"password":"darf nicht der Benutzername sein"}}
chef> {"id":8,"op":"users.create","params":{"name":"ben","password":"neun.zei."}}
chef< {"id":8,"success":false,"code":"VALIDATION","fields":{"password":"mindestens 10 Zeichen"}}
chef> {"id":9,"op":"users.create","params":{"name":"ben","email":"kein-at"}}
chef< {"id":9,"success":false,"code":"VALIDATION","fields":{"email":"ist keine E-Mail-Adresse"}}
chef> {"id":10,"op":"users.create","params":{"name":"ben","email":"ben@firma.example"}}
chef< {"id":10,"success":true,"data":{"user":{"email":"ben@firma.example"}}}
chef> {"id":11,"op":"users.create","params":{"name":"carl","email":"BEN@firma.example"}}
chef< {"id":11,"success":false,"code":"VALIDATION","fields":{"email":"gehört schon zu einem anderen Konto"}}
