"""The clock: read-only, so it runs by itself."""

from datetime import datetime

from langchain_core.tools import tool


@tool
def current_time() -> str:
    """Tell the current local date and time, with the weekday and the offset from UTC."""
    return datetime.now().astimezone().strftime("%A, %Y-%m-%d %H:%M:%S %z")
