"""The sheet's view model over the real engine, agent and file; only the model is scripted."""

import json
from pathlib import Path
from uuid import uuid4

from desktop.timeline.forking import ForkViewModel
from graphs import Approve, Branch, ConversationStatus, StepKind
from tests.desktop.live_room import Ground, LiveRoom
from tests.endpoint import Reply, Text, ToolCall, ToolCalls

STAGE = Path(__file__).with_name("ForkStage.qml")


def writing(path: str, content: str) -> ToolCalls:
    """An answer that wants a file written."""
    arguments = json.dumps({"path": path, "content": content})
    return ToolCalls((ToolCall("write_file", arguments, uuid4().hex),))


class ForkRoom(LiveRoom):
    """A conversation, and all that the view model tells of it.

    Attributes:
        made: the branches that were to be shown.
        back: the actions that brought files back, and what came of each.
    """

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self.made: list[str] = []
        self.back: list[tuple[str, str]] = []
        self.view_model = ForkViewModel(ground.calls, self.engine, ground.tasks)
        self.view_model.branchMade.connect(lambda _, branch_id: self.made.append(branch_id))
        self.view_model.branchMade.connect(self.view_model.inView)
        self.view_model.broughtBack.connect(lambda *told: self.back.append(told))
        self.view_model.failed.connect(lambda sentence, _: self.failures.append(sentence))
        self._open(self.view_model.done, self.view_model.files.rows, self.view_model.tools)
        library = ground.library
        made = library.create(agent_version="2")
        library.rename(made.id, "Shopping")
        library.set_workspace(made.id, str(ground.workspace))
        library.add_rule("write_file", "", "", "allow")
        self.conversation_id = made.id
        self.branch_id = made.branch_id

    # What the person and the agent did

    def says(self, text: str, *replies: Reply) -> None:
        """A turn, which is answered so."""
        self.endpoint.then(*replies)
        send = self.engine.call(lambda host: host.send(self.branch_id, uuid4().hex, text))
        self.desk.run(send)

    def shopping(self) -> None:
        """Two turns; a file is changed in the second, and one is new."""
        (self.workspace / "notes.txt").write_text("Bread\nEggs\n")
        self.says("What do I need?", Text("Bread and eggs."))
        self.says(
            "Write it down.",
            writing("notes.txt", "Bread\nOat milk\n"),
            writing("new.txt", "Tea\n"),
            Text("Done."),
        )

    def runs(self, command: str) -> None:
        """A turn in which the agent asks to run a command, and is let."""
        call = ToolCall("run_command", json.dumps({"command": command}), uuid4().hex)
        self.says("Please.", ToolCalls((call,)), Text("It ran."))
        (action,) = self.library.waiting_in(self.branch_id)
        self.desk.run(self.engine.call(lambda host: host.decide({action.id: Approve()})))

    # What there is

    def position(self, kind: StepKind, place: int = 0) -> int:
        """The position of the step of a kind; -1 is the newest."""
        steps = self.library.steps(self.branch_id)
        return [step.position for step in steps if step.kind is kind][place]

    def message(self, role: str, place: int = 0) -> str:
        """The id of a message of that role; -1 is the newest."""
        messages = self.library.transcript(self.branch_id).messages
        return [message.id for message in messages if message.role == role][place]

    def said(self, branch_id: str) -> list[str]:
        return [message.text for message in self.library.transcript(branch_id).messages]

    @property
    def files(self) -> dict[str, str]:
        return {path.name: path.read_text() for path in sorted(self.workspace.iterdir())}

    @property
    def newest(self) -> Branch:
        """The branch that was made last."""
        return self.library.branch(self.made[-1])

    # What the person does

    def begin(self, position: int) -> None:
        """Open the sheet, and wait until all of it is there."""
        self.desk.act(lambda: self.view_model.begin(self.branch_id, position))
        self.desk.until(lambda: bool(self.view_model.shown))
        self.desk.settle(0.1)  # until it is laid out

    def confirm(self) -> None:
        """Continue, and wait until the new branch rests."""
        before = len(self.made)
        self.desk.act(self.view_model.confirm)
        self.until_made(before + 1)

    def until_made(self, count: int = 1) -> None:
        self.desk.until(lambda: len(self.made) == count)
        self.desk.until(lambda: self.newest.status is ConversationStatus.IDLE)
