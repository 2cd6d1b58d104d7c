#!/bin/sh
# Installs Cairn for you alone, without root:
#
#   ./install.sh              install it, or put this version in the place of an older one
#   ./install.sh --uninstall  remove it; your conversations stay where they are
set -eu

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

if [ "$(id -u)" -eq 0 ]; then
    fail "This installs Cairn for one person. Please run it as yourself, not as root."
fi
case ${HOME:-} in
/*) ;;
*) fail "There is no home folder to install into: HOME is not set." ;;
esac

here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
case ${XDG_DATA_HOME:-} in
/*) share=$XDG_DATA_HOME ;;
*) share=$HOME/.local/share ;;
esac
app=$share/cairn-desktop
link=$HOME/.local/bin/cairn
case $share in
*'
'*) fail "A folder with a line break in its name cannot stand in a menu entry: $share" ;;
esac

stop_if_it_runs() {
    [ -d "$app" ] || return 0
    place=$(readlink -f "$app")
    for program in /proc/[0-9]*/exe; do
        case $(readlink "$program" 2>/dev/null) in
        "$place"/*) fail "Cairn is running. Please quit it (Ctrl+Q), then run this again." ;;
        esac
    done
}

# All that is not in the app's own folder, each as its place below $share.
entries() {
    printf '%s\n' applications/cairn.desktop mime/packages/cairn.xml \
        metainfo/org.cairn.Cairn.metainfo.xml man/man1/cairn.1
    (cd "$1" && find icons -type f)
}

# The path as it stands between quotes in a desktop entry's Exec.
escaped() {
    printf '%s' "$1" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g'
}

tell_the_desktop() {
    if command -v update-desktop-database >/dev/null && [ -d "$share/applications" ]; then
        update-desktop-database -q "$share/applications" || true
    fi
    if command -v update-mime-database >/dev/null && [ -d "$share/mime/packages" ]; then
        update-mime-database "$share/mime" 2>/dev/null || true
    fi
    # Where there is no cache of icons none is made: it would hide what others put there later.
    if [ -f "$share/icons/hicolor/icon-theme.cache" ]; then
        gtk-update-icon-cache -q -t -f "$share/icons/hicolor" 2>/dev/null || true
    elif [ -d "$share/icons/hicolor" ]; then
        touch "$share/icons/hicolor"
    fi
}

remove() {
    if [ -f "$app/installed" ]; then
        while IFS= read -r entry; do
            rm -f "$share/$entry"
            (cd "$share" && rmdir -p "$(dirname "$entry")" 2>/dev/null) || true
        done <"$app/installed"
    fi
    case $(readlink "$link" 2>/dev/null) in
    "$app"/*) rm -f "$link" ;;
    esac
    rm -rf "$app"
}

case ${1:-} in
--uninstall)
    [ -d "$app" ] || fail "Cairn is not installed in $app"
    stop_if_it_runs
    remove
    autostart=${XDG_CONFIG_HOME:-$HOME/.config}/autostart/cairn.desktop
    if grep -qsF "$(escaped "$app/Cairn")" "$autostart"; then
        rm -f "$autostart"
    fi
    tell_the_desktop
    echo "Cairn is removed."
    data=${CAIRN_HOME:-$share/Cairn}
    if [ -d "$data" ]; then
        printf 'Your conversations are still in %s\n' "$data"
    fi
    exit 0
    ;;
'') ;;
*) fail "usage: ./install.sh [--uninstall]" ;;
esac

[ -d "$here/Cairn" ] || fail "Please run the install.sh that lies in the unpacked archive."
stop_if_it_runs
mkdir -p "$share" "$HOME/.local/bin"
rm -rf "$app.new"
trap 'rm -rf "$app.new"' EXIT
trap 'exit 130' HUP INT TERM
if ! cp -RP "$here/Cairn" "$app.new"; then
    fail "Cairn could not be copied to $share. Nothing was changed."
fi
entries "$here/share" >"$app.new/installed"
cp "$here/install.sh" "$app.new/install.sh"

# Only now, when all of it is there, does an older one go.
remove
mv "$app.new" "$app"
while IFS= read -r entry; do
    mkdir -p "$share/$(dirname "$entry")"
    cp "$here/share/$entry" "$share/$entry"
done <"$app/installed"
command=\"$(escaped "$app/Cairn")\"
while IFS= read -r line; do
    case $line in
    Exec=@CAIRN@*) printf 'Exec=%s%s\n' "$command" "${line#Exec=@CAIRN@}" ;;
    *) printf '%s\n' "$line" ;;
    esac
done <"$here/share/applications/cairn.desktop" >"$share/applications/cairn.desktop"
tell_the_desktop
if [ -e "$link" ] || [ -L "$link" ]; then
    echo "Cairn is installed: it is in the menu."
    printf 'There is another %s already; it was left alone.\n' "$link"
else
    ln -s "$app/cairn" "$link"
    printf 'Cairn is installed: in the menu, and as %s\n' "$link"
fi
case :$PATH: in
*:"$HOME/.local/bin":*) ;;
*) printf 'The folder %s is not in your PATH; a new login may put it there.\n' "$HOME/.local/bin" ;;
esac
printf "To remove it: '%s' --uninstall\n" "$(printf '%s' "$app/install.sh" | sed "s/'/'\\\\''/g")"
