"""What each decision makes of an action in each status: checked first, then written down."""

import json
from pathlib import Path

import pytest

from graphs.approvals.deciding import fitting, prepared
from graphs.approvals.decision import (
    Again,
    Answer,
    Approve,
    Decision,
    Edit,
    Happened,
    Reject,
    Skip,
)
from graphs.errors import AlreadyDecided, InvalidArguments
from graphs.storage import actions, turns
from graphs.storage.action_records import ActionStatus
from graphs.storage.records import TurnStatus
from graphs.tools.registry import by_name
from tests.graphs.approvals.conftest import Office, call

EDIT = Edit('{"path": "mine.txt", "content": "mine"}')
OF_WAITING: tuple[Decision, ...] = (Approve(), EDIT, Reject(), Answer("words"))
OF_UNKNOWN: tuple[Decision, ...] = (Happened(), Again(), Skip())


def put(office: Office, status: ActionStatus, call_id: str = "c1") -> str:
    """The id of an action that stands there."""
    id_ = office.propose(call(call_id)).id
    with office.library.database.transaction() as c:
        actions.change(c, id_, [ActionStatus.WAITING], status, "test", 1.0)
    return id_


def status_of(office: Office, id_: str) -> ActionStatus:
    return office.journal.get(id_).status


@pytest.mark.parametrize(
    ("decision", "status"),
    [
        (Approve(), ActionStatus.APPROVED),
        (EDIT, ActionStatus.EDITED),
        (Reject("why"), ActionStatus.REJECTED),
        (Answer("words"), ActionStatus.ANSWERED),
    ],
)
def test_what_waits_is_decided(office: Office, decision: Decision, status: ActionStatus) -> None:
    id_ = put(office, ActionStatus.WAITING)
    (decided,) = office.journal.decide({id_: decision}, "person")
    assert (decided.status, decided.decided_by) == (status, "person")
    assert decided.decided_at is not None
    assert (decided.finished_at is not None) == status.over


@pytest.mark.parametrize(
    ("decision", "status"),
    [
        (Happened(), ActionStatus.DONE),
        (Again(), ActionStatus.APPROVED),
        (Skip(), ActionStatus.REJECTED),
    ],
)
def test_what_is_unknown_is_settled(
    office: Office, decision: Decision, status: ActionStatus
) -> None:
    id_ = put(office, ActionStatus.UNKNOWN)
    (decided,) = office.journal.decide({id_: decision}, "person")
    assert decided.status is status


@pytest.mark.parametrize("decision", [*OF_WAITING, *OF_UNKNOWN])
def test_no_other_decision_is_taken(office: Office, decision: Decision) -> None:
    right = ActionStatus.WAITING if decision in OF_WAITING else ActionStatus.UNKNOWN
    for status in set(ActionStatus) - {right}:
        id_ = put(office, status, f"of-{status}")
        with pytest.raises(AlreadyDecided) as raised:
            office.journal.decide({id_: decision}, "person")
        assert raised.value.hint
        assert status_of(office, id_) is status


def test_an_unknown_one_that_was_edited_runs_again_as_edited(office: Office) -> None:
    id_ = put(office, ActionStatus.WAITING)
    office.journal.decide({id_: EDIT}, "person")
    with office.library.database.transaction() as c:
        actions.change(c, id_, [ActionStatus.EDITED], ActionStatus.UNKNOWN, "test", 1.0)
    (decided,) = office.journal.decide({id_: Again()}, "person")
    assert (decided.status, decided.edited) == (ActionStatus.EDITED, EDIT.arguments)


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_an_answer_without_words_is_none(office: Office, text: str) -> None:
    id_ = put(office, ActionStatus.WAITING)
    with pytest.raises(InvalidArguments):
        office.journal.decide({id_: Answer(text)}, "person")
    assert status_of(office, id_) is ActionStatus.WAITING


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ("", ""),
        ("nonsense", ""),
        ("[]", ""),
        ("null", ""),
        ("[" * 50_000, ""),
        ('{"path": "a"}', "content"),
        ('{"path": "", "content": ""}', "path"),
        ('{"path": 3, "content": ""}', "path"),
        ('{"path": "a", "content": "", "more": 1}', ""),
    ],
)
def test_arguments_that_do_not_fit_are_said_at_their_field(
    office: Office, arguments: str, field: str
) -> None:
    id_ = put(office, ActionStatus.WAITING)
    with pytest.raises(InvalidArguments) as raised:
        office.journal.decide({id_: Edit(arguments)}, "person")
    assert not field or raised.value.fields[field]
    with pytest.raises(InvalidArguments):
        office.journal.preview(id_, arguments)
    assert status_of(office, id_) is ActionStatus.WAITING


def test_a_tool_that_has_gone_cannot_be_run_but_can_be_rejected(office: Office) -> None:
    action = office.propose(call())
    with pytest.raises(InvalidArguments, match="no tool"):
        prepared(action, Approve(), None)
    assert prepared(action, Reject(), None) is None


def test_arguments_that_fit_are_read() -> None:
    spec, given = fitting(by_name("write_file"), "write_file", EDIT.arguments)
    assert spec.tool.name == "write_file"
    assert given == json.loads(EDIT.arguments)


@pytest.mark.parametrize("decision", [Approve(), EDIT])
@pytest.mark.parametrize("ended", [TurnStatus.FINISHED, TurnStatus.STOPPED, TurnStatus.LEFT])
def test_nothing_is_approved_that_would_never_run(
    office: Office, decision: Decision, ended: TurnStatus
) -> None:
    id_ = put(office, ActionStatus.WAITING)
    with office.library.database.transaction() as c:
        turns.set_status(c, "t1", ended, 1.0)
    with pytest.raises(AlreadyDecided, match="gone on"):
        office.journal.decide({id_: decision}, "person")
    office.journal.decide({id_: Reject()}, "person")
    assert status_of(office, id_) is ActionStatus.REJECTED


@pytest.mark.parametrize("resting", [TurnStatus.WAITING, TurnStatus.FAILED])
def test_a_decision_has_the_turn_run_on(office: Office, resting: TurnStatus) -> None:
    id_ = put(office, ActionStatus.WAITING)
    with office.library.database.transaction() as c:
        turns.set_status(c, "t1", resting, 1.0)
    office.journal.decide({id_: Approve()}, "person")
    with office.library.database.reading() as c:
        assert turns.get(c, "t1").status is TurnStatus.RUNNING


def test_no_edit_leads_where_a_rule_forbids(office: Office, folder: Path) -> None:
    id_ = put(office, ActionStatus.WAITING)
    office.library.add_rule("write_file", f"{folder}/private/", "", "never")
    into = Edit('{"path": "private/a.txt", "content": ""}')
    with pytest.raises(InvalidArguments, match="Your rule: never"):
        office.journal.decide({id_: into}, "person")
    office.journal.decide({id_: EDIT}, "person")
    assert status_of(office, id_) is ActionStatus.EDITED


@pytest.mark.parametrize("decision", [Approve(), Edit('{"path": "c1.txt", "content": "new"}')])
def test_a_rule_made_while_a_call_waits_changes_nothing_for_it(
    office: Office, decision: Decision
) -> None:
    id_ = put(office, ActionStatus.WAITING)
    office.library.add_rule("write_file", "", "", "never")
    office.journal.decide({id_: decision}, "person")
    assert status_of(office, id_) is ActionStatus.APPROVED
