# Sourced by the scripts beside it: finds Java, the build and the running stack. Works from any directory.

SLUICE_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
SLUICE_DATA=${SLUICE_DATA:-$SLUICE_ROOT/.data}
case $SLUICE_DATA in
/*) ;;
*) SLUICE_DATA=$PWD/$SLUICE_DATA ;;
esac
export SLUICE_DATA

die() {
    printf '%s: %s\n' "scripts/$(basename "$0")" "$*" >&2
    exit 1
}

# Sets JAVA to a Java of version 17 or newer: JAVA_HOME's, else the PATH's.
find_java() {
    if [ -n "${JAVA_HOME:-}" ]; then
        JAVA=$JAVA_HOME/bin/java
        [ -x "$JAVA" ] || die "JAVA_HOME is $JAVA_HOME, where there is no bin/java. Set it to a JDK 17 or newer, or unset it."
    else
        JAVA=$(command -v java) || die "Java is missing. Install a JDK 17 or newer (Debian: apt install openjdk-17-jdk-headless), or set JAVA_HOME."
    fi
    JAVA_VERSION=$("$JAVA" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
    [ -n "$JAVA_VERSION" ] || die "$JAVA does not tell its version. Set JAVA_HOME to a JDK 17 or newer."
    [ "$JAVA_VERSION" -ge 17 ] || die "$JAVA is version $JAVA_VERSION; Sluice needs a JDK 17 or newer. Set JAVA_HOME to one."
}

# Prints the directory of the build that scripts/dev made last.
current_build() {
    local stamp
    stamp=$(cat "$SLUICE_DATA/app/current" 2>/dev/null) || stamp=
    if [ -z "$stamp" ] || [ ! -e "$SLUICE_DATA/app/$stamp/complete" ]; then
        die "There is no build yet. Run scripts/dev first."
    fi
    printf '%s\n' "$SLUICE_DATA/app/$stamp"
}

# The variables of the running stack, exported.
source_running_stack() {
    local file=$SLUICE_DATA/run/dev.env pid
    pid=$(cat "$SLUICE_DATA/run/gateway.pid" 2>/dev/null) || pid=
    if [ ! -r "$file" ] || [ -z "$pid" ] || ! kill -0 "$pid" 2>/dev/null; then
        die "The local stack is not running. Start it with scripts/dev (in another terminal) and wait until it says that Sluice is up."
    fi
    set -a
    # shellcheck disable=SC1090
    . "$file"
    set +a
}

# Runs a command of the load module against the running stack, in place of this shell.
exec_load() {
    find_java
    source_running_stack
    local build
    build=$(current_build) || exit 1
    exec "$JAVA" -Xmx512m -XX:+UseSerialGC -cp "$(cat "$build/loadtest.classpath")" dev.sluice.loadtest.Main "$@"
}
