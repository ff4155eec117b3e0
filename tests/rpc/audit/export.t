# Export: CSV or JSON lines in pages that fit together, itself an entry.
# covers: SEC-12
users chef:admin
chef> {"id":1,"op":"settings.set_key","params":{"key":"hub.maintenance_text","value":"=SUMME(A1); \"heute\""},"idempotency_key":"a"}
chef< {"id":1,"success":true}
chef> {"id":2,"op":"audit.export","params":{"action":"setting_changed"}}
chef< {"id":2,"success":true,"data":{"name":"audit-2026-03-02.csv","content":"id;at;event_type;action;actor;target;remote;client;severity;details;error_id;archived\r\n2;2026-03-02T08:00:00.000Z;admin;setting_changed;chef;hub.maintenance_text;203.0.113.0;;info;\"{\"\"value\"\":{\"\"before\"\":\"\"\"\",\"\"after\"\":\"\"=SUMME(A1); \\\"\"heute\\\"\"\"\"}}\";;0\r\n","rows":1,"total":1,"offset":0,"until":2,"more":false}}
chef> {"id":3,"op":"audit.export","params":{"format":"json","action":"setting_changed"}}
chef< {"id":3,"success":true,"data":{"name":"audit-2026-03-02.json","content":"{\"id\":2,\"at\":\"2026-03-02T08:00:00.000Z\",\"event_type\":\"admin\",\"action\":\"setting_changed\",\"actor\":\"chef\",\"target\":\"hub.maintenance_text\",\"remote\":\"203.0.113.0\",\"client\":\"\",\"severity\":\"info\",\"details\":{\"value\":{\"before\":\"\",\"after\":\"=SUMME(A1); \\\"heute\\\"\"}},\"error_id\":null,\"archived\":false}\n","rows":1}}
# each page is an entry; until keeps these out of the pages to come
chef> {"id":4,"op":"audit.export","params":{"limit":3}}
chef< {"id":4,"success":true,"data":{"rows":3,"total":4,"until":4,"more":true}}
chef> {"id":5,"op":"audit.export","params":{"limit":3,"offset":3,"until":4}}
chef< {"id":5,"success":true,"data":{"rows":1,"total":4,"until":4,"more":false}}
chef> {"id":6,"op":"audit.search","params":{"action":"data_export"}}
chef< {"id":6,"success":true,"data":{"items":[{"target":"audit","event_type":"data","details":{"format":"csv","rows":1,"offset":3}},{"details":{"rows":3,"offset":0}},{"details":{"format":"json","action":"setting_changed"}},{}],"total":4}}
