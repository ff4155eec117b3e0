# Figures of all rounds ("key value" per line) to a table and JSON: median,
# yardstick, ratio, budget, verdict. Called by tests/bench/run.sh.

function median(key,    n, i, j, v, list) {
	n = count[key]
	if (n == 0)
		return ""
	for (i = 1; i <= n; i++)
		list[i] = value[key, i]
	for (i = 2; i <= n; i++) {
		v = list[i]
		for (j = i - 1; j > 0 && list[j] > v; j--)
			list[j + 1] = list[j]
		list[j + 1] = v
	}
	if (n % 2)
		return list[(n + 1) / 2]
	return (list[n / 2] + list[n / 2 + 1]) / 2
}

# A row: op is ">=" or "<="; base is the yardstick's value or 1.
function row(id, what, key, unit, base, base_name, op, budget, stretch,
    v, ratio, verdict) {
	v = median(key)
	if (v == "" || base == "" || base == 0) {
		printf "%-4s %-46s not measured\n", id, what
		missing++
		return
	}
	ratio = v / base
	if (op == ">=" ? ratio < budget : ratio > budget) {
		verdict = "MISSED"
		missed++
	} else if (op == ">=" ? ratio >= stretch : ratio <= stretch)
		verdict = "stretch"
	else
		verdict = "kept"
	printf "%-4s %-46s %11.1f %-5s %11.1f %-22s %8.2f %2s %-6g %s\n", id,
	    what, v, unit, base, base_name, ratio, op, budget, verdict
	out = out sprintf("%s\n    {\"id\":\"%s\",\"what\":\"%s\"," \
	    "\"value\":%.3f,\"unit\":\"%s\",\"yardstick\":%.3f," \
	    "\"yardstick_name\":\"%s\",\"ratio\":%.4f,\"op\":\"%s\"," \
	    "\"budget\":%g,\"stretch\":%g,\"verdict\":\"%s\"}",
	    out == "" ? "" : ",", id, what, v, unit, base, base_name, ratio,
	    op, budget, stretch, verdict)
}

function yard(id, what, key, unit,    v) {
	v = median(key)
	if (v == "")
		return
	printf "%-4s %-46s %11.1f %s\n", id, what, v, unit
	yards = yards sprintf("%s\n    {\"id\":\"%s\",\"what\":\"%s\"," \
	    "\"value\":%.3f,\"unit\":\"%s\"}", yards == "" ? "" : ",", id,
	    what, v, unit)
}

NF == 2 {
	value[$1, ++count[$1]] = $2 + 0
	if ($1 ~ /\.errors$/ && $2 > 0)
		errors = errors sprintf("%s: %d requests failed\n", $1, $2)
}

