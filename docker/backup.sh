#!/usr/bin/env bash
# Backups of Regulars' database, which is all that there is to keep (rules that are files have their own history):
#
#   docker/backup.sh write FILE      writes one while the service runs
#   docker/backup.sh try FILE        restores it beside the others, looks at it, and drops that again: the drill
#   docker/backup.sh restore FILE    restores it into a database that is empty, while no service runs on it
#
# Which database: PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD (or PGPASSFILE). pg_dump has to be of the server's version or younger.
set -euo pipefail

what=${1:-}
file=${2:?"say what to do and with which file: write, try or restore, and FILE"}

fail() {
    echo "$1" >&2
    exit 1
}

# Prints what a query says.
ask() {
    psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "$@"
}

restore_into() {
    pg_restore --exit-on-error --single-transaction --no-owner --no-privileges --dbname="$1" "$file"
}

write() {
    # whoever is interrupted leaves no file that looks like a backup
    trap 'rm -f "$file.part"' EXIT
    pg_dump --format=custom --no-owner --no-privileges --file="$file.part"
    pg_restore --list "$file.part" > /dev/null
    mv "$file.part" "$file"
    echo "$file: $(stat --format=%s "$file") bytes of $(ask --command='select current_database()')"
}

# What is in a database: its schema's version, and how much of what.
contents() {
    ask --dbname="$1" --command="
        select 'schema ' || max(version::int) from flyway_schema_history where success and version is not null
        union all select 'businesses ' || count(*) from business
        union all select 'clients ' || count(*) from client
        union all select 'bookings ' || count(*) from booking
        union all select 'memberships ' || count(*) from membership
        union all select 'releases ' || count(*) from release"
}

try() {
    local scratch="regulars_drill_$$"
    createdb "$scratch"
    # shellcheck disable=SC2064  # the name as it is now
    trap "dropdb --if-exists $scratch" EXIT
    restore_into "$scratch"
    contents "$scratch"
    [ -n "$(ask --dbname="$scratch" --command='select 1 from business limit 1')" ] || fail "$file has no business in it."
    echo "$file can be restored."
}

restore() {
    local database
    database=$(ask --command='select current_database()')
    [ "$(ask --command="select count(*) from information_schema.tables where table_schema = 'public'")" = 0 ] \
        || fail "The database $database is not empty. Restore into another, and name that to the service."
    restore_into "$database"
    contents "$database"
}

[ -f "$file" ] || [ "$what" = write ] || fail "There is no file $file."
case $what in
    write | try | restore) "$what" ;;
    *) fail "Say write, try or restore, not '$what'." ;;
esac
