"""One trial of forks: processes that branch, run and bring back, killed as planned; and looks."""

import time
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from signal import SIGKILL
from typing import Any

from tests.crash.actions.tools import lines
from tests.crash.forks import claims
from tests.crash.forks.model import Obedient
from tests.crash.forks.plan import NEVER, ForksPlan
from tests.crash.forks.worker import ForksOrder
from tests.crash.nursery import Child, Line, Nursery
from tests.crash.plan import Moment
from tests.crash.trial import Outcome


class ForksTrial:
    """Runs one plan in the empty folder `folder`."""

    def __init__(self, plan: ForksPlan, nursery: Nursery, folder: Path) -> None:
        self._plan = plan
        self._nursery = nursery
        self._folder = folder / "work"
        self._folder.mkdir()
        self._home = str(folder / "home")
        self._file = folder / "lines"
        self._model = Obedient()
        self._told: list[Line] = []
        self._run: set[str] = set()
        self._before: dict[str, Any] = {}
        self._born = 0
        self._outcome = Outcome()

    def run(self) -> Outcome:
        """Live all lives, then settle everything and look whether all of it holds."""
        with self._model:
            self._live("prepare", NEVER)
            for life in self._plan.lives:
                self._live(life.deed, life.moment)
            made = {line["id"] for line in self._told if line["mark"] == "forked"}
            begun = [line for line in self._told if line["mark"] == "forking"]
            again = [one["fork"] for one in begun if one["id"] not in made]
            self._live("settle", NEVER, tuple(again))
        self._outcome.continued = not self._outcome.broken
        return self._outcome

    def _live(self, deed: str, moment: Moment, again: tuple[Any, ...] = ()) -> None:
        child = self._nursery.bear(self._order(deed, moment, again))
        if moment.statement is None and child.told(moment.mark, moment.count):
            time.sleep(moment.seconds)
            child.signal(SIGKILL)
        child.finish()
        self._told += child.lines
        self._outcome.broken += [line["text"] for line in child.marks("fault")]
        if child.lines[-1:] == [] or child.lines[-1]["mark"] not in ("end", "fault"):
            self._outcome.kills.append(_phase(deed, child))
        settled = deed == "settle"
        kept = self._judge(child, settled)
        if settled:
            self._outcome.broken += _unsettled(child, kept)
            self._outcome.tally = self._counted(kept)

    def _judge(self, child: Child, settled: bool) -> dict[str, Any]:
        looker = self._nursery.bear(self._order("look", NEVER))
        looker.finish()
        kept = next(iter(looker.marks("kept")), None)
        if kept is None:
            self._outcome.broken.append(f"nobody can look: {looker.lines[-1:]}")
            return {}
        self._outcome.looks += 1
        damage = [f"the file is damaged: {one}" for one in kept["problems"]]
        damage += claims.parted(kept, settled)
        self._outcome.sound += not damage
        ran = _branches_of(child.marks("running"))
        self._run |= ran | ({*kept["branches"]} if settled else set())
        touched = self._run if settled else ran | _branches_of(child.marks("bringing"))
        broken = [
            *damage,
            *claims.changed(self._before, kept, touched),
            *claims.halved(self._told, kept, self._run),
            *claims.astray(kept),
            *claims.miscounted(kept, lines(self._file)),
            *claims.spoiled(next(iter(child.marks("bringing")), None), kept),
            *(claims.stuck(kept) if settled else []),
        ]
        self._outcome.broken += [one for one in broken if one not in self._outcome.broken]
        self._before = kept
        return kept

    def _counted(self, kept: dict[str, Any]) -> Counter[str]:
        tally = Counter(f"actions {action['status']}" for action in kept.get("actions", ()))
        tally["forks begun"] = sum(line["mark"] == "forking" for line in self._told)
        tally["branches at the end"] = len(kept.get("branches", ()))
        tally["times unknown"] = sum(
            action["journal"].count("unknown") for action in kept.get("actions", ())
        )
        tally["files brought back or taken back"] = sum(
            len(line["now"]) for line in self._told if line["mark"] == "bringing"
        )
        tally["lines counted"] = len(lines(self._file))
        return tally

    def _order(self, deed: str, moment: Moment, again: tuple[Any, ...] = ()) -> ForksOrder:
        self._born += 1
        return ForksOrder(
            home=self._home,
            lines=str(self._file),
            folder=str(self._folder),
            deed=deed,
            base_url=self._model.base_url,
            number=self._born,
            chance=f"{self._plan.seed}:{self._plan.number}:{self._born}",
            again=again,
            mark=moment.mark,
            count=moment.count,
            statement=moment.statement,
        )


def _branches_of(told: list[Line]) -> set[str]:
    return {id_ for line in told for id_ in line["branches"]}


def _unsettled(child: Child, kept: dict[str, Any]) -> list[str]:
    """Every branch went on, and its steps stand where a rebuild finds them."""
    went_on: Collection[str] = {
        line["id"] for line in child.marks("went on") if line["status"] == "finished"
    }
    broken = [f"{id_} does not go on" for id_ in kept.get("branches", ()) if id_ not in went_on]
    moved = [id_ for line in child.marks("rebuilt") for id_ in line["moved"]]
    return broken + [f"rebuilding {id_} moves its steps" for id_ in moved]


def _phase(deed: str, child: Child) -> str:
    """Where in its deed a process was that died."""
    if not child.marks("begun"):
        return "forks: start-up"
    if deed == "fork":
        return "forks: forking" if child.marks("forking") else "forks: before forking"
    return f"forks: {deed}"
