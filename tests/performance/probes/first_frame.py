"""What a window's process tells at its first frame."""

import json
import os
import sys
import time


def tell_and_leave() -> None:
    """Print one line of JSON, {"at": monotonic seconds, "modules": [names]}, and end at once."""
    at = time.monotonic()
    sys.stdout.write(json.dumps({"at": at, "modules": sorted(sys.modules)}) + "\n")
    sys.stdout.flush()
    os._exit(0)
