"""`python -m desktop`: the window."""

import sys

from desktop.app.startup import main

if __name__ == "__main__":
    sys.exit(main())
