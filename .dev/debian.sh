# Sourced by the set-up scripts: asks Debian for packages, or says what to type.
# shellcheck shell=bash

# install_packages WHY PACKAGE... : installs the packages as root or with a sudo that asks no
# password. Where neither is there, prints the one command to type and ends the script.
install_packages() {
    local why=$1
    shift
    if ! command -v apt-get >/dev/null; then
        echo "Cairn needs $why. Install with your system's package manager what Debian calls:" >&2
        echo "    $*" >&2
        echo "Then run the same command again." >&2
        exit 1
    fi
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            local sudo="" as_who=" as root"
            ! command -v sudo >/dev/null || { sudo="sudo " as_who=""; }
            echo "Cairn needs $why. Please type this${as_who}, then run the same command again:" >&2
            echo "    ${sudo}apt-get update && ${sudo}apt-get install --no-install-recommends $*" >&2
            exit 1
        fi
        as_root=(sudo -n)
    fi
    echo "Installing $why."
    local log
    log=$(mktemp)
    local install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive
        apt-get install -y -qq --no-install-recommends "$@")
    if ! "${install[@]}" >"$log" 2>&1; then
        # A machine that never fetched the package lists knows no package.
        if ! { "${as_root[@]}" apt-get update -qq && "${install[@]}"; } >"$log" 2>&1; then
            cat "$log" >&2
            rm -f "$log"
            echo "Debian could not install $why. Once it can, run the same command again." >&2
            exit 1
        fi
    fi
    rm -f "$log"
}
