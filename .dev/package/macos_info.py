"""What the bundle of macOS says of itself: Info.plist."""

import plistlib
from pathlib import Path
from typing import Final

PLIST: Final = Path(__file__).parents[2] / "resources" / "packaging" / "macos" / "Info.plist"


def info(version: str) -> dict[str, object]:
    """All of it, for BUNDLE(info_plist=...)."""
    fixed: dict[str, object] = plistlib.loads(PLIST.read_bytes())
    return fixed | {"CFBundleShortVersionString": version, "CFBundleVersion": version}


def identifier() -> str:
    """What macOS knows the app by, for BUNDLE(bundle_identifier=...)."""
    return str(info("0")["CFBundleIdentifier"])
