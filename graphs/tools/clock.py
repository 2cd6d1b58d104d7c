"""The clock: read-only, so it runs by itself."""

from datetime import datetime

from langchain_core.tools import tool

from graphs.tools.spec import Arguments, ToolSpec, read_only


class _Nothing(Arguments):
    """No arguments."""


@tool(args_schema=_Nothing)
def current_time() -> str:
    """Tell the current local date and time, with the weekday and the offset from UTC.

    Example: current_time()
    """
    return datetime.now().astimezone().strftime("%A, %Y-%m-%d %H:%M:%S %z")


CLOCK: tuple[ToolSpec, ...] = (read_only(current_time),)