END {
	printf "Yardsticks (medians of %d rounds)\n", rounds
	yard("Y1", "echo, 50 clients", "y1.50.rate", "1/s")
	yard("Y1", "echo, 500 clients", "y1.500.rate", "1/s")
	yard("Y1", "echo, 500 clients at 2000/s, p99", "y1.open.p99_us", "us")
	yard("Y2", "SQLite, 1 booking per commit", "y2.1.rate", "1/s")
	yard("Y2", "SQLite, 1 booking per commit, p50", "y2.1.p50_us", "us")
	yard("Y2", "SQLite, 10 bookings per commit", "y2.10.rate", "1/s")
	yard("Y2", "SQLite, 100 bookings per commit", "y2.100.rate", "1/s")
	yard("Y3", "covering query for a week", "y3.p50_us", "us")
	yard("Y4", "TLS handshakes, full", "y4.full.rate", "1/s")
	yard("Y4", "TLS handshakes, resumed", "y4.resumed.rate", "1/s")
	yard("Y5", "idle TLS connection", "y5.kib_each", "KiB")
	yard("Y5", "10,000 of them, resident", "y5.rss_mib", "MiB")
	yard("Y6", "broadcast to 500, p99", "y6.p99_us", "us")
	yard("Y7", "Argon2id, one at once", "y7.1.ms", "ms")
	yard("Y7", "Argon2id, two at once", "y7.2.ms", "ms")
	yard("Y7", "Argon2id, four at once", "y7.4.ms", "ms")
	print ""
	printf "%-4s %-46s %11s %-5s %11s %-22s %8s    %-6s %s\n", "id",
	    "figure", "median", "", "yardstick", "", "ratio", "budget",
	    "verdict"
	row("P1", "system.ping, 50 clients", "p1.50.rate", "1/s",
	    median("y1.50.rate"), "Y1", ">=", 0.55, 0.75)
	row("P1", "system.ping, 500 clients", "p1.500.rate", "1/s",
	    median("y1.500.rate"), "Y1", ">=", 0.55, 0.75)
	row("P2", "durable bookings, 64 clients", "p2.rate", "1/s",
	    median("y2.1.rate"), "Y2 one per commit", ">=", 3,
	    0.7 * median("y2.100.rate") / (median("y2.1.rate") + 0.001))
	row("P3", "durable booking, one client, p50", "p3.p50_us", "us",
	    median("y2.1.p50_us"), "Y2 one commit", "<=", 2, 1.4)
	row("P4", "office load, 500 clients at 2000/s, p99", "p4.p99_us", "us",
	    median("y1.open.p99_us"), "Y1 at the same rate", "<=", 2.5, 1.5)
	row("P5", "slots.show_week, 100,000 bookings, p50", "p5.p50_us", "us",
	    median("y3.p50_us"), "Y3", "<=", 4, 2.5)
	row("P6", "the same over 1,000,000 bookings", "p6.p50_us", "us",
	    median("p5.p50_us"), "P5", "<=", 1.2, 1.05)
	row("P7", "booking until 500 have the push, p99", "p7.p99_us", "us",
	    median("y6.p99_us"), "Y6", "<=", 2, 1.3)
	row("P8", "idle signed-in client", "p8.kib_each", "KiB", 1, "", "<=",
	    20, 17)
	row("P8", "10,000 of them, resident", "p8.rss_mib", "MiB", 1, "", "<=",
	    220, 180)
	row("P9", "resident, 500 active clients", "p4.rss_kib", "KiB", 1024,
	    "MiB", "<=", 64, 40)
	row("P10", "p99 while 64 logins wait", "p10.busy.p99_us", "us",
	    median("p10.calm.p99_us"), "without", "<=", 1.5, 1.05)
	row("P11", "500 clients reconnect", "p11.ms", "ms",
	    count["y4.resumed.rate"] ? 500000 / median("y4.resumed.rate") : "",
	    "500 / Y4 resumed", "<=", 1.3, 1)
	row("P12", "start, database of " median("p12.mib") " MiB",
	    "p12.clean.ms", "ms", 1, "", "<=", 300, 150)
	row("P12", "start after kill -9", "p12.killed.ms", "ms", 1, "", "<=",
	    2000, 1000)
	row("P13", "client start to first screen", "p13.start.ms", "ms", 1, "",
	    "<=", 80, 40)
	row("P13", "key to painted cells, p99", "p13.key.p99_us", "us", 1000,
	    "ms", "<=", 16, 8)
	row("P14", "bytes of a cursor move", "p14.move.bytes", "B", 1, "",
	    "<=", 400, 200)
	row("P14", "bytes of a switch of screen", "p14.screen.bytes", "B", 1,
	    "", "<=", 4096, 3072)
	row("P15", "import of 100,000 rows: p99 of others", "p15.p99_us", "us",
	    1000, "ms", "<=", 20, 10)
	row("P17", "four refused sign-ins apart, p50", "p17.apart.p50_us",
	    "us", 1000, "ms", "<=", 5, 2)
	row("P17", "four refused sign-ins apart, p90", "p17.apart.p90_us",
	    "us", 1000, "ms", "<=", 10, 4)
	printf "\n%s", errors
	printf "%d missed, %d not measured\n", missed, missing
	printf "{\n  \"rounds\":%d,\n  \"yardsticks\":[%s\n  ],\n" \
	    "  \"budgets\":[%s\n  ]\n}\n", rounds, yards, out > json
}
