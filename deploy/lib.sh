# What the commands in deploy/ share: telling people things, finding or installing what is needed, building.
# Sourced by bash. Sets: root (the checkout), java (the program).

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*"; }
die() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

# need COMMAND PACKAGE [COMMAND PACKAGE]...: installs what is missing, or says which line does.
need() {
    local missing=()
    while [ $# -gt 0 ]; do
        command -v "$1" >/dev/null 2>&1 || missing+=("$2")
        shift 2
    done
    [ ${#missing[@]} -eq 0 ] || install "${missing[@]}"
}

install() {
    command -v apt-get >/dev/null 2>&1 ||
        die "Missing on this machine: $*. These are the names of Debian's packages; install what corresponds here, then try again."
    [ "$(id -u)" -eq 0 ] ||
        die "Missing on this machine: $*. Run this line, then try again:
  sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"
    say "Installing from Debian, because it is missing: $*"
    local log
    log=$(mktemp)
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null; then
        tail -n 15 "$log" >&2
        rm -f "$log"
        die "apt-get could not install: $*. Its last lines stand above."
    fi
    rm -f "$log"
}

# A JDK from 17 up: the one that JAVA_HOME names, else the one on the path.
need_jdk() {
    if [ -n "${JAVA_HOME:-}" ]; then
        [ -x "$JAVA_HOME/bin/javac" ] ||
            die "JAVA_HOME is $JAVA_HOME, and no JDK is there (no bin/javac). Correct it, or unset it to use the machine's own."
        java=$JAVA_HOME/bin/java
    else
        need javac default-jdk-headless
        java=$(command -v java)
    fi
    local version
    version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
    [ "${version:-0}" -ge 17 ] ||
        die "$java is Java ${version:-of an unknown version}; Padlock needs a JDK from 17 up. On Debian 12: apt-get install default-jdk-headless"
}

server_jar=$root/provisioning-server/target/quarkus-app/quarkus-run.jar
box_jar=$root/iot-client/target/quarkus-app/quarkus-run.jar

built() {
    [ -f "$server_jar" ] && [ -f "$box_jar" ] || return 1
    local oldest=$server_jar
    [ "$box_jar" -nt "$server_jar" ] || oldest=$box_jar
    [ -z "$(find "$root"/pom.xml "$root"/{embedded-postgres,provisioning-server,iot-client}/{pom.xml,src/main} -newer "$oldest" -print -quit)" ]
}

# Builds what runs, without its tests, telling how far it is; the whole of Maven's output goes to a log.
build() {
    built && return
    need mvn maven
    mkdir -p "$root/target"
    local log=$root/target/build.log from=$SECONDS maven
    # What is edited while Maven runs is newer than this, and so not built.
    touch "$root/target/build-started"
    say "Building (the first time Maven fetches about 1,300 files, 200 MB; later it takes seconds)."
    (cd "$root" && exec mvn -B -DskipTests -pl provisioning-server,iot-client -am package) >"$log" 2>&1 </dev/null &
    maven=$!
    building=$maven
    while kill -0 "$maven" 2>/dev/null; do
        sleep 1
        if [ -t 1 ]; then
            printf '\r\033[K  %s' "$(build_progress "$log")"
        elif [ $(((SECONDS - from) % 15)) -eq 0 ]; then
            say "  $(build_progress "$log")"
        fi
    done
    [ -t 1 ] && printf '\r\033[K'
    if ! wait "$maven"; then
        grep -E '^\[ERROR\]' "$log" | head -n 12 >&2
        die "The build failed; the whole of it is in $log"
    fi
    building=
    touch -r "$root/target/build-started" "$server_jar" "$box_jar"
    say "Built in $((SECONDS - from)) s."
}

build_progress() {
    local fetched now
    fetched=$(grep -c '^Downloaded from\|\] Downloaded from' "$1")
    now=$(sed -n 's/^\[INFO\] Building \(Padlock[^[]*\) [0-9][0-9.]*[^ ]* .*/\1/p' "$1" | tail -n 1)
    printf '%s' "${now:-Starting Maven}, $fetched files fetched"
}
