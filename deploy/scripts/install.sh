#!/bin/sh
# install.sh BUILD_DIR DESTDIR PREFIX (make install): copies programs,
# translations, unit and example configuration. Without DESTDIR and as root it
# also creates the service user, its directories and the unit; running it again
# changes nothing that is there.
set -eu
build=$1
dest=$2
prefix=$3

install -d "$dest$prefix/bin" "$dest$prefix/share/locale/de/LC_MESSAGES" \
    "$dest$prefix/share/doc/business-hub/ssh" \
    "$dest$prefix/lib/systemd/system"
for program in hubd hub hubctl; do
	install -m 755 "$build/$program" "$dest$prefix/bin/$program"
done
install -m 644 "$build/locale/de/LC_MESSAGES/hub.mo" \
    "$dest$prefix/share/locale/de/LC_MESSAGES/hub.mo"
for page in docs/man/*.[0-9]; do
	[ -f "$page" ] || continue
	section=${page##*.}
	install -d "$dest$prefix/share/man/man$section"
	install -m 644 "$page" "$dest$prefix/share/man/man$section/"
done
install -m 644 README.md docs/protocol.md docs/settings.md docs/ssh.md \
    deploy/env.example "$dest$prefix/share/doc/business-hub/"
sed "s|@PREFIX@|$prefix|" deploy/hubd.service \
    >"$dest$prefix/lib/systemd/system/hubd.service"
chmod 644 "$dest$prefix/lib/systemd/system/hubd.service"
for unit in deploy/timers/*.service deploy/timers/*.timer; do
	out=$dest$prefix/lib/systemd/system/$(basename "$unit")
	sed "s|@PREFIX@|$prefix|" "$unit" >"$out"
	chmod 644 "$out"
done
for conf in deploy/ssh/*.conf; do
	out=$dest$prefix/share/doc/business-hub/ssh/$(basename "$conf")
	sed "s|@PREFIX@|$prefix|" "$conf" >"$out"
	chmod 644 "$out"
done

if [ -n "$dest" ] || [ "$(id -u)" != 0 ]; then
	exit 0
fi
getent group hub >/dev/null || groupadd --system hub
getent passwd hub >/dev/null ||
    useradd --system --gid hub --home-dir /opt/business-hub \
	--shell /usr/sbin/nologin hub
# Set-up A of docs/ssh.md: sshd runs hub and hubctl under this account. It has
# no password; its shell only runs the forced command.
if ! getent passwd hub-ssh >/dev/null; then
	useradd --system --gid nogroup --groups hub --home-dir / \
	    --no-create-home --shell /bin/sh --password '*' hub-ssh
fi
install -d -m 755 /opt/business-hub
install -d -m 700 -o hub -g hub /opt/business-hub/data \
    /opt/business-hub/backups /var/log/business-hub
install -d -m 750 -o root -g hub /etc/business-hub
if [ ! -e /etc/business-hub/env ]; then
	install -m 640 -o root -g hub deploy/env.example /etc/business-hub/env
fi
if [ -d /run/systemd/system ]; then
	systemctl daemon-reload
	systemctl enable hubd.service
	echo "Start it with: systemctl start hubd"
else
	echo "systemd does not run here; the unit is installed, not enabled"
fi
