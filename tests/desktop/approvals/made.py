"""An action with fields to fill in, for tests that need no file."""

import json

from graphs import Action, Field, Preview
from tests.an_action import an_action

FIELDS = (
    Field("path", "line", True, "Where to."),
    Field("lines", "integer", False, "How many."),
    Field("factor", "number", False, ""),
    Field("over", "boolean", False, ""),
)


def action(**arguments: object) -> Action:
    return an_action(
        id="a1",
        conversation_id="c1",
        conversation_title="Shopping",
        branch_id="b1",
        arguments=json.dumps(arguments),
        workspace="/home/me/lists",
        proposed_at=0.0,
        preview=Preview("Write", "", undo=True),
        fields=FIELDS,
    )
