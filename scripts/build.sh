# Sourced by scripts/dev: builds what is stale. Each build has a directory of its own under .data/app, named by a hash of
# what it was made from, so that no jar ever changes under a running JVM.

# Prints a hash over every file that a build depends on, names included.
source_stamp() {
    (
        cd "$SLUICE_ROOT"
        inputs=(pom.xml .mvn)
        for module in schema gateway processor logistics deploy/local loadtest loadtest/gatling; do
            inputs+=("$module/pom.xml")
            if [ -d "$module/src/main" ]; then inputs+=("$module/src/main"); fi
        done
        if [ -d scripts/lua ]; then inputs+=(scripts/lua); fi
        find "${inputs[@]}" -type f | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum | cksum | tr ' ' '-'
    )
}

# Sets BUILD to the directory of an up-to-date build; makes it when it is not there.
ensure_build() {
    local stamp
    stamp=$(source_stamp)
    BUILD=$SLUICE_DATA/app/$stamp
    mkdir -p "$SLUICE_DATA/app" "$SLUICE_DATA/logs"
    if [ ! -e "$BUILD/complete" ]; then
        lock_build
        # Another run may have made it while this one waited.
        [ -e "$BUILD/complete" ] || make_build
        unlock_build
    fi
    printf '%s\n' "$stamp" >"$SLUICE_DATA/app/current.new"
    mv "$SLUICE_DATA/app/current.new" "$SLUICE_DATA/app/current"
    remove_old_builds
}

lock_build() {
    local lock=$SLUICE_DATA/app/build.lock holder told=
    until mkdir "$lock" 2>/dev/null; do
        holder=$(cat "$lock/pid" 2>/dev/null) || holder=
        if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
            rm -rf "$lock"
            continue
        fi
        [ -n "$told" ] || printf 'Another scripts/dev is building; waiting for it.\n'
        told=1
        sleep 0.5
    done
    echo $$ >"$lock/pid"
    trap 'unlock_build' EXIT
}

unlock_build() {
    rm -rf "$SLUICE_DATA/app/build.lock"
    trap - EXIT
}

make_build() {
    local log=$SLUICE_DATA/logs/build.log begin=$SECONDS
    command -v mvn >/dev/null || die "Maven is missing, and Sluice is not built yet. Install Maven 3.8 or newer (Debian: apt install maven)."
    [ -x "$(dirname "$JAVA")/javac" ] || [ -x "$(dirname "$(readlink -f "$JAVA")")/javac" ] ||
        die "$JAVA belongs to a runtime without a compiler. Install a JDK (Debian: apt install openjdk-17-jdk-headless), or set JAVA_HOME to one."
    # shellcheck disable=SC2086 # SLUICE_MAVEN_ARGS holds several words.
    (cd "$SLUICE_ROOT" && exec mvn -B -Dstyle.color=never -Dquick -pl '!loadtest/gatling' ${SLUICE_MAVEN_ARGS:-} package \
        dependency:build-classpath -Dmdep.outputFile=target/classpath) >"$log" 2>&1 &
    if ! show_progress $! "$log" "$begin" || ! wait $!; then
        tail -n 30 "$log" >&2
        die "The build failed; all of its output is in $log"
    fi
    assemble_build "$log"
    printf 'built in %s s\n' $((SECONDS - begin))
}

# One line on a terminal, a line for each module elsewhere; ends when the process does.
show_progress() {
    local pid=$1 log=$2 begin=$3 module last=
    while kill -0 "$pid" 2>/dev/null; do
        # "[INFO] Building Sluice gateway 0.1.0-SNAPSHOT   [4/6]": the first of the list is the parent.
        module=$(sed -n 's/^\[INFO\] Building \(.*[^ ]\) [^ ]*  *\[\([0-9]*\)\/\([0-9]*\)\]$/\2 \3 \1/p' "$log" | tail -n 1)
        module=$(awk -v line="$module" 'BEGIN {
            split(line, w, " "); name = substr(line, length(w[1]) + length(w[2]) + 3)
            if (w[1] > 1) printf "module %d of %d, %s", w[1] - 1, w[2] - 1, name }')
        if [ -t 1 ]; then
            printf '\r\033[Kbuilding: %s, %s s' "${module:-reading the project}" $((SECONDS - begin))
        elif [ "$module" != "$last" ]; then
            printf 'building: %s, %s s\n' "$module" $((SECONDS - begin))
            last=$module
        fi
        sleep 0.5
    done
    if [ -t 1 ]; then printf '\r\033[K'; fi
}

