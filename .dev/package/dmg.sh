#!/usr/bin/env bash
# dmg.sh APP IMAGE : puts the app into a disk image, beside a link to the folder it is dragged to.
set -euo pipefail

app=$1
image=$2
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
rm -f "$image"
hdiutil create -volname Cairn -srcfolder "$stage" -fs HFS+ -format ULFO -ov "$image"
if [ -n "${CAIRN_SIGNING_IDENTITY:-}" ]; then
    codesign --force --timestamp --sign "$CAIRN_SIGNING_IDENTITY" "$image"
fi
