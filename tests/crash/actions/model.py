"""The model of a trial of actions: what it proposes depends on nothing but the request."""

import json
from typing import Any

from tests.crash.actions.plan import ActionsPlan, Proposal
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

NOTE = "as proposed"
REST = "That is all."


class Proposer(ScriptedEndpoint):
    """Proposes the calls of the newest message's turn, one answer after the other, then rests."""

    def __init__(self, plan: ActionsPlan) -> None:
        super().__init__()
        self._plan = plan

    def take(self, request: Request) -> Reply:
        """Record `request` and say how it is answered."""
        reply = super().take(request)
        if asks_for_tools(request):
            return reply
        if asks_for_title(request.messages):
            return Text("Title")
        turn = int(request.last_user_text.rpartition(" ")[2])
        answers = self._plan.turns[turn - 1]
        given = _answers_since_the_message(request.messages)
        if given == len(answers):
            return Text(REST)
        return ToolCalls(tuple(map(_call, answers[given])), "I would do this.")

    def read(self) -> list[list[dict[str, Any]]]:
        """The messages of each request so far, without those that ask for a title."""
        read = [request.messages for request in tuple(self.requests)]
        return [messages for messages in read if not asks_for_title(messages)]


def _answers_since_the_message(messages: list[dict[str, Any]]) -> int:
    asked = max(place for place, message in enumerate(messages) if message["role"] == "user")
    return sum(message["role"] == "assistant" for message in messages[asked:])


def _call(proposal: Proposal) -> ToolCall:
    arguments = json.dumps({"label": proposal.label, "note": NOTE})
    return ToolCall(proposal.tool, arguments, f"call_{proposal.label}")
