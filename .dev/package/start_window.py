"""The packaged window starts here; and the model server, which is the same program."""

import sys
import time

if __name__ == "__main__":
    began = time.perf_counter()
    if sys.argv[1:] == ["model-server"]:
        from graphs.models.server_process import main as serve

        sys.exit(serve())
    from desktop.app.startup import main

    sys.exit(main(began))
