"""One trial of actions: processes that run and decide, killed as planned, and a look each time."""

import signal
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.crash import claims as of_conversations
from tests.crash.actions import claims
from tests.crash.actions.model import Proposer
from tests.crash.actions.plan import NEVER, ActionsPlan, Life
from tests.crash.actions.tools import lines
from tests.crash.actions.worker import ActionsOrder
from tests.crash.nursery import Child, Line, Nursery
from tests.crash.plan import Moment
from tests.crash.trial import Outcome

_PHASES = {
    "ActionProposed": "propose",
    "ActionNeedsDecision": "propose",
    "TurnWaiting": "wait",
    "deciding": "decide",
    "ActionDecided": "start",
    "decided": "decide",
    "refused": "decide",
    "ActionStarted": "run",
    "effect": "finish",
    "ActionFinished": "go on",
}


def phase(told: Sequence[Line]) -> str:
    """Where in an action's way a process was that had told these lines."""
    for line in reversed(told):
        if line["mark"] in _PHASES:
            return "actions: " + _PHASES[line["mark"]]
    return "actions: before the first"


class ActionsTrial:
    """Runs one plan in the empty folder `folder`."""

    def __init__(self, plan: ActionsPlan, nursery: Nursery, folder: Path) -> None:
        self._plan = plan
        self._nursery = nursery
        self._home = str(folder / "home")
        self._file = folder / "lines"
        self._model = Proposer(plan)
        self._sent: list[tuple[str, str]] = []
        self._born = 0
        self._told: list[Line] = []
        self._outcome = Outcome()

    def run(self) -> Outcome:
        """Live all lives, then decide the rest and look whether all is at rest."""
        with self._model:
            for life in self._plan.lives:
                self._live(life)
                self._judge(settled=False)
            self._live(Life("resume", NEVER, decides=True))
            kept = self._judge(settled=True)
        self._outcome.tally = self._counted(kept)
        self._outcome.continued = not self._outcome.broken
        return self._outcome

    def _live(self, life: Life) -> None:
        orders = [self._order(life.deed, life.moment, life.decides)]
        if life.beside is not None:
            orders.append(self._order("decide", life.beside, decides=True, beside=True))
        children = [self._nursery.bear(order) for order in orders]
        moments = [life.moment, life.beside or NEVER]
        watches = [
            threading.Thread(target=_watch, args=(child, moment))
            for child, moment in zip(children, moments, strict=False)
        ]
        for watch in watches:
            watch.start()
        for watch, child in zip(watches, children, strict=True):
            watch.join()
            self._bury(child)

    def _bury(self, child: Child) -> None:
        try:
            child.finish()
        except TimeoutError as error:
            child.signal(signal.SIGKILL)
            self._outcome.broken.append(str(error))
        self._told += child.lines
        self._outcome.broken += [line["text"] for line in child.marks("fault")]
        if child.lines[-1:] == [] or child.lines[-1]["mark"] not in ("end", "fault"):
            self._outcome.kills.append(phase(child.lines))

    def _judge(self, settled: bool) -> dict[str, Any]:
        looker = self._nursery.bear(ActionsOrder(self._home, str(self._file), "look"))
        looker.finish()
        kept = next(iter(looker.marks("kept")), None)
        if kept is None:
            self._outcome.broken.append(f"nobody can look: {looker.lines[-1:]}")
            return {}
        self._outcome.looks += 1
        damage = [*of_conversations.unsound(kept), *of_conversations.parted(kept, settled)]
        self._outcome.sound += not damage
        broken = [
            *damage,
            *of_conversations.doubled(self._sent, kept),
            *claims.astray(kept),
            *claims.miscounted(kept, lines(self._file)),
            *claims.repeated(kept),
            *claims.forgotten(self._told, kept),
            *claims.unanswered(kept, settled),
        ]
        if settled:
            said = [m["text"] for m in kept.get("messages", ()) if m["role"] == "user"]
            broken += [*claims.stuck(kept), *of_conversations.misled(said, self._model.read())]
        self._outcome.broken += [one for one in broken if one not in self._outcome.broken]
        return kept

    def _counted(self, kept: dict[str, Any]) -> Counter[str]:
        actions = kept.get("actions", ())
        tally = Counter(f"actions {action['status']}" for action in actions)
        tally["lines counted"] = len(lines(self._file))
        tally["times unknown"] = sum(a["journal"].count("unknown") for a in actions)
        tally["decisions that came too late"] = sum(
            line["mark"] == "refused" for line in self._told
        )
        return tally

    def _order(
        self, deed: str, moment: Moment, decides: bool, beside: bool = False
    ) -> ActionsOrder:
        self._born += 1
        proposals = [p for turn in self._plan.turns for answer in turn for p in answer]
        order = ActionsOrder(
            home=self._home,
            lines=str(self._file),
            deed=deed,
            base_url=self._model.base_url,
            decides=decides,
            verdicts={p.label: p.other if beside else p.verdict for p in proposals},
            chance=f"{self._plan.seed}:{self._plan.number}:{self._born}",
            mark=moment.mark,
            count=moment.count,
            statement=moment.statement,
        )
        if deed != "send" or len(self._sent) == len(self._plan.turns):
            return replace(order, deed="decide" if deed == "decide" else "resume")
        number = len(self._sent) + 1
        self._sent.append((f"turn-{number}", f"Message {number}"))
        return replace(order, turn=self._sent[-1][0], text=self._sent[-1][1])


def _watch(child: Child, moment: Moment) -> None:
    """Kill the process from outside if that is how it is to die."""
    if moment.statement is None and child.told(moment.mark, moment.count):
        time.sleep(moment.seconds)
        child.signal(signal.SIGKILL)
