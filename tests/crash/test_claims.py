"""The judges of the crash tests find what they are there to find."""

from typing import Any

import pytest

from tests.crash import claims

SENT = [("t1", "One"), ("t2", "Two")]


def message(id_: str, role: str, text: str, key: str = "k") -> dict[str, Any]:
    return {"id": id_, "role": role, "text": text, "key": key}


def kept(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    state = [(m["id"], m["role"], m["text"]) for m in messages if m["key"]]
    return {"messages": messages, "state": state, "problems": []} | more


def delta(text: str) -> dict[str, Any]:
    return {"mark": "TextDelta", "message_id": "a", "text": text}


def test_text_that_was_shown_and_is_there_is_not_lost() -> None:
    assert claims.lost([delta("w1"), delta(" w2")], kept(message("a", "assistant", "w1 w2"))) == []


@pytest.mark.parametrize("there", ["w1", "", "w2 w1"])
def test_text_that_was_shown_is_lost_when_some_of_it_is_missing(there: str) -> None:
    assert claims.lost([delta("w1"), delta(" w2")], kept(message("a", "assistant", there)))
    assert claims.lost([delta("w1")], kept())


def test_a_message_that_was_shown_must_be_there() -> None:
    line = {"mark": "StepSaved", "messages": [message("t", "tool", "noon")]}
    assert claims.lost([line], kept())
    assert claims.lost([{"mark": "TurnStarted", "message": message("t1", "user", "One")}], kept())


def test_one_message_may_be_missing_but_not_twice_or_out_of_order() -> None:
    one, two = (message(id_, "user", text) for id_, text in SENT)
    assert claims.doubled(SENT, kept(one, two)) == []
    assert claims.doubled(SENT, kept(two)) == []
    assert claims.doubled(SENT, kept(one, one))
    assert claims.doubled(SENT, kept(two, one))
    assert claims.doubled(SENT, kept(one, message("t3", "user", "One")))
    assert claims.doubled(SENT, kept(one, state=[("t1", "user", "One")] * 2))


def test_read_model_and_state_are_one_history() -> None:
    one, answer = message("t1", "user", "One"), message("a", "assistant", "w1")
    ahead = kept(one, answer, state=[("t1", "user", "One")])
    assert claims.parted(ahead, settled=False) == []
    assert claims.parted(ahead, settled=True)
    assert claims.parted(kept(one, answer, state=[("a", "assistant", "w1")]), settled=False)


def test_damage_and_a_state_that_changes_are_found() -> None:
    assert claims.unsound(kept()) == []
    assert claims.unsound(kept(problems=["row 1 missing"]))
    assert claims.unsound(kept(stable=False))


@pytest.mark.parametrize(
    ("status", "conversation", "unfinished", "holds"),
    [
        ("running", "unfinished", ["t1"], True),
        ("running", "idle", ["t1"], False),
        ("running", "unfinished", [], False),
        ("finished", "idle", [], True),
        ("finished", "unfinished", ["t1"], False),
    ],
)
def test_an_unfinished_turn_is_to_be_reported(
    status: str, conversation: str, unfinished: list[str], holds: bool
) -> None:
    turn = {"id": "t1", "status": status, "unfinished": status == "running"}
    seen = kept(turn=turn, conversation={"status": conversation}, unfinished=unfinished)
    assert (claims.unreported([], seen) == []) is holds


def test_a_turn_that_had_ended_stays_so_and_one_that_had_begun_is_there() -> None:
    turn = {"id": "t1", "status": "running", "unfinished": True}
    seen = kept(turn=turn, conversation={"status": "unfinished"}, unfinished=["t1"])
    assert claims.unreported([{"mark": "TurnFinished", "turn_id": "t1"}], seen)
    assert claims.unreported([{"mark": "TurnStarted", "turn_id": "t1"}], kept(turn=None))


def test_the_model_reads_each_message_once_and_each_call_with_its_result() -> None:
    one, two = ({"role": "user", "content": text} for _, text in SENT)
    call = {"role": "assistant", "content": "", "tool_calls": [{"id": "c"}]}
    result = {"role": "tool", "tool_call_id": "c", "content": "noon"}
    said = ["One", "Two"]
    assert claims.misled(said, [[one], [one, call, result, two]]) == []
    assert claims.misled(said, [[{"role": "user", "content": "One\n\nTwo"}]]) == []
    for wrong in ([one, one], [two], [one, call, two], [one, call]):
        assert claims.misled(said, [wrong])
