"""What must hold of actions after kills. Pure: from what was told, counted and kept to what is
broken.

Each function returns sentences; none means that the promise held.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from graphs.agent.middleware.settled_calls import STOPPED
from tests.crash.nursery import Line

Kept = Mapping[str, Any]
"""The line "kept" of a process that looked."""

Told = Mapping[str, Any]
"""One action in it."""

BROKEN_OFF: Final = "This call was broken off."
OVER: Final = frozenset({"done", "failed", "rejected", "answered"})
AT_REST: Final = frozenset({"finished", "stopped", "left"})

_DECIDED: Final = frozenset({"approved", "edited", "rejected", "answered"})
_BEGUN_OR_LEFT: Final = frozenset({"started", "rejected"})
_NEXT_OF_ASKING: Final[Mapping[str, frozenset[str]]] = {
    "proposed": _DECIDED,
    "approved": _BEGUN_OR_LEFT,
    "edited": _BEGUN_OR_LEFT,
    "started": frozenset({"done", "failed", "unknown"}),
    "unknown": frozenset({"done", "approved", "edited", "rejected"}),
}
_NEXT_OF_READING: Final[Mapping[str, frozenset[str]]] = {
    "proposed": frozenset({"allowed"}),
    "allowed": _BEGUN_OR_LEFT,
    "started": frozenset({"done", "failed", "allowed"}),
}
_EVENT_OF: Final[Mapping[str, str]] = {
    "Approve": "approved",
    "Edit": "edited",
    "Reject": "rejected",
    "Answer": "answered",
    "Happened": "done",
    "Skip": "rejected",
}


def astray(kept: Kept) -> list[str]:
    """Every action went one of the ways there are, and stands where its journal ends."""
    broken: list[str] = []
    for action in _actions(kept):
        ways = _NEXT_OF_READING if action["tool"] == "reading" else _NEXT_OF_ASKING
        events: list[str] = action["journal"]
        broken += [
            f"{_name(action)} went from {before} to {after}: {events}"
            for before, after in pairwise(events)
            if after not in ways.get(before, frozenset())
        ]
        stands = "proposed" if action["status"] == "waiting" else action["status"]
        if events[:1] != ["proposed"] or events[-1] != stands:
            broken.append(f"{_name(action)} is {action['status']}, its journal says {events}")
    return broken


def miscounted(kept: Kept, lines: Sequence[Mapping[str, Any]]) -> list[str]:
    """What ran was begun in the journal, as often at most, with the arguments that were decided;
    what is done has run, and what was never begun has not."""
    actions = {action["label"]: action for action in _actions(kept)}
    runs = Counter(line["label"] for line in lines)
    broken = [f"{label} ran and is no action" for label in runs if label not in actions]
    for label, action in actions.items():
        begun = action["journal"].count("started")
        if runs[label] > begun:
            broken.append(f"{_name(action)} ran {runs[label]} times and was begun {begun} times")
        if action["status"] == "done" and not runs[label]:
            broken.append(f"{_name(action)} is done and never ran")
        if action["status"] == "failed" and action["tool"] != "failing":
            broken.append(f"{_name(action)} failed: {action['outcome']}")
        notes = {line["note"] for line in lines if line["label"] == label}
        if notes - {action["note"]}:
            broken.append(f"{_name(action)} ran with {notes}, decided was {action['note']}")
    return broken


def repeated(kept: Kept) -> list[str]:
    """What asks begins once, and once more each time the person says so of an unknown one."""
    broken: list[str] = []
    labels = Counter(action["label"] for action in _actions(kept))
    broken += [f"{label} is {n} actions" for label, n in labels.items() if n > 1]
    for action in _actions(kept):
        if action["tool"] == "reading":
            continue
        events: list[str] = action["journal"]
        again = sum(
            before == "unknown" and after in ("approved", "edited")
            for before, after in pairwise(events)
        )
        if events.count("started") > 1 + again:
            broken.append(f"{_name(action)} began too often: {events}")
    return broken


def forgotten(told: Iterable[Line], kept: Kept) -> list[str]:
    """What a process told of an action is in its journal; what was approved is only left undone
    because the person wrote something else."""
    journals: dict[str, list[str]] = {a["id"]: a["journal"] for a in _actions(kept)}
    said = {message["text"] for message in kept.get("messages", ()) if message["role"] == "user"}
    broken: list[str] = []
    for line in told:
        match line:
            case {"mark": "decided", "decisions": decisions}:
                wanted = {
                    id_: (_EVENT_OF[verdict],) if verdict in _EVENT_OF else ("approved", "edited")
                    for id_, verdict in decisions.items()
                }
            case {"mark": "ActionDecided" | "ActionStarted" | "ActionFinished", "action": action}:
                wanted = {action["id"]: (action["status"],)}
            case _:
                continue
        broken += [
            f"{events} was told of {id_}, its journal says {journals.get(id_)}"
            for id_, events in wanted.items()
            if not set(events) & set(journals.get(id_, ()))
        ]
    for action in _actions(kept):
        events = action["journal"]
        dropped = events[-1] == "rejected" and events[-2] in ("approved", "edited", "allowed")
        if dropped and action["words"] not in said:
            broken.append(f"{_name(action)} was dropped: {events}, {action['words']!r}")
    return broken


def unanswered(kept: Kept, settled: bool) -> list[str]:
    """Each call of the conversation is one action and has one result, that of its journal.

    A turn may be left before its calls are proposed: they say so, and are no actions.
    """
    calls: list[str] = kept.get("calls", [])
    results = Counter(call for call, _ in kept.get("results", ()))
    of_call = {action["call"]: action for action in _actions(kept)}
    broken = [f"{call} has {n} results" for call, n in results.items() if n > 1]
    broken += [f"the action {call} is no call" for call in of_call if call not in calls]
    for call, text in kept.get("results", ()):
        action = of_call.get(call)
        if action is None and text != STOPPED:
            broken.append(f"{call} has a result and is no action: {text!r}")
        elif (
            action is not None
            and text != action["outcome"]
            and not ("unknown" in action["journal"] and text.startswith(BROKEN_OFF))
        ):
            broken.append(f"{_name(action)}: the model is told {text!r}, not {action['outcome']!r}")
    if settled:
        broken += [f"{call} has no result" for call in calls if not results[call]]
    return broken


def stuck(kept: Kept) -> list[str]:
    """Nothing waits for ever."""
    broken = [
        f"{_name(action)} never ends: {action['journal']}"
        for action in _actions(kept)
        if action["status"] not in OVER
    ]
    return broken + [
        f"the turn {turn} is {status}"
        for turn, status in kept.get("turns", ())
        if status not in AT_REST
    ]


def _actions(kept: Kept) -> Sequence[Told]:
    return kept.get("actions", ())


def _name(action: Told) -> str:
    return f"{action['tool']} {action['label']}"
