"""What all commands share of the command line's grammar."""

import argparse
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    Commands: TypeAlias = argparse._SubParsersAction[  # pyright: ignore[reportPrivateUsage]
        argparse.ArgumentParser
    ]
else:
    Commands = object


def with_json(parser: argparse.ArgumentParser, default: bool | str = False) -> None:
    """Let the command print one JSON object instead of text for people."""
    parser.add_argument(
        "--json", action="store_true", default=default, help="print one JSON object"
    )
