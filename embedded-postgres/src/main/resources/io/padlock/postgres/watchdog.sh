# Runs PostgreSQL (the arguments) until it ends or until standard input does: a pipe that only the JVM holds open.
exec 3<&0
"$@" </dev/null 3<&- &
postgres=$!
{
    while read -r _ <&3; do :; done
    kill -INT "$postgres" 2>/dev/null # fast shutdown: open transactions are rolled back, nothing committed is lost
} &
reader=$!
exec 3<&-
wait "$postgres"
status=$?
kill "$reader" 2>/dev/null
exit "$status"
