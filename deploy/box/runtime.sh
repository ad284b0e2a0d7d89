# What the commands in deploy/box share. Sourced by bash, after lib.sh.

# What a class of the box's or of a library's is needed from; found by leaving out all others.
modules=java.base,java.logging,java.management,java.naming,jdk.crypto.ec,jdk.localedata,jdk.unsupported,jdk.zipfs
# Those of its pages: names of months, and of the languages themselves.
languages=en,fr,es,it,pt,vi

# runtime_into FOLDER [OPTIONS OF JLINK]: a Java of these modules.
runtime_into() {
    local to=$1 jlink
    shift
    jlink=$(dirname "$java")/jlink
    [ -x "$jlink" ] || jlink=$(dirname "$(readlink -f "$java")")/jlink
    [ -x "$jlink" ] || die "The JDK of $java has no jlink. On Debian: apt-get install default-jdk-headless"
    # By name: stripping what is native takes a program that need not be there, and knows this machine's architecture only.
    "$jlink" --add-modules "$modules" --include-locales="$languages" --strip-java-debug-attributes --no-header-files --no-man-pages --compress=2 --output "$to" "$@" 2>/dev/null ||
        die "jlink of $(dirname "$jlink") could not make a Java runtime$([ $# -eq 0 ] || printf ' (%s)' "$*")."
}
