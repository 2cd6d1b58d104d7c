"""The judges of the crash tests of forks find what they are there to find."""

from typing import Any

import pytest

from tests.crash.forks import claims

RAN = ("proposed", "approved", "started", "done")
FORKING = {"mark": "forking", "id": "f", "expected": [["user", "Hello"]]}


def message(text: str, role: str = "user") -> dict[str, Any]:
    return {"id": text, "role": role, "text": text, "key": text}


def branch(*texts: str, **more: Any) -> dict[str, Any]:
    held = [message(text) for text in texts]
    state = [(one["id"], one["role"], one["text"]) for one in held]
    positions = list(range(1, len(texts) + 1))
    made = {"status": "idle", "messages": held, "state": state, "turns": ["finished"]}
    return made | {"positions": positions} | more


def action(*events: str, **more: Any) -> dict[str, Any]:
    status = "waiting" if events[-1] == "proposed" else events[-1]
    return {"tool": "quick", "label": "1", "status": status, "journal": list(events)} | more


def kept(*actions: dict[str, Any], **branches: dict[str, Any]) -> dict[str, Any]:
    rows = dict.fromkeys(branches, "digest")
    return {"actions": list(actions), "branches": branches, "rows": rows, "files": {}}


def test_rows_of_others_stay() -> None:
    before, after = kept(a=branch("Hello"), b=branch("Hello")), kept(a=branch("Hello"))
    after["rows"]["a"] = "another"
    assert claims.changed(before, before, ()) == []
    assert len(claims.changed(before, after, ())) == 2
    assert len(claims.changed(before, after, {"a"})) == 1
    assert claims.changed({}, after, ()) == []


def test_a_fork_is_whole_or_not_there() -> None:
    assert claims.halved([FORKING], kept(), ()) == []
    assert claims.halved([FORKING], kept(f=branch("Hello")), ()) == []
    assert claims.halved([FORKING], kept(f=branch()), ())
    assert claims.halved([FORKING], kept(f=branch("Hello", "more")), ())
    assert claims.halved([FORKING], kept(f=branch("Hello", "more")), {"f"}) == []
    assert claims.halved([FORKING], kept(f=branch("Other", "more")), {"f"})
    assert claims.halved([FORKING], kept(f=branch("Hello", status="running")), ())


def test_a_fork_that_was_told_of_is_there() -> None:
    told = [FORKING, {"mark": "forked", "id": "f"}]
    assert claims.halved(told, kept(), ())
    assert claims.halved(told, kept(f=branch("Hello")), ()) == []


def test_histories_that_part_are_found() -> None:
    assert claims.parted(kept(a=branch("Hello", "Yes")), settled=True) == []
    assert claims.parted(kept(a=branch("Hello", state=[("x", "user", "Other")])), settled=False)
    assert claims.parted(kept(a=branch("Hello", "Yes", positions=[1, 3])), settled=False)


@pytest.mark.parametrize(
    "events",
    [
        RAN,
        ("proposed",),
        ("proposed", "answered"),
        ("proposed", "approved", "started", "unknown", "approved", "started", "done"),
        ("proposed", "approved", "failed"),
        ("proposed", "approved", "waiting", "approved", "started", "done"),  # its file had changed
    ],
)
def test_the_ways_of_an_action_hold(events: tuple[str, ...]) -> None:
    assert claims.astray(kept(action(*events))) == []


@pytest.mark.parametrize(
    "events",
    [
        ("proposed", "started", "done"),
        ("proposed", "approved", "started", "approved", "started", "done"),
        ("proposed", "rejected", "approved"),
        ("proposed", "approved", "started", "waiting"),
        ("proposed", "approved", "done"),
    ],
)
def test_any_other_way_is_found(events: tuple[str, ...]) -> None:
    assert claims.astray(kept(action(*events)))


def test_runs_are_counted_over_all_branches() -> None:
    once, twice = [{"label": "1"}], [{"label": "1"}] * 2
    assert claims.miscounted(kept(action(*RAN)), once) == []
    assert claims.miscounted(kept(action(*RAN), action(*RAN)), twice) == []
    assert claims.miscounted(kept(action(*RAN), action("proposed")), twice)
    assert claims.miscounted(kept(action(*RAN), action(*RAN)), once)
    assert claims.miscounted(kept(action("proposed", "approved", "started", "unknown")), []) == []
    assert claims.miscounted(kept(), once)


@pytest.mark.parametrize(
    ("events", "text", "sound"),
    [
        ((), "before", True),
        ((), "after", False),
        (RAN, "after", True),
        (RAN, "before", False),
        (("proposed", "approved", "failed"), "before", True),
        (("proposed", "approved", "failed"), "after", False),
        (("proposed", "approved", "started", "unknown"), "before", True),
        (("proposed", "approved", "started", "unknown"), "after", True),
        (("proposed", "approved", "started", "unknown"), "half", False),
        (("proposed", "approved", "started"), "before", False),
    ],
)
def test_files_brought_back_are_as_before_or_after(
    events: tuple[str, ...], text: str, sound: bool
) -> None:
    bringing = {"known": 0, "now": {"f": "before"}, "then": {"f": "after"}}
    found = kept(*([action(*events, tool="bring_back")] if events else []))
    found["files"] = {"f": text}
    assert (claims.spoiled(bringing, found) == []) is sound
    assert claims.spoiled(None, found) == []


def test_nothing_waits_for_ever() -> None:
    assert claims.stuck(kept(action(*RAN), a=branch("Hello"))) == []
    assert claims.stuck(kept(action("proposed")))
    assert claims.stuck(kept(a=branch("Hello", turns=["waiting"])))
