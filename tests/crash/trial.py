"""One trial: processes on one data folder, killed as planned, and each time a look at the rest."""

import signal
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.crash import claims
from tests.crash.model import WHOLE, Model
from tests.crash.nursery import Child, Line, Nursery, survivors
from tests.crash.plan import Deed, Life, Moment, Plan
from tests.crash.worker import Order

CONVERSATION = "c"
END_SECONDS = 30
NEVER = Moment("never")


@dataclass
class Outcome:
    """What came of a trial.

    `kills` are the phases in which processes died; `sound` of the `looks` found file and history
    whole; `kept_tries` are answers that a kill cut off and that are there at the end; `tally` is
    what else was counted.
    """

    kills: list[str] = field(default_factory=list[str])
    broken: list[str] = field(default_factory=list[str])
    looks: int = 0
    sound: int = 0
    continued: bool = False
    kept_tries: int = 0
    tally: Counter[str] = field(default_factory=Counter[str])


def phase(deed: str, lines: Sequence[Line]) -> str:
    """Where in its work a process was that had told `lines`."""
    marks = {line["mark"] for line in lines}
    if "begun" not in marks:
        return "start-up"
    if "result" in marks or "TurnFinished" in marks:
        return "title and closing"
    if "stopping" in marks:
        return "settling a stop"
    if "TurnStarted" not in marks:
        return "recording"
    during = "resume: " if deed == "resume" else ""
    if "TextDelta" not in marks:
        return during + "before the first word"
    shown = "".join(line["text"] for line in lines if line["mark"] == "TextDelta")
    return during + ("final save" if shown.endswith(WHOLE) else "streaming")


class Trial:
    """Runs one plan in the empty folder `folder`."""

    def __init__(self, plan: Plan, nursery: Nursery, folder: Path) -> None:
        self._plan = plan
        self._nursery = nursery
        self._home = str(folder / "home")
        self._model = Model(plan.answer)
        self._sent: list[tuple[str, str]] = []
        self._lines: list[Line] = []
        self._outcome = Outcome()

    def run(self) -> Outcome:
        """Live all lives, then continue and go on with the conversation."""
        with self._model:
            if self._plan.earlier:
                self._model.answer = "fast"
                self._live(self._order("send"))
                self._model.answer = self._plan.answer
            for life in self._plan.lives:
                self._live_and_die(life)
            self._model.answer = "fast"
            self._continue()
        return self._outcome

    def _live_and_die(self, life: Life) -> None:
        order = self._order(life.deed, life.moment)
        child = self._nursery.bear(order)
        if (stop := life.stop) and child.told("begun") and child.told(stop.mark, stop.count):
            child.signal(signal.SIGINT)
        if life.moment.statement is None and child.told(life.moment.mark, life.moment.count):
            time.sleep(life.moment.seconds)
            child.signal(signal.SIGKILL)
        self._bury(child, order)

    def _live(self, order: Order) -> Child:
        child = self._nursery.bear(order)
        self._bury(child, order)
        return child

    def _bury(self, child: Child, order: Order) -> None:
        child.finish()
        self._lines += child.lines
        self._outcome.broken += [line["text"] for line in child.marks("fault")]
        killed = child.lines[-1:] == [] or child.lines[-1]["mark"] not in ("end", "fault")
        deadline = time.monotonic() + END_SECONDS
        while (left := survivors(child.pid)) and time.monotonic() < deadline:
            time.sleep(0.01)
        if left:
            self._outcome.broken.append(f"the processes {left} outlive the one that was killed")
        if killed:
            self._outcome.kills.append(phase(order.deed, child.lines))
            self._judge(settled=False)

    def _judge(self, settled: bool) -> dict[str, Any]:
        looker = self._nursery.bear(Order(self._home, CONVERSATION, "look"))
        looker.finish()
        kept = next(iter(looker.marks("kept")), None)
        if kept is None:
            self._outcome.broken.append(f"nobody can look: {looker.lines[-1:]}")
            return {}
        self._outcome.looks += 1
        damage = [*claims.unsound(kept), *claims.parted(kept, settled)]
        self._outcome.sound += not damage
        self._outcome.broken += damage
        self._outcome.broken += claims.lost(self._lines, kept)
        self._outcome.broken += claims.doubled(self._sent, kept)
        self._outcome.broken += claims.unreported(self._lines, kept)
        return kept

    def _continue(self) -> None:
        resumed = self._result(self._live(self._order("resume")))
        if resumed not in ("finished", "NothingToDo"):
            self._outcome.broken.append(f"continuing the turn ends in {resumed!r}")
        kept = self._judge(settled=True)
        asked = len(self._model.read())
        for turn, text in self._sent:
            if any(message["id"] == turn for message in kept.get("messages", ())):
                self._live(self._to_send(turn, text))
        if len(self._model.read()) != asked:
            self._outcome.broken.append("sending a known turn again asks the model again")
        went_on = self._result(self._live(self._order("send next")))
        if went_on != "finished":
            self._outcome.broken.append(f"the next message ends in {went_on!r}")
        kept = self._judge(settled=True)
        messages = kept.get("messages", [])
        if not messages or messages[-1]["text"] != WHOLE:
            self._outcome.broken.append(f"the last answer is {messages[-1:]}")
        said = [message["text"] for message in messages if message["role"] == "user"]
        self._outcome.broken += claims.misled(said, self._model.read())
        self._outcome.kept_tries = sum(message["interrupted"] for message in messages)
        self._outcome.continued = not self._outcome.broken

    def _order(self, deed: Deed, moment: Moment = NEVER) -> Order:
        match deed:
            case "resume" | "leave" | "rebuild":
                return replace(self._to_send("", "", moment), deed=deed)
            case "send again":
                return self._to_send(*self._sent[-1], moment)
            case "send" | "send next":
                number = len(self._sent) + 1
                self._sent.append((f"turn-{number}", f"Message {number}"))
                return self._to_send(*self._sent[-1], moment)

    def _to_send(self, turn: str, text: str, moment: Moment = NEVER) -> Order:
        return Order(
            home=self._home,
            conversation=CONVERSATION,
            deed="send",
            base_url=self._model.base_url,
            turn=turn,
            text=text,
            awaits_title=self._plan.awaits_title and turn == "turn-1",
            mark=moment.mark,
            count=moment.count,
            statement=moment.statement,
        )

    @staticmethod
    def _result(child: Child) -> str:
        return next((line["status"] for line in child.marks("result")), "")
