#!/bin/sh
# crawl-every PERIOD COMMAND…: runs the command, and again when PERIOD (30min, 3h, 1d; or seconds)
# has passed since it began. SIGTERM goes to the command; when that has ended, so does this.
set -u

case $1 in
    *min) period=$((${1%min} * 60)) ;;
    *h) period=$((${1%h} * 3600)) ;;
    *d) period=$((${1%d} * 86400)) ;;
    *) period=$1 ;;
esac
shift

child=
stopping=
stop() {
    stopping=1
    [ -n "$child" ] && kill -TERM "$child" 2>/dev/null
}
trap stop TERM INT

# A signal ends `wait`, but not what it waits for.
finish() {
    wait "$child"
    status=$?
    while kill -0 "$child" 2>/dev/null; do
        wait "$child"
        status=$?
    done
    child=
}

while [ -z "$stopping" ]; do
    begun=$(date +%s)
    "$@" &
    child=$!
    finish
    echo "crawl-every: exit status $status at $(date -u +%Y-%m-%dT%H:%M:%SZ)"
    rest=$((begun + period - $(date +%s)))
    if [ -z "$stopping" ] && [ "$rest" -gt 0 ]; then
        sleep "$rest" &
        child=$!
        finish
    fi
done
