"""Cases from real steps, by value: what the agent had to react to, and what was known then."""

import hashlib
import json
from pathlib import Path

import pytest

from graphs.approvals.decision import Answer, Approve, Decision, Edit, Reject
from graphs.errors import NotFound, WorkspaceTooLarge
from graphs.evals import making, workspace_copy
from graphs.storage.eval_records import Case
from graphs.storage.records import BranchSettings, Change, StepKind
from graphs.tools.long_results import LONGEST
from tests.endpoint import ScriptedEndpoint, Text, ToolCall
from tests.graphs.evals.conftest import Bench
from tests.graphs.session.conftest import Desk
from tests.graphs.session.talk import DONE, ask, kinds, say, write

LONG = ToolCall("run_command", json.dumps({"command": f"seq {LONGEST // 4}"}))


def draft(desk: Desk, position: int, branch_id: str = "") -> Case:
    return making.draft(desk.library, branch_id or desk.branch, position, ("Likes tea.",))


def texts(case: Case) -> list[str]:
    return [message.text for message in case.messages]


async def decide(desk: Desk, endpoint: ScriptedEndpoint, decision: Decision) -> None:
    (waiting,) = desk.waiting()
    endpoint.then(DONE)
    await desk.host.decide({waiting.id: decision})


async def test_an_answer_s_step_and_the_question_s_ask_the_same(talked: Desk) -> None:
    question, answer = draft(talked, 3), draft(talked, 4)
    for case in (question, answer):
        assert texts(case) == ["Question 1?", "Answer 1.", "Question 2?"]
        assert (case.name, case.facts, case.checks) == ("Question 2?", ("Likes tea.",), ())
        assert (case.origin.given, case.origin.branch_id) == ("Answer 2.", talked.branch)
    assert question.id != answer.id
    steps = {step.position: step for step in talked.library.steps(talked.branch)}
    for position, case in ((3, question), (4, answer)):
        assert case.origin.position == position
        assert case.origin.checkpoint_id == steps[position].checkpoint_id
        assert case.origin.run_id == steps[position].run_id != ""
    assert answer.origin.model
    assert answer.origin.agent_version == talked.library.agent_version(talked.branch)


async def test_a_result_s_step_asks_what_comes_after_it(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("a.txt"))
    assert draft(desk, 2).origin.wanted == (("write_file", write("a.txt").arguments),)
    await decide(desk, endpoint, Approve())
    assert kinds(desk, desk.branch)[-3:] == [StepKind.CALLS, StepKind.TOOL, StepKind.MODEL]
    case = draft(desk, 3)
    assert [message.role for message in case.messages] == ["user", "assistant", "tool"]
    assert (case.origin.given, case.origin.wanted) == ("Done.", ())


@pytest.mark.parametrize(
    ("decision", "recorded"),
    [
        (Approve(), {"a.txt": "a.txt"}),
        (Answer("It is there already."), {"a.txt": "It is there already."}),
        (Edit(write("b.txt").arguments), {"a.txt": "b.txt", "b.txt": "b.txt"}),
        (Reject("Not now."), {}),
    ],
)
async def test_what_came_of_a_call_is_recorded_also_by_what_it_was_changed_to(
    desk: Desk,
    endpoint: ScriptedEndpoint,
    folder: Path,
    decision: Decision,
    recorded: dict[str, str],
) -> None:
    await ask(desk, endpoint, write("a.txt"))
    await decide(desk, endpoint, decision)
    found = {json.loads(one.arguments)["path"]: one for one in draft(desk, 1).recordings}
    assert set(found) == set(recorded)
    for path, words in recorded.items():
        assert words in found[path].result
        assert (found[path].tool, found[path].failed) == ("write_file", False)


async def test_a_fork_s_case_knows_what_was_done_before_it_and_is_told_its_own_prompt(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, write("a.txt"))
    await decide(desk, endpoint, Approve())
    settings = BranchSettings(system_prompt="Be short.", tools=("read_file",))
    fork = await desk.host.fork(desk.branch, 4, Change(settings=settings))
    endpoint.then(Text("Yes."))
    await say(desk, fork.id, "And now?")
    last = desk.library.steps(fork.id)[-1].position
    case = draft(desk, last, fork.id)
    assert texts(case)[-1] == "And now?"
    assert [one.tool for one in case.recordings] == ["write_file"]
    assert (case.system_prompt, case.tools) == ("Be short.", ("read_file",))


async def test_a_case_stands_when_the_conversation_and_its_blobs_are_gone(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    await ask(desk, endpoint, LONG)
    await decide(desk, endpoint, Approve())
    case = draft(desk, 3)
    assert len(case.blobs) == 1
    for blob, content in case.blobs:
        assert hashlib.sha256(content).hexdigest() == blob
        assert blob in case.messages[-1].text
    suite = desk.library.evals.main_suite()
    desk.library.evals.save_case(suite.id, case)
    desk.library.trash(desk.conversation.id)
    for blob in desk.library.home.blobs.rglob("*"):
        if blob.is_file():
            blob.unlink()
    assert desk.library.evals.case(case.id) == case


async def test_a_copy_has_the_workspace_s_plain_files_and_no_others(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("outside")
    (folder / "sub").mkdir()
    (folder / "sub" / "a.txt").write_text("stone")
    (folder / "b.bin").write_bytes(b"\xff\x00")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("hidden")
    (folder / ".env").write_text("hidden")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "linked").symlink_to(tmp_path)
    await say(desk, desk.branch, "Read it.")
    case = making.draft(desk.library, desk.branch, 1, (), "copy")
    assert case.tools_from == "copy"
    assert [file.path for file in case.files] == ["b.bin", "sub/a.txt"]

    again = tmp_path / "again"
    again.mkdir()
    workspace_copy.unpack(case, again)
    assert (again / "sub" / "a.txt").read_text() == "stone"
    assert (again / "b.bin").read_bytes() == b"\xff\x00"


async def test_too_large_a_workspace_is_refused_with_a_way_out(
    desk: Desk, folder: Path, talked: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (folder / f"{number}.txt").write_text("1234")
    for limit in ("MOST_FILES", "LARGEST"):
        with monkeypatch.context() as patch:
            patch.setattr(workspace_copy, limit, 2)
            with pytest.raises(WorkspaceTooLarge, match="records"):
                making.draft(desk.library, desk.branch, 1, (), "copy")
    assert len(making.draft(desk.library, desk.branch, 1, (), "copy").files) == 3


async def test_where_nothing_was_asked_there_is_no_case(talked: Desk) -> None:
    with pytest.raises(NotFound):
        draft(talked, 99)
    with pytest.raises(NotFound):
        draft(talked, 1, "no-such-branch")


async def test_the_host_tells_the_case_the_facts_of_now(bench: Bench) -> None:
    await say(bench.desk, bench.desk.branch, "What is tea?")
    await bench.desk.host.remember("Likes green tea.")
    assert (await bench.evals.draft(bench.desk.branch, 1)).facts == ("Likes green tea.",)
