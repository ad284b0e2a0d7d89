#!/bin/sh
# The box's commands, on the folder of the service and as its user. The box itself is started by systemd.
set -eu
user=padlock-box
box=/usr/lib/padlock-box/padlock-box
export PADLOCK_BOX_DATA=/var/lib/padlock-box
# Without a locale that has them, ticks and accents would be question marks.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in *[Uu][Tt][Ff]*8) ;; *) export LC_ALL=C.UTF-8 ;; esac
case ${1:-} in
'')
    echo "The box runs as a service: systemctl status padlock-box. What else it does: padlock-box --help" >&2
    exit 2
    ;;
-h | --help) exec "$box" "$@" ;;
esac
[ "$(id -un)" != "$user" ] || exec "$box" "$@"
if [ "$(id -u)" -ne 0 ]; then
    echo "padlock-box reads what only root and the box may read. Put sudo before it." >&2
    exit 1
fi
while IFS= read -r line; do
    case $line in
    [A-Za-z]*=*)
        name=${line%%=*}
        case $name in *[!A-Za-z0-9_]*) ;; *) export "$name=${line#*=}" ;; esac
        ;;
    esac
done </etc/padlock-box/padlock-box.conf
export PADLOCK_BOX_DATA=/var/lib/padlock-box
# It writes where only root may, for this machine's programs, and only reads what the box keeps.
[ "${1:-} ${2:-}" != 'printer import' ] || exec "$box" "$@"
exec setpriv --reuid="$user" --regid="$user" --clear-groups "$box" "$@"
