# What deploy/backup and deploy/restore share. Sourced after lib.sh; sets database, authority and how PostgreSQL is reached.

# The settings of a server, as systemd and compose read them. Nothing of it is evaluated.
read_settings() {
    [ -r "$1" ] || die "$1 is not there, or can't be read: it is the file of settings that the server is started with."
    setting() { sed -n "s/^[[:space:]]*$1=//p" "$2" | tail -n 1 | sed -e 's/^"\(.*\)"$/\1/' -e "s/^'\(.*\)'\$/\1/"; }
    local url address
    url=$(setting QUARKUS_DATASOURCE_REACTIVE_URL "$1")
    [ -n "$url" ] ||
        die "$1 names no database (QUARKUS_DATASOURCE_REACTIVE_URL). A server that brings its own PostgreSQL keeps everything in its data folder: stop it, and copy that folder."
    case $url in
    postgresql://*/?*) ;;
    *) die "QUARKUS_DATASOURCE_REACTIVE_URL in $1 is not of the form postgresql://host:port/database." ;;
    esac
    address=${url#postgresql://}
    database=${address#*/}
    database=${database%%\?*}
    address=${address%%/*}
    export PGHOST=${address%%:*} PGPORT=5432
    case $address in *:*) PGPORT=${address##*:} ;; esac
    PGUSER=$(setting QUARKUS_DATASOURCE_USERNAME "$1")
    PGPASSWORD=$(setting QUARKUS_DATASOURCE_PASSWORD "$1")
    export PGUSER PGPASSWORD PGDATABASE=$database PGCONNECT_TIMEOUT=10
    # As the server does: no other PostgreSQL is asked than one that shows to be the one that is meant.
    local roots
    roots=$(setting PADLOCK_DATABASE_ROOTS "$1")
    if [ -n "$roots" ]; then
        [ -r "$roots" ] || die "PADLOCK_DATABASE_ROOTS in $1 is $roots, which is not there or can't be read."
        export PGSSLMODE=verify-full PGSSLROOTCERT=$roots
    fi
    authority=$(setting PADLOCK_AUTHORITY_FOLDER "$1")
    if [ -z "$authority" ]; then
        authority=$(setting PADLOCK_DATA "$1")
        authority=${authority:-$HOME/.padlock}/ca
    fi
}

# A program of PostgreSQL's, here or where --through leads. There it is asked over the socket, as its own user.
postgres_program() {
    if [ -n "$through" ]; then
        local words program=$1
        read -ra words <<<"$through"
        shift
        "${words[@]}" "$program" --username "$PGUSER" $([ "$program" = pg_restore ] || printf -- '--dbname %s' "$database") "$@"
    else
        "$@"
    fi
}

readable_passphrase() {
    [ -z "$1" ] || [ -s "$1" ] || die "$1 is not there, or is empty: it has the passphrase on its first line."
}

gnupg() {
    local home status=0
    home=$(mktemp -d)
    gpg --homedir "$home" --batch --quiet --no-tty --pinentry-mode loopback "$@" || status=$?
    rm -rf "$home"
    return $status
}
encrypted() { gnupg --passphrase-file "$1" --symmetric --cipher-algo AES256 --compress-algo none; }

# opened FILE PASSPHRASE-FILE: the archive in it.
opened() {
    if [ -n "$2" ]; then
        gnupg --passphrase-file "$2" --decrypt "$1" 2>/dev/null
    else
        cat "$1"
    fi
}

# The sums of the files in an archive, as sha256sum writes them and in their order there; nothing is unpacked. Fails where it is cut.
# shellcheck disable=SC2016
sums() { tar -xf - --to-command='printf "%s  %s\n" "$(sha256sum | cut -d" " -f1)" "$TAR_FILENAME"' 2>/dev/null; }

# no_room FILE SAID: whether the disk that FILE is, or would be, on is full, by what a program said or by its own word.
no_room() {
    case $2 in *'No space left on device'* | *'Disk quota exceeded'*) return 0 ;; esac
    [ "$(df --output=avail --block-size=64K "$(dirname "$1")" | tail -n 1)" -eq 0 ]
}

openssl_name() { openssl x509 -in "$1" -noout -subject -nameopt sep_comma_plus,utf8 2>/dev/null | sed 's/^subject=//'; }
