import json
from dataclasses import replace

import pytest

from desktop.approvals.draft import Draft, Mode
from desktop.approvals.props import (
    Inputs,
    Seen,
    changed_files,
    derive,
    one_line,
    to_be_seen,
    tone,
)
from graphs import Action, ActionStatus, DiffLine, Preview
from tests.desktop.approvals.made import action

EDITED = json.dumps({"path": "b.txt"})
FIRST = replace(action(path="a.txt"), preview=Preview("Write a.txt", "Creates it.", undo=True))
EDITS = {"a1": Draft(Mode.EDIT, {"path": "b.txt"})}


def shown(*actions: Action, **more: object) -> Inputs:
    return replace(Inputs(actions=actions, current=actions[0].id), **more)


def test_nothing_that_waits_is_nothing_to_show() -> None:
    assert derive(Inputs()).action_id == ""
    assert not derive(Inputs()).can_approve


def test_as_proposed_it_can_be_approved_at_once() -> None:
    assert derive(shown(FIRST)).can_approve
    assert to_be_seen(shown(FIRST)) == ""


def test_what_is_edited_can_be_approved_only_once_it_is_known_what_it_would_do() -> None:
    typed = shown(FIRST, drafts=EDITS)
    assert to_be_seen(typed) == EDITED
    assert not derive(typed).can_approve

    seen = replace(typed, seen={"a1": Seen(EDITED, Preview("Write b.txt", "Here.", undo=True))})
    assert to_be_seen(seen) == ""
    assert (derive(seen).can_approve, derive(seen).title) == (True, "Write b.txt")


def test_what_does_not_fit_cannot_be_approved_and_shows_no_difference() -> None:
    wrong = {"path": "This is needed.", "": "And this."}
    props = derive(shown(FIRST, drafts=EDITS, seen={"a1": Seen(EDITED, None, wrong)}))

    assert (props.can_approve, props.unfit, props.warning) == (False, True, "And this.")
    assert props.fields[0].error == "This is needed."
    assert (props.sentence, props.diff) == ("", ())


def test_what_was_wrong_as_proposed_is_told_until_it_is_changed() -> None:
    warned = replace(FIRST, preview=replace(FIRST.preview, warning="path: This is needed."))
    preview = Preview("Write b.txt", "Here.", undo=True)

    assert derive(shown(warned)).warning == "path: This is needed."
    mended = shown(warned, drafts=EDITS, seen={"a1": Seen(EDITED, preview)})
    assert derive(mended).warning == ""


def test_while_more_is_typed_what_was_known_last_is_shown() -> None:
    older = Seen(json.dumps({"path": "b"}), Preview("Write b", "", undo=True))

    props = derive(shown(FIRST, drafts=EDITS, seen={"a1": older}))

    assert (props.title, props.can_approve) == ("Write b", False)


def test_back_from_editing_what_was_proposed_is_shown_and_run() -> None:
    seen = {"a1": Seen(EDITED, Preview("Write b.txt", "", undo=True))}

    props = derive(shown(FIRST, drafts={"a1": replace(EDITS["a1"], mode=Mode.LOOK)}, seen=seen))

    assert (props.title, props.can_approve) == ("Write a.txt", True)


def test_a_warning_is_looked_into_before_it_can_be_approved() -> None:
    warned = replace(FIRST, preview=replace(FIRST.preview, warning="Look once more."))
    assert to_be_seen(shown(warned)) == warned.arguments
    assert not derive(shown(warned)).can_approve

    fits = {"a1": Seen(warned.arguments, FIRST.preview)}
    props = derive(shown(warned, seen=fits))
    assert (props.can_approve, props.warning) == (True, "Look once more.")


def test_all_can_be_approved_only_when_none_is_being_edited() -> None:
    second = replace(FIRST, id="a2")
    assert derive(shown(FIRST, second)).can_approve_all
    assert derive(shown(FIRST, second)).waiting == 2

    seen = {"a1": Seen(EDITED, FIRST.preview)}
    assert not derive(shown(FIRST, second, drafts=EDITS, seen=seen)).can_approve_all


