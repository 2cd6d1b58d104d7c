"""What the endpoint is asked."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """One chat request as it came. Header names are in lower case."""

    headers: dict[str, str]
    body: dict[str, Any]
    at: float

    @property
    def messages(self) -> list[dict[str, Any]]:
        return self.body["messages"]

    @property
    def last_user_text(self) -> str:
        """The newest message of the user; "" without one."""
        texts = [text_of(m["content"]) for m in self.messages if m["role"] == "user"]
        return texts[-1] if texts else ""


def text_of(content: str | list[dict[str, Any]]) -> str:
    """The words of a message's content."""
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content)


def asks_for_tools(request: Request) -> bool:
    """Whether it only finds out how this model takes tools."""
    names = [tool["function"]["name"] for tool in request.body.get("tools", ())]
    return names == ["current_time"] and "current_time" in request.last_user_text
