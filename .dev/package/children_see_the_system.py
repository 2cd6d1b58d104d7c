"""Lets the programs that Cairn starts find the system's libraries, not those in its folder.

The bootloader put that folder first in the variable that the linker reads. This process was linked
with it; its children are the system's programs.
"""

import os

for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    before = os.environ.pop(f"{name}_ORIG", None)
    if before is not None:
        os.environ[name] = before
    else:
        os.environ.pop(name, None)
