#!/usr/bin/env bash
# notarise.sh IMAGE : has Apple look the signed disk image over, and staples its word to it.
#
# Needs CAIRN_NOTARY_KEY (a file), CAIRN_NOTARY_KEY_ID and CAIRN_NOTARY_ISSUER, of App Store Connect.
set -euo pipefail

image=$1
login=(--key "$CAIRN_NOTARY_KEY" --key-id "$CAIRN_NOTARY_KEY_ID" --issuer "$CAIRN_NOTARY_ISSUER")

answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
xcrun notarytool submit "$image" "${login[@]}" --wait --output-format json | tee "$answer"
if ! grep -q '"status" *: *"Accepted"' "$answer"; then
    id=$(sed -n 's/.*"id" *: *"\([^"]*\)".*/\1/p' "$answer" | head -n 1)
    xcrun notarytool log "$id" "${login[@]}" >&2
    exit 1
fi
xcrun stapler staple "$image"
spctl --assess --type open --context context:primary-signature --verbose "$image"
