"""The tools an agent of the current version has."""

from graphs.tools.clock import CLOCK
from graphs.tools.commands import COMMANDS
from graphs.tools.files import FILES
from graphs.tools.memory import MEMORY
from graphs.tools.search import SEARCH
from graphs.tools.spec import ToolSpec
from graphs.tools.web import WEB


def tools() -> tuple[ToolSpec, ...]:
    """All tools, in the order the model is told of them."""
    return (*FILES, *SEARCH, *COMMANDS, *WEB, *MEMORY, *CLOCK)


def by_name(name: str) -> ToolSpec | None:
    """The tool of that name, if there is one."""
    return next((spec for spec in tools() if spec.tool.name == name), None)
