"""What the window and the command line may use of `graphs`: taking a name away is a decision."""

import pytest

import graphs

PUBLIC_NAMES = [
    "Action",
    "ActionChanged",
    "ActionDecided",
    "ActionError",
    "ActionFinished",
    "ActionNeedsDecision",
    "ActionProposed",
    "ActionStarted",
    "ActionStatus",
    "Again",
    "AlreadyDecided",
    "Answer",
    "Approve",
    "Branch",
    "BranchBusy",
    "BranchSettings",
    "CairnError",
    "Change",
    "Comparison",
    "Conversation",
    "ConversationStatus",
    "ConversationTitled",
    "DatabaseDamaged",
    "DatabaseTooNew",
    "Decision",
    "DiffLine",
    "DiskFull",
    "Edit",
    "Event",
    "Fact",
    "Failure",
    "Field",
    "FileBack",
    "ForkPoint",
    "Happened",
    "Home",
    "HomeError",
    "HomeReadOnly",
    "InvalidArguments",
    "InvalidText",
    "JournalEntry",
    "Library",
    "Line",
    "Message",
    "ModelError",
    "ModelLoading",
    "ModelState",
    "ModelStateChanged",
    "NotFound",
    "NothingToDo",
    "Passage",
    "PassageKind",
    "Piece",
    "Preview",
    "Reject",
    "Row",
    "Rule",
    "SessionHost",
    "Skip",
    "StateChange",
    "Step",
    "StepDetail",
    "StepKind",
    "StepSaved",
    "TextDelta",
    "ToolCall",
    "ToolInfo",
    "Totals",
    "Transcript",
    "Turn",
    "TurnEvent",
    "TurnFailed",
    "TurnFinished",
    "TurnRetrying",
    "TurnStarted",
    "TurnStatus",
    "TurnStopped",
    "TurnWaiting",
    "compare",
    "differences",
    "fork_name",
    "line_of",
]


def test_the_public_names_are_these() -> None:
    assert graphs.__all__ == PUBLIC_NAMES


@pytest.mark.parametrize("name", PUBLIC_NAMES)
def test_a_public_name_resolves(name: str) -> None:
    assert getattr(graphs, name) is not None


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="NoSuchName"):
        _ = graphs.NoSuchName  # pyright: ignore[reportAttributeAccessIssue]
