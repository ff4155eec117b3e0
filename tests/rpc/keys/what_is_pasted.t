# Only public keys that sshd will take, one at a time, nothing in front.
# covers: SEC-13
users ana:user
ana> {"id":1,"op":"auth.add_key","params":{"key":"-----BEGIN OPENSSH PRIVATE\u0020KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE\u0020KEY-----"}}
ana< {"id":1,"success":false,"code":"VALIDATION","fields":{"key":"das ist der private Schlüssel: er darf den Rechner nie verlassen. Gebraucht wird die Datei .pub"}}
ana> {"id":2,"op":"auth.add_key","params":{"key":"command=\"/bin/sh\" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv anna@laptop"}}
ana< {"id":2,"success":false,"code":"VALIDATION","fields":{"key":"vor dem Schlüssel darf nichts stehen: bitte nur Art, Schlüssel und Kommentar einfügen"}}
ana> {"id":3,"op":"auth.add_key","params":{"key":"ssh-ed25519-cert-v01@openssh.com AAAA"}}
ana< {"id":3,"success":false,"code":"VALIDATION","fields":{"key":"Zertifikate werden nicht angenommen: bitte den öffentlichen Schlüssel selbst einfügen"}}
ana> {"id":4,"op":"auth.add_key","params":{"key":"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDQEEqqx38vMhkYTxffuCSxfue/yTCaTuDl5igq5Rn6ig52xNart1eww8pySmxUXgt4dZKqZF/jYAXVR+99lef2fj/e61+cCZGj3SPPxt7B9qMNZDS++I1OSP5nKGjLVIUrRiOtbtGpG7eqF3aZT5HFSoU5qpJw/Exri+YVxPPkfw== anna@laptop"}}
ana< {"id":4,"success":false,"code":"VALIDATION","fields":{"key":"RSA-Schlüssel brauchen mindestens 2048 Bit; besser ist ein neuer: ssh-keygen -t ed25519"}}
ana> {"id":5,"op":"auth.add_key","params":{"key":"ssh-dss AAAAB3NzaC1kc3M="}}
ana< {"id":5,"success":false,"code":"VALIDATION","fields":{"key":*}}
ana> {"id":6,"op":"auth.add_key","params":{"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/"}}
ana< {"id":6,"success":false,"code":"VALIDATION","fields":{"key":"der Schlüssel ist unvollständig oder verändert: bitte die ganze Zeile der Datei .pub einfügen"}}
ana> {"id":7,"op":"auth.add_key","params":{"key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv anna@laptop\nssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDfoyNoM7hwsALtUNwGpwPZYJJ3gA0rH/vU0Vvu7v4rsCMLVM6yk09cWqrQWr1kQroJK9CQkC4bwXhYkePjIyGEkHw58q84aHjFQS5WTnK7R7kUxvjYHvpDTH4T6rk4d/7zw57ALh4lfKvnr6RiH/QHL//7RJIHRI8ugSbEI1wqm2gXpGKDZOuEB2dBKzwXNcoArQ0lnUyQYmt4WR9EFuBoeE3KD3GnA3Pn+m95u/tBSm2ZN3ZGmSSh6M0+ucjUOFZjY4GZYnw1SDt1jhiJk2/ZMEC3EDaludIgGmCCZLAvQuZOSGjdnfOzttYOT6L3fUtIrYRnMCVBpruLsqm9Jl6T"}}
ana< {"id":7,"success":false,"code":"VALIDATION","fields":{"key":"bitte nur einen Schlüssel auf einmal"}}
ana> {"id":8,"op":"auth.list_keys"}
ana< {"id":8,"success":true,"data":{"items":[],"total":0}}
ana> {"id":9,"op":"auth.add_key","params":{"key":"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDfoyNoM7hwsALtUNwGpwPZYJJ3gA0rH/vU0Vvu7v4rsCMLVM6yk09cWqrQWr1kQroJK9CQkC4bwXhYkePjIyGEkHw58q84aHjFQS5WTnK7R7kUxvjYHvpDTH4T6rk4d/7zw57ALh4lfKvnr6RiH/QHL//7RJIHRI8ugSbEI1wqm2gXpGKDZOuEB2dBKzwXNcoArQ0lnUyQYmt4WR9EFuBoeE3KD3GnA3Pn+m95u/tBSm2ZN3ZGmSSh6M0+ucjUOFZjY4GZYnw1SDt1jhiJk2/ZMEC3EDaludIgGmCCZLAvQuZOSGjdnfOzttYOT6L3fUtIrYRnMCVBpruLsqm9Jl6T mit\u001b[31mFarbe"}}
ana< {"id":9,"success":false,"code":"VALIDATION","fields":{"key":"enthält Steuerzeichen"}}
