"""The judges of the crash tests of actions find what they are there to find."""

from typing import Any

import pytest

from tests.crash.actions import claims

RAN = ("proposed", "approved", "started", "done")


def action(*events: str, **more: Any) -> dict[str, Any]:
    status = "waiting" if events[-1] == "proposed" else events[-1]
    made = {"id": "a", "call": "c", "tool": "quick", "label": "1", "note": "n", "words": ""}
    return made | {"status": status, "outcome": "counted", "journal": list(events)} | more


def kept(*actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    calls = [one["call"] for one in actions]
    results = [(one["call"], one["outcome"]) for one in actions]
    return {"actions": actions, "calls": calls, "results": results} | more


def lines(count: int, label: str = "1", note: str = "n") -> list[dict[str, str]]:
    return [{"label": label, "note": note}] * count


@pytest.mark.parametrize(
    "events",
    [
        ("proposed",),
        RAN,
        ("proposed", "rejected"),
        ("proposed", "answered"),
        ("proposed", "edited", "started", "unknown", "edited", "started", "done"),
        ("proposed", "approved", "started", "unknown", "rejected"),
    ],
)
def test_the_ways_of_an_action_hold(events: tuple[str, ...]) -> None:
    assert claims.astray(kept(action(*events))) == []


@pytest.mark.parametrize(
    "events",
    [
        ("proposed", "started", "done"),
        ("proposed", "rejected", "approved", "started", "done"),
        ("proposed", "approved", "done"),
        ("proposed", "approved", "edited", "started", "done"),
        ("proposed", "approved", "started", "approved", "started", "done"),
        ("proposed", "approved", "started", "started", "done"),
        ("approved", "started", "done"),
    ],
)
def test_any_other_way_is_found(events: tuple[str, ...]) -> None:
    assert claims.astray(kept(action(*events)))


def test_only_what_reads_may_begin_again_by_itself() -> None:
    events = ("proposed", "allowed", "started", "allowed", "started", "done")
    assert claims.astray(kept(action(*events, tool="reading"))) == []
    assert claims.repeated(kept(action(*events, tool="reading"))) == []
    assert claims.astray(kept(action(*events)))


def test_a_status_that_the_journal_does_not_know_is_found() -> None:
    assert claims.astray(kept(action(*RAN, status="unknown")))


def test_runs_are_counted() -> None:
    assert claims.miscounted(kept(action(*RAN)), lines(1)) == []
    assert claims.miscounted(kept(action("proposed", "approved")), lines(0)) == []
    for wrong in (lines(2), lines(0), lines(1, note="other"), lines(1) + lines(1, label="2")):
        assert claims.miscounted(kept(action(*RAN)), wrong)
    assert claims.miscounted(kept(action("proposed", "rejected")), lines(1))
    assert claims.miscounted(kept(action("proposed", "approved", "started", "failed")), lines(1))


def test_what_the_person_has_run_again_may_run_twice_and_nothing_else() -> None:
    again = action("proposed", "approved", "started", "unknown", "approved", "started", "done")
    assert claims.repeated(kept(again)) == []
    assert claims.miscounted(kept(again), lines(2)) == []
    assert claims.miscounted(kept(again), lines(3))
    twice = action("proposed", "approved", "started", "started", "done")
    assert claims.repeated(kept(twice))
    assert claims.repeated(kept(action(*RAN), action(*RAN, id="b", call="d")))


def test_what_was_told_is_in_the_journal() -> None:
    told = [
        {"mark": "decided", "decisions": {"a": "Approve"}},
        {"mark": "ActionStarted", "action": {"id": "a", "status": "started"}},
    ]
    assert claims.forgotten(told, kept(action(*RAN))) == []
    assert claims.forgotten(told, kept(action("proposed", "approved")))
    assert claims.forgotten(told, kept(action("proposed", "rejected")))
    assert claims.forgotten(told, kept())


def test_what_was_approved_is_dropped_for_another_message_only() -> None:
    said = [{"role": "user", "text": "Stop that"}]
    dropped = action("proposed", "approved", "rejected", words="Stop that")
    assert claims.forgotten([], kept(dropped, messages=said)) == []
    assert claims.forgotten([], kept(dropped, messages=[]))


def test_each_call_is_one_action_with_its_own_result() -> None:
    assert claims.unanswered(kept(action(*RAN)), settled=True) == []
    open_ = kept(action("proposed"), results=[])
    assert claims.unanswered(open_, settled=False) == []
    assert claims.unanswered(open_, settled=True)
    for results in ([("c", "forged")], [("c", "counted")] * 2, [("d", "counted")]):
        assert claims.unanswered(kept(action(*RAN), results=results), settled=False)
    assert claims.unanswered(kept(action(*RAN), calls=[]), settled=False)


def test_nothing_waits_for_ever() -> None:
    assert claims.stuck(kept(action(*RAN), turns=[("t", "finished")])) == []
    assert claims.stuck(kept(action("proposed")))
    assert claims.stuck(kept(action("proposed", "approved")))
    assert claims.stuck(kept(turns=[("t", "waiting")]))
