#!/bin/sh
# Writes the one user PgBouncer lets in, then becomes PgBouncer.
set -eu
umask 077
printf '"betteroff_app" "%s"\n' "$DATABASE_APP_PASSWORD" > /tmp/userlist.txt
exec pgbouncer "${1:-/etc/pgbouncer/pgbouncer.ini}"
