#!/usr/bin/env bash
# Runs a command beside a PostgreSQL server of its own, which is stopped and removed afterwards, also if it failed.
# usage: scripts/with-postgres.sh COMMAND [ARGUMENT...]      e.g. scripts/with-postgres.sh make test ARGS=tests/ledger
#
# The command finds the server's address in COMMUNIQUE_TEST_POSTGRES. The server's programs are looked for in PATH and
# /usr/lib/postgresql; root on Debian or Ubuntu gets them installed. Data and socket are in a folder under /tmp; the
# server listens to no network. PostgreSQL refuses to run as root: root hands it to the user postgres.
set -euo pipefail
[ $# -gt 0 ] || { sed -n '3p' "$0" | cut -c3- >&2; exit 2; }

programs() {
    local folder
    if folder=$(dirname "$(command -v initdb)") 2>/dev/null && [ "$folder" != . ]; then
        echo "$folder"
        return
    fi
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -rn); do
        if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then
            echo "$folder"
            return
        fi
    done
}

bin=$(programs)
if [ -z "$bin" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing PostgreSQL" >&2
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends postgresql; } >&2
    bin=$(programs)
fi
[ -n "$bin" ] || { echo "error: PostgreSQL's initdb is not found; install it (Debian: apt-get install postgresql)" >&2; exit 1; }

place=$(mktemp -d /tmp/communique-postgres.XXXXXX)
as_server=()
if [ "$(id -u)" = 0 ]; then
    id postgres >/dev/null || { echo "error: root needs a user postgres to hand the server to" >&2; exit 1; }
    chown postgres "$place"
    chmod 755 "$place"
    as_server=(runuser -u postgres --)
fi

finish() {
    status=$?
    trap - EXIT INT TERM
    "${as_server[@]}" "$bin/pg_ctl" stop -D "$place/data" -m immediate -s >/dev/null 2>&1 || true
    rm -rf "$place"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

cd /  # a folder that the server's user may enter
echo tester >"$place/password"
chmod 644 "$place/password"
"${as_server[@]}" "$bin/initdb" -D "$place/data" -U tester --pwfile="$place/password" --auth=scram-sha-256 \
    -E UTF8 --locale=C.UTF-8 >"$place/initdb.log" 2>&1 || { cat "$place/initdb.log" >&2; exit 1; }
"${as_server[@]}" "$bin/pg_ctl" start -D "$place/data" -w -s -l "$place/data/server.log" \
    -o "-k $place -c listen_addresses='' -c fsync=off -c full_page_writes=off" || { cat "$place/data/server.log" >&2; exit 1; }
cd - >/dev/null

COMMUNIQUE_TEST_POSTGRES="postgresql://tester:tester@/postgres?host=$place" "$@"
