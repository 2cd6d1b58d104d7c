"""The packaged app starts here: as the window, or under its other name as the command line.

Both can also be the model server, which is the same program with an argument.
"""

import sys
import time
from pathlib import PurePath


def main() -> int:
    """Be what the name and the arguments say; the exit code."""
    began = time.perf_counter()
    if sys.argv[1:] == ["model-server"]:
        from graphs.models.server_process import main as serve

        return serve()
    if PurePath(sys.argv[0]).stem in ("cairn", "cairn-cli"):
        from graphs.cli.main import main as obey

        return obey()
    from desktop.app.startup import main as show

    return show(began)


if __name__ == "__main__":
    sys.exit(main())
