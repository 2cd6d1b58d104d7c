"""The version that is packaged: pyproject.toml has it, and every other place gets it from there.

    .venv/bin/python .dev/package/version.py

prints it.
"""

import tomllib
from pathlib import Path

_PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def version() -> str:
    """Cairn's version."""
    return str(tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["version"])


if __name__ == "__main__":
    print(version())
