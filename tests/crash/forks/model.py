"""The model of a trial of forks: it does what the newest message says, in any branch."""

import json

from tests.crash.model import asks_for_title
from tests.endpoint import (
    Reply,
    Request,
    ScriptedEndpoint,
    Text,
    ToolCall,
    ToolCalls,
    asks_for_tools,
)

REST = "That is all."


class Obedient(ScriptedEndpoint):
    """Makes a call for each part of the message that asks for one, all in one answer, then rests.

    "count LABEL" counts, "write NAME WORD" writes a file, anything else is only talk.
    """

    def take(self, request: Request) -> Reply:
        """Record `request` and say how it is answered."""
        reply = super().take(request)
        if asks_for_tools(request):
            return reply
        if asks_for_title(request.messages):
            return Text("Title")
        if request.messages[-1]["role"] != "user":
            return Text(REST)
        parts = [part.split() for part in request.last_user_text.split(";")]
        calls = tuple(call for place, part in enumerate(parts) for call in _calls(place, part))
        return ToolCalls(calls) if calls else Text(REST)


def _calls(place: int, part: list[str]) -> list[ToolCall]:
    match part:
        case ["count", label]:
            arguments = {"label": label, "note": "as proposed"}
            return [ToolCall("quick", json.dumps(arguments), f"call_{label}")]
        case ["write", name, word]:
            arguments = {"path": name, "content": word}
            return [ToolCall("write_file", json.dumps(arguments), f"call_{word}_{place}")]
        case _:
            return []
