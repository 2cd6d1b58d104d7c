"""The build's own modules: they are in no package."""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

FOLDER: Final = Path(__file__).parents[2] / ".dev" / "package"


def script(name: str) -> ModuleType:
    """That module of .dev/package/."""
    if str(FOLDER) not in sys.path:
        sys.path.append(str(FOLDER))
    return import_module(name)