@pytest.mark.parametrize("mode", [Mode.REJECT, Mode.ANSWER])
def test_all_cannot_be_approved_while_one_is_being_refused(mode: Mode) -> None:
    both = shown(FIRST, replace(FIRST, id="a2"), drafts={"a2": Draft(mode, {}, "No.", "No.")})

    assert derive(both).can_approve
    assert not derive(both).can_approve_all


def test_what_is_on_its_way_waits_no_more() -> None:
    props = derive(shown(FIRST, replace(FIRST, id="a2"), deciding=frozenset({"a1"})))

    assert (props.busy, props.can_approve, props.waiting) == (True, False, 1)
    assert [segment.tone for segment in props.segments] == ["running", "waiting"]


def test_nothing_is_being_edited_in_what_waits_for_no_decision() -> None:
    lost = replace(FIRST, status=ActionStatus.UNKNOWN)
    props = derive(shown(lost, drafts=EDITS))

    assert props.unknown
    assert props.mode is Mode.LOOK
    assert [(row.key, row.value) for row in props.fields] == [("path", "a.txt")]


@pytest.mark.parametrize("status", ActionStatus)
def test_each_status_has_a_tone(status: ActionStatus) -> None:
    assert tone(status) in {"waiting", "unknown", "running", "done", "refused"}


def test_a_decision_is_about_something_else_once_another_waits_or_its_file_changed() -> None:
    before = derive(shown(FIRST)).face

    assert derive(shown(FIRST, replace(FIRST, id="a2"))).face != before
    now = replace(FIRST, preview=replace(FIRST.preview, diff=(DiffLine("added", "x"),)))
    assert derive(shown(now)).face != before
    assert derive(shown(FIRST, drafts={"a1": Draft(Mode.REJECT, {}, "No.")})).face == before


def test_the_files_that_changed_are_named() -> None:
    before = Preview("Move", "", undo=True, files=(("a", "1"), ("b", "2"), ("c", "")))
    now = Preview("Move", "", undo=True, files=(("a", "1"), ("b", "3"), ("c", "4"), ("d", "5")))

    assert changed_files(before, now) == ("b", "c")


def test_the_difference_says_by_a_mark_what_becomes_of_a_line() -> None:
    lines = (
        DiffLine("same", "Bread"),
        DiffLine("removed", "Eggs"),
        DiffLine("added", "Tea"),
        DiffLine("gap", "40 equal lines"),
    )
    preview = replace(FIRST.preview, diff=lines, more=7)

    props = derive(shown(replace(FIRST, preview=preview)))

    assert props.diff == ("  Bread", "- Eggs", "+ Tea", "… 40 equal lines")
    assert props.more == 7


@pytest.mark.parametrize("path", ["note\u202etxt.exe", "a\x00b", "\u2066x\u2069", "a\x1b[2Jb"])
def test_what_can_look_like_something_else_is_told(path: str) -> None:
    assert derive(shown(action(path=path))).disguised


@pytest.mark.parametrize(
    "path", ["a\tb\r\nc", "קניות.txt", "\u0645\u06cc\u200c\u062e\u0648", "👩\u200d🍳", "é"]
)
def test_what_people_write_is_no_disguise(path: str) -> None:
    assert not derive(shown(action(path=path))).disguised


def test_a_heading_is_one_line_of_what_can_be_seen() -> None:
    assert one_line(" Run  make\n\nall\u202e\x07 ") == "Run make all"


def test_a_rule_is_named_as_seen_from_the_workspace() -> None:
    patterns = ("/home/me/lists/food/", "/home/me/lists/", "/home/me/listsandmore/", "git status")

    assert derive(shown(replace(FIRST, patterns=patterns))).pattern_names == (
        "food/",
        "lists/",
        "/home/me/listsandmore/",
        "git status",
    )
