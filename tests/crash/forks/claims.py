"""What must hold of branches after kills. Pure: from what was told and kept to what is broken.

Each function returns sentences; none means that the promise held.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from tests.crash import claims as of_conversations
from tests.crash.nursery import Line

Kept = Mapping[str, Any]
"""The line "kept" of a process that looked."""

AT_REST = frozenset({"finished", "stopped", "left"})
OVER = frozenset({"done", "failed", "rejected", "answered"})

_NEXT: Mapping[str, Collection[str]] = {
    "proposed": {"approved", "rejected", "answered", "shown anew"},
    "waiting": {"approved", "rejected", "answered", "shown anew"},
    "shown anew": {"approved", "rejected", "answered", "shown anew"},
    "approved": {"started", "rejected", "failed", "waiting"},
    "started": {"done", "failed", "unknown"},
    "unknown": {"done", "approved", "rejected"},
}


def changed(before: Kept, after: Kept, touched: Collection[str]) -> list[str]:
    """Of branches that nobody was to run no row has changed, and none is gone."""
    return [
        f"the rows of {id_} have changed or are gone"
        for id_, digest in before.get("rows", {}).items()
        if id_ not in touched and after["rows"].get(id_) != digest
    ]


def halved(told: Iterable[Line], kept: Kept, run: Collection[str]) -> list[str]:
    """Each fork is there as it was asked for, or not at all; what was told to be there is.

    `run` are the branches that have been run since: they begin so.
    """
    begun = {line["id"]: line for line in told if line["mark"] == "forking"}
    there: Mapping[str, Any] = kept["branches"]
    broken = [
        f"{line['id']} was told to be there and is not"
        for line in told
        if line["mark"] == "forked" and line["id"] not in there
    ]
    for id_, line in begun.items():
        if id_ not in there:
            continue
        expected = [tuple(message) for message in line["expected"]]
        found = [(message["role"], message["text"]) for message in there[id_]["messages"]]
        if found[: len(expected)] != expected or (id_ not in run and found != expected):
            broken.append(f"{id_} has {found}, not {expected}")
        if there[id_]["status"] == "running":
            broken.append(f"{id_} is run by nobody and says it runs")
    return broken


def parted(kept: Kept, settled: bool) -> list[str]:
    """Of each branch read model and state are one history, and its steps are without a gap."""
    broken: list[str] = []
    for id_, branch in kept["branches"].items():
        broken += [f"{id_}: {one}" for one in of_conversations.parted(branch, settled)]
        if branch["positions"] != list(range(1, len(branch["positions"]) + 1)):
            broken.append(f"{id_} has the steps {branch['positions']}")
    return broken


def astray(kept: Kept) -> list[str]:
    """Every action went one of the ways there are, and begins once more only when the person says
    so of an unknown one."""
    broken: list[str] = []
    for action in kept["actions"]:
        events: list[str] = action["journal"]
        ways = [(a, b) for a, b in pairwise(events) if b not in _NEXT.get(a, ())]
        again = events.count("unknown")
        if ways or events.count("started") > 1 + again:
            broken.append(f"{action['tool']} {action['label']} went astray: {events}")
    return broken


def miscounted(kept: Kept, lines: Sequence[Mapping[str, Any]]) -> list[str]:
    """What counts ran as often, in all branches, as it is done, and no more than it was begun."""
    runs = Counter(line["label"] for line in lines)
    begun: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for action in kept["actions"]:
        if action["tool"] == "quick":
            begun[action["label"]] += action["journal"].count("started")
            done[action["label"]] += action["status"] == "done"
    return [
        f"{label} ran {runs[label]} times, was begun {begun[label]} and done {done[label]} times"
        for label in {*runs, *begun}
        if not done[label] <= runs[label] <= begun[label]
    ]


def spoiled(bringing: Line | None, kept: Kept) -> list[str]:
    """Files brought back are as before, as after, or the journal says that nobody knows."""
    if bringing is None:
        return []
    brought = [action for action in kept["actions"] if action["tool"] == "bring_back"]
    found = {path: kept["files"].get(path) for path in bringing["now"]}
    if len(brought) == bringing["known"]:
        return [] if found == bringing["now"] else [f"nothing was begun, and there is {found}"]
    status, events = brought[-1]["status"], brought[-1]["journal"]
    if status == "done":
        return [] if found == bringing["then"] else [f"it is done, and there is {found}"]
    if status == "failed" and "started" not in events:
        return [] if found == bringing["now"] else [f"it never began, and there is {found}"]
    if status not in ("unknown", "failed"):
        return [f"bringing back is {status}: {events}"]
    return [
        f"{path} is {text!r}, neither as before nor as after"
        for path, text in found.items()
        if text not in (bringing["now"][path], bringing["then"][path])
    ]


def stuck(kept: Kept) -> list[str]:
    """Nothing waits for ever."""
    broken = [
        f"{action['tool']} {action['label']} never ends: {action['journal']}"
        for action in kept["actions"]
        if action["status"] not in OVER
    ]
    return broken + [
        f"{id_} has turns that are {branch['turns']}"
        for id_, branch in kept["branches"].items()
        if not set(branch["turns"]) <= AT_REST
    ]
