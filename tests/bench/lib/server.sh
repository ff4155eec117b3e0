# Sourced by the bench and the soak: a real hubd with filled databases. Needs
# $build, $bench (its programs) and $data (a folder); figures go to $raw.
# shellcheck shell=sh disable=SC2034,SC2154 # variables of the caller

say() {
	echo "$*" >&2
}

# The server without the limits that protect it from such a client.
for limit in ADMIN AUTH AUTH_ADDRESS BOOKING CONNECTION READ SENSITIVE T2 \
    WRITE; do
	export "HUB_LIMITS_${limit}_PER_MINUTE=off"
done
export HUB_LIMITS_CONNECTIONS_PER_ADDRESS=off
export HUB_BOOKING_MAX_DAYS_AHEAD=366
export HUB_AVAILABILITY_GENERATION_DAYS=366
export HUB_LOG_LEVEL=warn LOG_LEVEL=warn
people="bench01 bench02 bench03 bench04 bench05 bench06 bench07 bench08
bench09 bench10 bench11 bench12 bench13 bench14 bench15 bench16"
password=ein-langes-Kennwort-26

# start_hubd DIR [ARGUMENT...]: sets hubd_pid, to (address), sock.
start_hubd() {
	sock=$1/hub.sock
	shift
	"$bench/bench_start" hubd="$build/hubd" data="${sock%/*}" "$@" \
	    >"$data/start"
	[ -z "${raw:-}" ] || grep '^p' "$data/start" >>"$raw" || true
	hubd_pid=$(tail -n 1 "$data/start" | cut -d' ' -f1)
	to=$(tail -n 1 "$data/start" | cut -d' ' -f2)
}
stop_hubd() {
	"$bench/bench_start" stop="$hubd_pid" "$@"
	hubd_pid=
}

# prepare NAME BOOKINGS: a data folder with that many bookings, made once.
prepare() {
	base=$data/$1
	stamp=$(cat schema/[0-9]*.sql tests/bench/bench_fill.c \
	    tests/bench/lib/bsql.c | cksum)-$(date +%F)
	if [ "$(cat "$base/stamp" 2>/dev/null)" = "$stamp" ]; then
		return
	fi
	say "preparing a database with $2 bookings"
	rm -rf "$base"
	mkdir -p "$base"
	chmod 700 "$base"
	userlist=
	for name in bench00 $people; do
		userlist=${userlist:+$userlist,}$name:$password
	done
	USERLIST=$userlist ADMIN_USERS=bench01 start_hubd "$base"
	stop_hubd
	"$bench/bench_fill" db="$base/hub.db" bookings="$2"
	# The first start generates availability; copies need not.
	start_hubd "$base"
	stop_hubd
	echo "$stamp" >"$base/stamp"
}
fresh() {
	rm -rf "$data/run"
	cp -a "$data/$1" "$data/run"
}
# Sets token: one of each account, with commas between them.
sign_in() {
	token=
	for name in $people; do
		token=${token:+$token,}$("$bench/bench_conns" mode=login \
		    to="$to" name="$name" password="$password")
	done
}
