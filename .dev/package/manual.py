"""The manual page of the command line, made of what its parser says."""

from argparse_manpage.manpage import Manpage

from graphs.cli.main import parser


def page(version: str) -> str:
    """The page in roff. Its date is the source's, by SOURCE_DATE_EPOCH."""
    about = {
        "project_name": "Cairn",
        "version": version,
        "manual_title": "Cairn",
        "description": "an agent that you can take back to any step",
    }
    return f"{Manpage(parser(), about)}\n"
