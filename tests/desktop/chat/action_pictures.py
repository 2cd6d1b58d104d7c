"""Pictures of what the agent wants done, and of what became of it."""

import json
import time
from dataclasses import replace
from uuid import uuid4

from desktop.chat.rows import RowKind
from graphs import Action, ActionStatus, DiffLine, Preview, ToolCall
from tests.desktop.chat.talk import Talk


def call(name: str, **arguments: str) -> ToolCall:
    return ToolCall(uuid4().hex, name, json.dumps(arguments))


def actions(talk: Talk) -> None:
    made = talk.begin("Clean up the invoices folder", "Which invoices have no due date? Sort them.")
    host, branch = talk.host, made.branch_id
    for number in range(14):
        host.read(branch, f"invoices/INV-02{number + 30}.txt", "Nordlicht GmbH, 412.00 EUR")
    talk.picture("actions-reads")
    talk.screen.click("readsLine")
    talk.picture("actions-reads-unfolded")
    talk.screen.click("readsLine")

    def step(title: str, wish: ToolCall, *, undo: bool = True, **changes: object) -> Action:
        message_id = uuid4().hex
        host.save(branch, message_id, "", wish)
        asks = changes.pop("asks", True)
        because = changes.pop("because", "It changes something.")
        preview = replace(Preview(title, "", undo=undo), **changes)  # type: ignore[arg-type]
        return host.propose(
            branch, message_id, wish, preview, asks=bool(asks), because=str(because)
        )

    def run(action: Action, to: ActionStatus, result: str, seconds: float = 1.2) -> None:
        started = host.move(action, ActionStatus.STARTED, started_at=5.0)
        host.move(started, to, result=result, finished_at=5.0 + seconds)

    diff = (
        DiffLine("same", "Invoices without a due date"),
        DiffLine("removed", "- INV-0231"),
        DiffLine("added", "- INV-0231, Nordlicht GmbH, 412.00 EUR"),
        DiffLine("added", "- INV-0240, Atelier Sousa, 1,180.00 EUR"),
        DiffLine("gap", ""),
        DiffLine("same", "Sorted by number."),
    )
    edited = step(
        "Write invoices/no due date.txt",
        call("write_file", path="invoices/no due date.txt", content="INV-0231\nINV-0240"),
        diff=diff,
        more=12,
    )
    changed = json.dumps({"path": "invoices/undated.txt", "content": "INV-0231\nINV-0240"})
    edited = host.move(edited, ActionStatus.EDITED, edited=changed, decided_by="person")
    run(edited, ActionStatus.DONE, "Written: invoices/undated.txt, 18 bytes.")
    rejected = step("Delete invoices/old", call("delete_file", path="invoices/old"))
    host.move(rejected, ActionStatus.REJECTED, words="Keep the old ones. I still need them in May.")
    answered = step("Fetch example.org", call("fetch_url", url="https://example.org/rates"))
    host.move(answered, ActionStatus.ANSWERED, words="The rate is 1.08.")
    failed = step(
        "Run pdftotext INV-0244.pdf", call("run_command", command="pdftotext INV-0244.pdf")
    )
    run(failed, ActionStatus.FAILED, "pdftotext: command not found", 0.3)
    by_rule = step(
        "Run git status",
        call("run_command", command="git status"),
        asks=False,
        because="Your rule: git status, always.",
    )
    run(by_rule, ActionStatus.DONE, "On branch main\nnothing to commit", 0.1)
    running = step(
        "Move invoices/2026/a-very-long-name-of-a-folder/INV-0244-Hafen-Energie-GmbH-February.pdf",
        call("move_file", source="a", destination="b"),
    )
    host.move(running, ActionStatus.STARTED, started_at=time.time())
    talk.picture("actions")
    lines = [row.key for row in talk.chat.rows if row.kind is RowKind.ACTION]
    for key, name in zip(lines, ("edited", "rejected", "answered", "failed", "rule"), strict=False):
        talk.chat.view_model.toggle(key)
        talk.picture(f"actions-{name}")
        talk.chat.view_model.toggle(key)
    host.finish(branch)


def rejecting(talk: Talk) -> None:
    made = talk.begin("Note down milk", "Note down milk, please.")
    wish = call("write_file", path="notes.txt", content="milk")
    talk.host.save(made.branch_id, "m1", "I write it down. Nothing is changed yet.", wish)
    preview = Preview(
        "Write notes.txt", "Makes a file of 4 bytes.", undo=True, diff=(DiffLine("added", "milk"),)
    )
    talk.host.propose(made.branch_id, "m1", wish, preview)
    talk.host.wait(made.branch_id)
    talk.approvals.openBranch(made.id, made.branch_id)
    talk.screen.item("composerField").forceActiveFocus()
    talk.screen.type("Rather write it into shopping.txt")
    talk.picture("rejecting")
