#!/usr/bin/env bash
# sign.sh APP : signs the app for macOS, from the inside out, for the hardened runtime.
#
# CAIRN_SIGNING_IDENTITY names the certificate in the keychain ("Developer ID Application: ...").
# Without it the app is signed for this machine alone, which is enough to try it.
set -euo pipefail

app=$1
here=$(cd "$(dirname "$0")/../.." && pwd)
entitlements=$here/resources/packaging/macos/entitlements.plist
identity=${CAIRN_SIGNING_IDENTITY:--}
stamp=(--timestamp)
[ "$identity" != - ] || stamp=(--timestamp=none)

sign() {
    codesign --force --options runtime "${stamp[@]}" --sign "$identity" "$@"
}

# Whatever is code and no program first; a signature covers those of what it contains.
while IFS= read -r -d '' file; do
    if file -b "$file" | grep -q 'Mach-O'; then
        sign "$file"
    fi
done < <(find "$app/Contents/Frameworks" "$app/Contents/Resources" -type f -print0)
while IFS= read -r -d '' framework; do
    sign "$framework"
done < <(find "$app/Contents/Frameworks" -depth -type d -name '*.framework' -print0)
for program in "$app"/Contents/MacOS/*; do
    sign --entitlements "$entitlements" "$program"
done
sign --entitlements "$entitlements" "$app"

codesign --verify --deep --strict --verbose=2 "$app"
