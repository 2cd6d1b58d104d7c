"""A conversation that a test writes step by step, the way a session does."""

from collections.abc import Sequence
from itertools import count
from random import Random

from graphs.storage import actions, branches, conversations, nodes, read_model, steps, turns
from graphs.storage.action_records import ActionStatus, Preview
from graphs.storage.actions import NewAction, Shown
from graphs.storage.branches import Head, Origin
from graphs.storage.database import Database
from graphs.storage.message_tree import NewMessage
from graphs.storage.nodes import Node
from graphs.storage.records import (
    BranchSettings,
    Step,
    ToolCall,
)
from graphs.storage.steps import NewStep

SHOWN = Shown(Preview("Write a file", "Writes it.", undo=True))


class Story:
    """Branches of one conversation; the first has the conversation's id.

    Attributes:
        clock: the time of what is written next.
        names: the branches, oldest first.
    """

    def __init__(self, database: Database, id_: str = "main") -> None:
        self.database = database
        self.id = id_
        self.clock = 1.0
        self.names = [id_]
        self._count = count(1)
        with database.transaction() as c:
            conversations.create(c, f"{id_}-conversation", id_, "1", self.clock)

    def ask(self, branch: str) -> str:
        """A message of the person; its turn."""
        turn = self._name("t")
        with self.database.transaction() as c:
            turns.record(c, branch, turn, "", self.clock)
        self._save(branch, turn, NewMessage(turn, "user", f"Question {turn}"))
        return turn

    def answer(self, branch: str, *calls: str) -> str:
        """An answer that wants those calls; its id."""
        id_ = self._name("a")
        wanted = tuple(ToolCall(call, "write_file", "{}") for call in calls)
        answer = NewMessage(id_, "assistant", f"Answer {id_}", tool_calls=wanted)
        self._save(branch, self._turn(branch), answer)
        return id_

    def results(self, branch: str, *calls: str) -> list[str]:
        """The results of those calls, in one step; their ids."""
        told = [
            NewMessage(self._name("r"), "tool", "Done", tool_call_id=call, tool_name="write_file")
            for call in calls
        ]
        self._save(branch, self._turn(branch), *told)
        return [message.id for message in told]

    def reword(self, branch: str) -> None:
        """The newest message of the branch gets other words, in a step of its own."""
        said = self.path(branch)[-1].said
        again = NewMessage(said.id, said.role, said.text + "!", said.tool_calls, said.tool_call_id)
        self._save(branch, self._turn(branch), again)

    def act(self, branch: str, call: str, *, begun: bool = True) -> None:
        """The action of a call, which has begun or only waits."""
        action = f"{branch}/{call}"
        turn = self._turn(branch)
        new = NewAction(
            id=action,
            branch_id=branch,
            turn_id=turn,
            message_id=call,
            call_id=call,
            position=0,
            siblings=1,
            tool="write_file",
            arguments="{}",
            workspace="",
            status=ActionStatus.WAITING,
            asks=True,
            because="",
            shown=SHOWN,
        )
        with self.database.transaction() as c:
            actions.propose(c, new, self._now())
            if begun:
                waits = [ActionStatus.WAITING]
                done, now = ActionStatus.DONE, self.clock
                actions.change(c, action, waits, done, "person", now, started_at=now)

    def fork(self, origin: str, position: int) -> str:
        """A branch from a step of another; one that goes on in mid-turn takes the turn up anew."""
        new = self._name(f"{self.id}-f")
        with self.database.transaction() as c:
            step = steps.get(c, origin, position) if position else None
            path = nodes.upwards(c, step.key) if step else []
            said = [node.said for node in path]
            kept, changed, turn = len(said), list[NewMessage](), ""
            if step is not None and said[-1].role == "user":
                kept -= 1
                step = steps.get(c, origin, position - 1) if position > 1 else None
            elif said and (said[-1].role == "tool" or said[-1].tool_calls):
                kept = max(place for place, one in enumerate(said) if one.role == "user")
                turn = f"{new}-1"
                changed = [NewMessage(turn, "user", said[kept].text), *said[kept + 1 :]]
            came = Origin(origin, "", 0)
            if step is not None:
                came = Origin(step.branch_id, step.checkpoint_id, step.position)
            branches.fork(c, new, came, new, BranchSettings(), "1", self._now())
            head = Head(self._name("c"), path[kept - 1].key if kept else None)
            read_model.graft(c, new, head, changed, turn, self.clock)
            steps.save(c, new, NewStep(self._name("c")), self.clock)
            if turn:
                turns.record(c, new, turn, "", self.clock)
        self.names.append(new)
        return new

    def path(self, branch: str) -> list[Node]:
        """The branch's messages in their places."""
        with self.database.reading() as c:
            return nodes.upwards(c, branches.head(c, branch).key)

    def steps(self, branch: str) -> list[Step]:
        """All steps of the branch's history."""
        with self.database.reading() as c:
            return steps.all(c, branch, limit=1_000)

    def wander(self, random: Random, moves: int) -> None:
        """So many random moves that a conversation could make."""
        for _ in range(moves):
            branch = random.choice(self.names)
            path = self.path(branch)
            waiting = _unanswered(path)
            if waiting:
                some = waiting[: random.randint(1, len(waiting))]
                for call in some:
                    self.act(branch, call, begun=random.random() < 0.7)
                self.results(branch, *some)
            elif path and (path[-1].said.role != "assistant"):
                self.answer(branch, *(self._name("k") for _ in range(random.randint(0, 2))))
            else:
                self._go_on(random, branch)

    def _go_on(self, random: Random, branch: str) -> None:
        match random.randint(0, 5):
            case 0 | 1:
                self.fork(branch, random.randint(0, len(self.steps(branch))))
            case 2 if self.path(branch):
                self.reword(branch)
            case _:
                self.ask(branch)

    def _save(self, branch: str, turn: str, *messages: NewMessage) -> None:
        with self.database.transaction() as c:
            checkpoint = self._name("c")
            read_model.append(c, branch, turn, messages, self._now(), checkpoint)
            steps.save(c, branch, NewStep(checkpoint), self.clock)

    def _turn(self, branch: str) -> str:
        return self.path(branch)[-1].turn_id

    def _name(self, kind: str) -> str:
        return f"{kind}{next(self._count)}-{self.id}"

    def _now(self) -> float:
        self.clock += 1
        return self.clock


def _unanswered(path: Sequence[Node]) -> list[str]:
    answered = {node.said.tool_call_id for node in path}
    asked = [call.id for node in path for call in node.said.tool_calls]
    return [call for call in asked if call not in answered]
