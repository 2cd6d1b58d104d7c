"""The journal: proposed, decided, begun and done, each on disk before the next."""

import json
from pathlib import Path

import pytest

from graphs.approvals.decision import Approve, Edit, Reject
from graphs.approvals.proposing import Place
from graphs.errors import ActionChanged, InvalidArguments, NotFound
from graphs.storage import actions, images, turns
from graphs.storage.action_records import Action, ActionStatus
from graphs.storage.blobs import Blobs
from graphs.storage.home import Home
from graphs.storage.library import Library
from tests.graphs.approvals.conftest import Office, call


def events(office: Office, action: Action) -> list[tuple[str, str]]:
    return [(entry.event, entry.by) for entry in office.library.journal(action.id)]


def approved(office: Office) -> Action:
    action = office.propose(call())
    return office.journal.decide({action.id: Approve()}, "person")[0]


def test_a_call_is_proposed_once(office: Office) -> None:
    first, new = office.journal.enter(office.place, call())
    second, again = office.journal.enter(office.place, call(path="other.txt", content=""))
    assert (new, again) == (True, False)
    assert second == first


def test_whether_it_asks_is_decided_once(office: Office) -> None:
    office.propose(call("c1"))
    office.library.add_rule("write_file", "", "", "allow")
    assert office.propose(call("c1")).status is ActionStatus.WAITING
    rule = office.library.rules()[0]
    assert office.propose(call("c2")).status is ActionStatus.ALLOWED
    office.library.withdraw_rule(rule.id)
    assert office.propose(call("c2")).status is ActionStatus.ALLOWED
    assert office.propose(call("c3")).status is ActionStatus.WAITING


def test_rules_of_other_conversations_do_not_count(office: Office) -> None:
    office.library.add_rule("write_file", "", "another", "allow")
    assert office.propose(call("c1")).status is ActionStatus.WAITING
    office.library.add_rule("write_file", "", "conversation", "allow")
    assert office.propose(call("c2")).status is ActionStatus.ALLOWED


def test_all_that_happens_is_noted_with_who_did_it(office: Office, folder: Path) -> None:
    action = office.propose(call())
    office.journal.decide({action.id: Edit('{"path": "b.txt", "content": "b"}')}, "person")
    begun, mine = office.journal.start(office.journal.get(action.id), call())
    assert mine
    office.journal.finish(begun, ActionStatus.DONE, "Wrote b.txt.")
    assert events(office, action) == [
        ("proposed", "agent"),
        ("edited", "person"),
        ("started", "cairn"),
        ("done", "cairn"),
    ]
    proposed, decided, *_ = office.library.journal(action.id)
    assert json.loads(json.loads(proposed.detail)["arguments"])["path"] == "c1.txt"
    assert json.loads(json.loads(decided.detail)["arguments"])["path"] == "b.txt"
    assert "b.txt" in json.loads(decided.detail)["shown"]
    assert list(folder.iterdir()) == []


def test_what_has_begun_cannot_begin_again(office: Office) -> None:
    action = approved(office)
    assert office.journal.start(action, call())[1]
    assert not office.journal.start(action, call())[1]
    assert not office.journal.start(office.journal.get(action.id), call())[1]
    assert [event for event, _ in events(office, action)].count("started") == 1


def test_what_was_begun_by_a_run_that_is_gone_is_unknown(office: Office) -> None:
    action = approved(office)
    office.journal.start(action, call())
    (orphan,) = office.journal.orphaned("b1")
    assert (orphan.id, orphan.status) == (action.id, ActionStatus.UNKNOWN)
    assert office.journal.orphaned("b1") == []
    found, news = office.journal.enter(office.place, call())
    assert (found.status, news) == (ActionStatus.UNKNOWN, False)


def test_what_only_reads_may_be_run_again_after_a_crash(office: Office) -> None:
    clock = call(tool="current_time")
    action = office.propose(clock)
    office.journal.start(action, clock)
    again, news = office.journal.enter(office.place, clock)
    assert (again.status, news) == (ActionStatus.ALLOWED, True)
    assert office.journal.start(again, clock)[1]


@pytest.mark.parametrize("to", [ActionStatus.DONE, ActionStatus.FAILED, ActionStatus.UNKNOWN])
def test_only_what_has_begun_comes_to_an_end(office: Office, to: ActionStatus) -> None:
    action = approved(office)
    assert office.journal.finish(action, to, "claimed").status is ActionStatus.APPROVED
    begun, _ = office.journal.start(action, call())
    assert office.journal.finish(begun, to, "true").status is to
    assert office.journal.finish(begun, ActionStatus.DONE, "claimed").result == "true"


def test_a_file_that_is_not_as_it_was_shown_is_shown_anew(office: Office, folder: Path) -> None:
    (folder / "c1.txt").write_text("one")
    action = office.propose(call())
    (folder / "c1.txt").write_text("two")
    with pytest.raises(ActionChanged):
        office.journal.decide({action.id: Approve()}, "person")
    anew = office.journal.get(action.id)
    assert ("removed", "two") in [(line.kind, line.text) for line in anew.preview.diff]
    assert events(office, action)[-1] == ("shown anew", "cairn")
    office.journal.decide({action.id: Approve()}, "person")


