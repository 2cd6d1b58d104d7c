"""The tools an agent of the current version has."""

from langchain_core.tools import BaseTool

from graphs.tools.clock import current_time


def tools() -> tuple[BaseTool, ...]:
    """All tools, in the order the model is told of them."""
    return (current_time,)
