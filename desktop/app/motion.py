"""Whether the system asks for less motion. Qt 6.11 does not tell."""

import ctypes
import subprocess
import sys
from typing import Final

_SECONDS: Final = 2.0
_SPI_GETCLIENTAREAANIMATION: Final = 0x1042
_COMMANDS: Final = {
    "darwin": (("defaults", "read", "com.apple.universalaccess", "reduceMotion"), "1"),
    "linux": (("gsettings", "get", "org.gnome.desktop.interface", "enable-animations"), "false"),
}


def reduced() -> bool:
    """The system's wish; False when it cannot be read. Blocks for a moment."""
    if sys.platform == "win32":
        animated = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(
            _SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(animated), 0
        )
        return not animated.value
    command, wanted = _COMMANDS.get(sys.platform, ((), ""))
    if not command:
        return False
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.stdout.strip() == wanted
