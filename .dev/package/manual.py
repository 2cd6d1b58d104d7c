"""The manual page: what the command line's parser says, and what it cannot say."""

from pathlib import Path
from typing import Final

from argparse_manpage.manpage import Manpage

from graphs.cli.main import parser

_MORE: Final = Path(__file__).parents[2] / "resources/packaging/linux/cairn.1.inc"


def page(version: str) -> str:
    """The page in roff. Its date is the source's, by SOURCE_DATE_EPOCH."""
    about = {
        "project_name": "Cairn",
        "version": version,
        "manual_title": "Cairn",
        "description": "an agent that you can take back to any step",
        "include": str(_MORE),
    }
    return f"{Manpage(parser(), about)}\n"
