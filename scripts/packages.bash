# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# To be sourced. Says what is installed, and installs Debian packages where that is possible.

has() {
    command -v "$1" >/dev/null
}

# install LOG PACKAGE...: as root, or with sudo where that asks nothing; what apt-get says goes to LOG
install() {
    local as=() log=$1
    shift
    has apt-get || return 1
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || return 1
        as=(sudo -n)
    fi
    echo "installing $*" >&2
    mkdir -p "${log%/*}"
    {
        ${as[@]+"${as[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get update &&
            ${as[@]+"${as[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
    } >"$log" 2>&1
}
