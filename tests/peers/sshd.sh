#!/bin/sh
# sshd.sh BASE BUILD DATA PORT: a real sshd on loopback as an ordinary process
# with the drop-in of deploy/ssh/ (HUB_SETUP=a, the default, or b), for the
# hub of DATA and the present user. BASE must be a folder no other user may
# write to; it gets programs, keys and configuration. Stays in the foreground.
set -eu
base=$1
build=$2
data=$3
port=$4
setup=${HUB_SETUP:-a}
user=$(id -un)
# Below /tmp everybody could rename things, says sshd: only root finds better.
strict=yes
[ "$(id -u)" = 0 ] || strict=no
ssh=$base/home/.ssh

mkdir -p "$base/bin" "$ssh"
chmod 700 "$base/home" "$ssh"
cp "$build/hub" "$build/hubctl" "$base/bin/"
rm -rf "$base/locale"
cp -r "$build/locale" "$base/"
make_key() {
	[ -e "$1" ] || ssh-keygen -q -t "$2" -N '' -C "$3" -f "$1"
}
make_key "$base/host_key" ed25519 host
make_key "$ssh/id_ed25519" ed25519 anna@laptop
make_key "$base/other_key" ecdsa anna@buero
make_key "$base/wrong_key" ed25519 nobody
host_key=$(cut -d' ' -f1,2 "$base/host_key.pub")
echo "[127.0.0.1]:$port $host_key" >"$base/known_hosts"

{
	cat <<-CONF
	Port $port
	ListenAddress 127.0.0.1
	HostKey $base/host_key
	PidFile none
	UsePAM no
	StrictModes $strict
	PermitRootLogin prohibit-password
	LogLevel DEBUG1
	# as careless as an administrator can be
	AcceptEnv *
	X11Forwarding yes
	PermitTunnel yes
	Subsystem sftp internal-sftp
	CONF
	case $setup in
	a)
		sed "s|hub-ssh|$user|
		    s|@PREFIX@/bin/hubctl|$base/bin/hubctl --data $data|
		    s|@PREFIX@/bin/hub --ssh|& --connect $data/hub.sock|
		    s|@PREFIX@|$base|" deploy/ssh/10-hub-keys.conf |
		    if [ "$(id -u)" = 0 ]; then
			cat
		    else # sshd runs commands of root's only
			sed "/AuthorizedKeysCommand/d
			    s|AuthorizedKeysFile none|AuthorizedKeysFile $base/authorized_keys|"
		    fi
		;;
	b)
		cp "$ssh/id_ed25519.pub" "$base/authorized_keys"
		sed "s|Match Group hub-people|Match User $user|
		    s|@PREFIX@/bin/hub --shell|& --connect $data/hub.sock|
		    s|@PREFIX@|$base|
		    /^Match User/a AuthorizedKeysFile $base/authorized_keys" \
		    deploy/ssh/20-hub-people.conf
		;;
	esac
} >"$base/sshd_config"
if [ "$(id -u)" = 0 ]; then
	mkdir -p /run/sshd # sshd wants it, whoever starts it
	chmod 755 /run/sshd
fi
exec /usr/sbin/sshd -D -E "$base/sshd.log" -f "$base/sshd_config"