# Moves what was built to where it runs from, whole or not at all.
assemble_build() {
    local log=$1 new=$BUILD.new app jar
    rm -rf "$new" "$BUILD"
    mkdir -p "$new/lib"
    for app in gateway processor; do
        jar=$(newest "$SLUICE_ROOT/$app"/target/sluice-"$app"-*-app.jar)
        "$JAVA" -Djarmode=tools -jar "$jar" extract --destination "$new/$app" >>"$log" 2>&1 ||
            die "Unpacking $jar failed; see $log"
    done
    class_path deploy/local "$new" >"$new/local.classpath"
    class_path loadtest "$new" >"$new/loadtest.classpath"
    class_path logistics "$new" >"$new/logistics.classpath"
    touch "$new/complete"
    mv "$new" "$BUILD"
}

# Adds Gatling and its simulations to the build; only scripts/load needs them, so nobody else waits for them.
ensure_gatling() {
    local log=$SLUICE_DATA/logs/build-gatling.log begin=$SECONDS
    if [ -e "$BUILD/gatling.classpath" ]; then return; fi
    lock_build
    if [ ! -e "$BUILD/gatling.classpath" ]; then
        command -v mvn >/dev/null || die "Maven is missing. Install Maven 3.8 or newer (Debian: apt install maven)."
        # shellcheck disable=SC2086 # SLUICE_MAVEN_ARGS holds several words.
        (cd "$SLUICE_ROOT" && exec mvn -B -Dstyle.color=never -Dquick -pl loadtest/gatling -am ${SLUICE_MAVEN_ARGS:-} package \
            dependency:build-classpath -Dmdep.outputFile=target/classpath) >"$log" 2>&1 &
        if ! show_progress $! "$log" "$begin" || ! wait $!; then
            tail -n 30 "$log" >&2
            die "The build failed; all of its output is in $log"
        fi
        class_path loadtest/gatling "$BUILD" >"$BUILD/gatling.classpath.new"
        mv "$BUILD/gatling.classpath.new" "$BUILD/gatling.classpath"
    fi
    unlock_build
}

newest() {
    # shellcheck disable=SC2012 # The names are Maven's.
    ls -t "$@" | head -n 1
}

# Prints a module's class path. Jars of this checkout are copied into lib below a directory, unless they are there: a JVM
# may have them open. Those of Maven's repository never change.
class_path() {
    local module=$1 target=$2 result entry
    local own
    own=$(newest "$SLUICE_ROOT/$module"/target/sluice-*.jar)
    result=
    while IFS= read -r entry; do
        case $entry in
        "$SLUICE_ROOT"/*)
            [ -e "$target/lib/$(basename "$entry")" ] || cp "$entry" "$target/lib/"
            entry=$BUILD/lib/$(basename "$entry")
            ;;
        esac
        result=$result:$entry
    done < <(printf '%s\n' "$own" && tr ':' '\n' <"$SLUICE_ROOT/$module/target/classpath" && echo)
    printf '%s\n' "${result#:}" | sed 's/:*$//'
}

# Keeps the three newest: a stack may still run on an earlier one.
remove_old_builds() {
    local old
    # shellcheck disable=SC2012 # The names are checksums.
    ls -dt "$SLUICE_DATA"/app/*/complete 2>/dev/null | tail -n +4 | while IFS= read -r old; do
        rm -rf "$(dirname "$old")"
    done
}
