"""The clock: read-only, so it runs by itself."""

from datetime import datetime

from graphs.tools.spec import Arguments, ToolSpec, read_only, tool_of


class _Nothing(Arguments):
    """No arguments."""


async def current_time() -> str:
    """Tell the current local date and time, with the weekday and the offset from UTC.

    Example: current_time()
    """
    return datetime.now().astimezone().strftime("%A, %Y-%m-%d %H:%M:%S %z")


CLOCK: tuple[ToolSpec, ...] = (read_only(tool_of(current_time, _Nothing), "Tell the time"),)
