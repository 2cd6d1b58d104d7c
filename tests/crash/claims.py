"""What must hold after a kill. Pure: from what was shown and what is kept to what is broken.

Each function returns sentences; none means that the promise held.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.crash.nursery import Line

Kept = Mapping[str, Any]
"""The line "kept" of a worker that looked."""


def shown_texts(lines: Iterable[Line]) -> tuple[dict[str, str], dict[str, str]]:
    """What was on screen, by message id: texts as they streamed, messages as they were saved."""
    streamed: dict[str, str] = {}
    saved: dict[str, str] = {}
    for line in lines:
        match line:
            case {"mark": "TextDelta", "message_id": id_, "text": text}:
                streamed[id_] = streamed.get(id_, "") + text
            case {"mark": "StepSaved", "messages": messages}:
                saved |= {message["id"]: message["text"] for message in messages}
            case {"mark": "TurnStarted", "message": message}:
                saved[message["id"]] = message["text"]
            case _:
                pass
    return streamed, saved


def lost(lines: Iterable[Line], kept: Kept) -> list[str]:
    """Everything that was on screen is in the transcript."""
    streamed, saved = shown_texts(lines)
    there = {message["id"]: message["text"] for message in kept.get("messages", ())}
    broken = [
        f"the message {text!r} is lost, there is {there.get(id_)!r}"
        for id_, text in saved.items()
        if there.get(id_) != text
    ]
    return broken + [
        f"the text {text!r} is lost, there is {there.get(id_)!r}"
        for id_, text in streamed.items()
        if not there.get(id_, "").startswith(text)
    ]


def doubled(sent: Sequence[tuple[str, str]], kept: Kept) -> list[str]:
    """Every message is there once, the person's in the order of sending, and in the state too.

    `sent` are the person's messages as (turn id, text); one that was killed before it was recorded
    may be missing.
    """
    messages = kept.get("messages", ())
    state = kept.get("state", ())
    broken = _repeated("transcript", [message["id"] for message in messages])
    broken += _repeated("state", [id_ for id_, _, _ in state])
    mine = [(m["id"], m["text"]) for m in messages if m["role"] == "user"]
    agents = [(id_, text) for id_, role, text in state if role == "user"]
    return broken + [
        f"the {place} has the person say {said}, sent was {list(sent)}"
        for place, said in (("transcript", mine), ("state", agents))
        if not _in_order(said, sent)
    ]


def unsound(kept: Kept) -> list[str]:
    """The file is whole, and reads the same each time."""
    broken = [f"the file is damaged: {problem}" for problem in kept["problems"]]
    if not kept.get("stable", True):
        broken.append("the state reads differently the second time")
    return broken


def parted(kept: Kept, settled: bool) -> list[str]:
    """Read model and state are one history; until `settled`, one may be behind the other."""
    model = [(m["id"], m["role"], m["text"]) for m in kept.get("messages", ()) if m["key"]]
    state = [tuple(message) for message in kept.get("state", ())]
    shared = min(len(model), len(state))
    if model == state or (not settled and model[:shared] == state[:shared]):
        return []
    return [f"the read model has {model}, the state {state}"]


def unreported(lines: Sequence[Line], kept: Kept) -> list[str]:
    """An unfinished turn is reported everywhere, and a finished one nowhere."""
    ends = {line["turn_id"] for line in lines if line["mark"] in ("TurnFinished", "TurnStopped")}
    begun = {line["turn_id"] for line in lines if line["mark"] == "TurnStarted"}
    turn = kept.get("turn")
    if turn is None:
        return [f"the turns {begun} are lost"] if begun else []
    open_ = turn["status"] not in ("finished", "stopped", "left")
    broken: list[str] = []
    if turn["id"] in ends and open_:
        broken.append(f"the turn had ended, now it is {turn['status']}")
    if (kept["conversation"]["status"] == "unfinished") is not open_:
        broken.append(f"a turn that is {turn['status']} makes {kept['conversation']['status']}")
    if turn["unfinished"] is not open_ or kept["unfinished"] != [turn["id"]] * open_:
        broken.append(f"a turn that is {turn['status']} is reported as {kept['unfinished']}")
    return broken


def misled(said: Sequence[str], requests: Iterable[Sequence[Mapping[str, Any]]]) -> list[str]:
    """No request to the model repeats a message, leaves one out, or has a call without a result.

    `said` is all that the person said; `requests` are the messages of each, without those that
    ask for a title. Messages that follow each other may come as one, with an empty line between.
    """
    broken: list[str] = []
    for messages in requests:
        mine = [
            said_once
            for message in messages
            if message["role"] == "user"
            for said_once in message["content"].split("\n\n")
        ]
        if mine != list(said[: len(mine)]):
            broken.append(f"the model read {mine}, said was {list(said)}")
        for place, message in enumerate(messages):
            calls = [call["id"] for call in message.get("tool_calls") or ()]
            results = [m.get("tool_call_id") for m in messages[place + 1 :][: len(calls)]]
            if Counter(calls) != Counter(results):
                broken.append(f"the model read the calls {calls} with the results {results}")
    return broken


def _in_order(some: Sequence[object], all_: Sequence[object]) -> bool:
    """Whether `some` is `all_` with perhaps some left out."""
    rest = iter(all_)
    return all(one in rest for one in some)


def _repeated(place: str, ids: Iterable[str]) -> list[str]:
    return [f"{id_} is {n} times in the {place}" for id_, n in Counter(ids).items() if n > 1]
