# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# To be sourced. find_jdk sets jdk to the folder of a JDK 25 or later and jdk_version to its version; it starts nothing.

# What to say when there is none.
# shellcheck disable=SC2034 # for who sources this
no_jdk="no JDK 25 or later found in JAVA_HOME, PATH or the usual folders: install one, or set JAVA_HOME to it"

# try_jdk FOLDER: sets jdk and jdk_version if a JDK 25 or later is there
try_jdk() {
    local line version=''
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    while IFS= read -r line; do
        case $line in
        JAVA_RUNTIME_VERSION=*) version=${line#*=} ;;
        JAVA_VERSION=*) [ -n "$version" ] || version=${line#*=} ;;
        esac
    done <"$1/release"
    version=${version//\"/}
    [[ $version =~ ^([0-9]+) ]] && [ "${BASH_REMATCH[1]}" -ge 25 ] || return 1
    jdk=$1
    jdk_version=$version
}

find_jdk() {
    local java link folder
    if [ -n "${JAVA_HOME-}" ] && try_jdk "$JAVA_HOME"; then
        return
    fi
    java=$(command -v java || true)
    while [ -L "$java" ]; do
        link=$(readlink "$java")
        case $link in
        /*) java=$link ;;
        *) java=${java%/*}/$link ;;
        esac
    done
    case $java in
    */bin/java) try_jdk "${java%/bin/java}" && return ;;
    esac
    for folder in /usr/lib/jvm/*25* /opt/*25* "${HOME-}"/.sdkman/candidates/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /usr/lib/jvm/* /opt/* /opt/*/*; do
        try_jdk "$folder" && return
    done
    return 1
}
