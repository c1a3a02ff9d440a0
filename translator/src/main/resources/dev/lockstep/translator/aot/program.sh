#!/bin/sh
# This file is a jar, and a script that runs it. The script finds Java 25 and gives it a cache of loaded classes, which makes
# the start two to three times as fast. The cache is made in the background when the file is run for the first time, or has
# changed, or Java has; without it everything works, only slower. It is kept in LOCKSTEP_CACHE, if that is an absolute path,
# not at all if it is anything else; without it in XDG_CACHE_HOME/lockstep or ~/.cache/lockstep.
id=@ID@
flags='-XX:+UseSerialGC -Xss4m -Xmx3g -XX:-ClipInlining -Xlog:disable'
# Java would tell about these on standard error.
unset JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS

case $0 in
/*) jar=$0 ;;
*) jar=$PWD/${0#./} ;;
esac

# try FOLDER: sets jdk and version if Java 25 or later is there
try() {
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    version=
    while IFS= read -r line; do
        case $line in
        JAVA_RUNTIME_VERSION=*) version=${line#*=} ;;
        JAVA_VERSION=*) [ -n "$version" ] || version=${line#*=} ;;
        esac
    done <"$1/release"
    version=${version#\"}
    version=${version%\"}
    major=${version%%[!0-9]*}
    [ "${major:-0}" -ge 25 ] || return 1
    jdk=$1
}

find_java() {
    [ -n "${JAVA_HOME-}" ] && try "$JAVA_HOME" && return
    java=$(command -v java) && java=$(readlink -f "$java") && try "${java%/bin/java}" && return
    for folder in /usr/lib/jvm/*25* /opt/*25* "${HOME-}"/.sdkman/candidates/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /usr/lib/jvm/* /opt/* /opt/*/*; do
        try "$folder" && return
    done
    echo "lockstep: no Java 25 or later found in JAVA_HOME, PATH or the usual folders" >&2
    exit 2
}

# Lets Java write down what it loads in a run of the program that prints, reads and keeps nothing.
make_cache() {
    mkdir -p "$cache" || return
    # Whoever held the lock for so long is gone.
    find "$cache/lock" -mmin +10 -exec rmdir {} + 2>/dev/null
    mkdir "$cache/lock" || return
    rm -f "$cache/for"
    # shellcheck disable=SC2086 # they are words
    nice "$jdk/bin/java" $flags -XX:AOTCacheOutput="$cache/new" -Dlockstep.training=true -jar "$jar" &&
        [ -f "$cache/new" ] && mv "$cache/new" "$cache/aot" && echo "$id $version $jdk" >"$cache/for"
    rm -f "$cache/new" "$cache/new.config"
    rmdir "$cache/lock"
    # The caches of the eight jars that were made last are kept.
    find "$base/jars" -type f -name aot -exec ls -t {} + | sed 1,8d | while IFS= read -r old; do
        rm -rf "${old%/aot}"
    done
}

find_java
case ${LOCKSTEP_CACHE-} in
/*) base=$LOCKSTEP_CACHE ;;
?*) base= ;;
*)
    case ${XDG_CACHE_HOME-} in
    /*) base=$XDG_CACHE_HOME/lockstep ;;
    *) base=${HOME:+$HOME/.cache/lockstep} ;;
    esac
    ;;
esac
cache=$base/jars$jar
made=
[ ! -r "$cache/for" ] || IFS= read -r made <"$cache/for"
# shellcheck disable=SC3013 # every sh knows -nt, and POSIX since 2024
if [ "$made" = "$id $version $jdk" ] && [ ! "$jar" -nt "$cache/aot" ]; then
    set -- -XX:AOTCache="$cache/aot" -jar "$jar" "$@"
else
    [ -z "$base" ] || (make_cache &) </dev/null >/dev/null 2>&1
    set -- -jar "$jar" "$@"
fi

# A descriptor that is closed would become one of Java's own files, and the program would read or write that.
[ -e /dev/fd/0 ] || exec </dev/null
[ -e /dev/fd/1 ] || exec >/dev/full
[ -e /dev/fd/2 ] || exec 2>/dev/null
# shellcheck disable=SC2086 # they are words
exec "$jdk/bin/java" $flags "$@"
exit 70
