"""`python -m desktop`: the window."""

import sys
import time

if __name__ == "__main__":
    began = time.perf_counter()
    from desktop.app.startup import main

    sys.exit(main(began))
