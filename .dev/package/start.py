"""The packaged app starts here: as the window, or under its other name as the command line.

Both can also be the model server, which is the same program with an argument.
"""

import os
import sys
import time
from pathlib import PurePath
from typing import Final

_OURS_ALONE: Final = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH", "PYSIDE6_OPTION_PYTHON_ENUM")


def main() -> int:
    """Be what the name and the arguments say; the exit code."""
    began = time.perf_counter()
    _show_children_the_system()
    if sys.argv[1:] == ["model-server"]:
        from graphs.models.server_process import main as serve

        return serve()
    if PurePath(sys.argv[0]).stem in ("cairn", "cairn-cli"):
        from graphs.cli.main import main as obey

        return obey()
    from desktop.app.startup import main as show

    return show(began)


def _show_children_the_system() -> None:
    """Take out of the environment what points into our folder.

    The bootloader and its hooks put it there, and this process was linked with it. Its children
    are the system's programs, or Cairn itself, whose bootloader begins anew.
    """
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        before = os.environ.pop(f"{name}_ORIG", None)
        os.environ.pop(name, None)
        if before is not None:
            os.environ[name] = before
    for name in [name for name in os.environ if name.startswith("_PYI_") or name in _OURS_ALONE]:
        del os.environ[name]


if __name__ == "__main__":
    sys.exit(main())