def test_all_that_has_changed_is_shown_anew_at_once(office: Office, folder: Path) -> None:
    asked = [office.propose(call(f"c{n}", position=n)) for n in range(3)]
    for n in (0, 2):
        (folder / f"c{n}.txt").write_text("came in between")
    everything = {action.id: Approve() for action in asked}
    with pytest.raises(ActionChanged):
        office.journal.decide(everything, "person")
    office.journal.decide(everything, "person")


def test_showing_anew_changes_nothing_that_was_decided_meanwhile(office: Office) -> None:
    action = approved(office)
    shown = actions.Shown(action.preview, (), ("anew",))
    with office.library.database.transaction() as c:
        actions.show_anew(c, action.id, shown, 1.0)
    assert office.journal.get(action.id).patterns == action.patterns


def test_an_edit_of_a_call_that_did_not_fit_is_shown_anew_too(office: Office, folder: Path) -> None:
    for n in range(3):
        misfit = office.propose(call(f"m{n}", path="a.txt"))
    assert misfit.status is ActionStatus.WAITING
    mended = '{"path": "a.txt", "content": "mended"}'
    office.journal.preview(misfit.id, mended)
    (folder / "a.txt").write_text("new here")
    with pytest.raises(ActionChanged):
        office.journal.decide({misfit.id: Edit(mended)}, "person")
    with pytest.raises(InvalidArguments):
        office.journal.decide({misfit.id: Approve()}, "person")
    (decided,) = office.journal.decide({misfit.id: Edit(mended)}, "person")
    assert decided.status is ActionStatus.EDITED


def test_what_would_do_something_else_than_was_decided_asks_again(
    office: Office, folder: Path
) -> None:
    action = approved(office)
    (folder / "c1.txt").write_text("came in between")
    again, mine = office.journal.start(action, call())
    assert (again.status, mine) == (ActionStatus.WAITING, False)
    assert "Look once more" in again.preview.warning
    assert (again.decided_by, again.decided_at) == ("", None)


def test_what_a_rule_allowed_does_not_ask_because_a_file_changed(
    office: Office, folder: Path
) -> None:
    office.library.add_rule("write_file", "", "", "allow")
    action = office.propose(call())
    (folder / "c1.txt").write_text("came in between")
    assert office.journal.start(action, call())[1]


def test_decisions_are_taken_all_or_none(office: Office) -> None:
    first, second = office.propose(call("c1")), office.propose(call("c2"))
    wrong = {first.id: Approve(), second.id: Edit("{}")}
    with pytest.raises(InvalidArguments):
        office.journal.decide(wrong, "person")
    with pytest.raises(NotFound):
        office.journal.decide({first.id: Reject(), "nothing": Reject()}, "person")
    assert office.journal.get(first.id).status is ActionStatus.WAITING


def test_what_is_over_with_its_turn_will_not_begin(office: Office) -> None:
    waiting, ready, begun = (office.propose(call(f"c{n}", position=n)) for n in (1, 2, 3))
    office.journal.decide({ready.id: Approve(), begun.id: Approve()}, "person")
    office.journal.start(office.journal.get(begun.id), call("c3"))
    ended = office.journal.end("b1", "t1", "person", "Stop.")
    assert [(action.id, action.status) for action in ended] == [
        (waiting.id, ActionStatus.REJECTED),
        (ready.id, ActionStatus.REJECTED),
        (begun.id, ActionStatus.UNKNOWN),
    ]
    assert ended[0].words == "Stop."
    assert not office.journal.start(ready, call("c2"))[1]
    assert office.journal.end("b1", "t1", "person", "Stop.") == []


def test_other_turns_are_left_alone(office: Office, folder: Path) -> None:
    action = office.propose(call())
    with office.library.database.transaction() as c:
        turns.record(c, "b1", "t2", "And?", 2.0)
    office.journal.enter(Place("conversation", "b1", "t2", folder), call("c2"))
    office.journal.end("b1", "t2", "person", "")
    assert office.journal.get(action.id).status is ActionStatus.WAITING


def test_before_images_hold_what_was_there_first(office: Office, folder: Path) -> None:
    action = approved(office)
    target = folder / "c1.txt"
    target.write_bytes(b"\0before")
    (folder / "sub").mkdir()
    for path in (target, folder / "sub", folder / "nothing"):
        office.journal.keep(action.id, path)
    target.write_text("after")
    office.journal.keep(action.id, target)
    with office.library.database.reading() as c:
        kept = images.of_action(c, action.id)
    assert [(Path(image.path).name, image.kind) for image in kept] == [
        ("c1.txt", "file"),
        ("sub", "folder"),
        ("nothing", "absent"),
    ]
    assert Blobs(office.library.home.blobs).get(kept[0].blob) == b"\0before"


def test_it_is_all_on_disk(office: Office, tmp_path: Path) -> None:
    action = approved(office)
    office.library.close()
    reopened = Library.open(Home(tmp_path / "home"))
    assert reopened.action(action.id) == action
    assert len(reopened.journal(action.id)) == 2
    reopened.close()
