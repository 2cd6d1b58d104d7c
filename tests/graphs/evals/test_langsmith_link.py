"""Suites as datasets and back, runs as experiments: against a server that speaks the protocol."""

import hashlib
import platform
from dataclasses import replace
from uuid import uuid4

import pytest

from graphs.errors import InvalidText, NotFound, TracingUnusable
from graphs.evals.langsmith_link import LangsmithLink
from graphs.session.tracing_settings import Langsmith
from graphs.storage.eval_records import (
    Candidate,
    Case,
    Contains,
    CopiedFile,
    Graded,
    Reference,
    Result,
    Run,
    RunPlan,
    Suite,
    Verdict,
)
from graphs.storage.library import Library
from graphs.storage.message_tree import NewMessage
from tests.graphs.storage.conftest import home as home
from tests.graphs.storage.conftest import library as library
from tests.graphs.storage.test_suites import WHOLE
from tests.langsmith_server import KEY, ScriptedLangsmith
from tests.langsmith_server import langsmith as langsmith

CONTENT = b"\xff\x00 not text"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
TEA = replace(WHOLE, files=(CopiedFile("a/b.txt", DIGEST),), blobs=((DIGEST, CONTENT),))
MILK = Case("milk", "Milk", (NewMessage("t", "user", "What is milk?"),), (Contains("cow"),))


@pytest.fixture
def link(library: Library, langsmith: ScriptedLangsmith) -> LangsmithLink:
    return LangsmithLink(library, Langsmith(langsmith.url, KEY))


@pytest.fixture
def suite(library: Library) -> Suite:
    """A suite with two cases, one of which has all that a case can have."""
    made = library.evals.create_suite("Drinks")
    library.evals.save_case(made.id, TEA)
    library.evals.save_case(made.id, MILK)
    return made


def example(langsmith: ScriptedLangsmith, name: str) -> dict[str, object]:
    found = langsmith.examples.values()
    return next(one for one in found if one["metadata"]["cairn_case"]["name"] == name)


# Suites


def test_a_suite_is_pushed_once_however_often(
    link: LangsmithLink, suite: Suite, langsmith: ScriptedLangsmith
) -> None:
    first = link.push(suite.id)
    again = link.push(suite.id)

    assert (first.dataset, first.added, first.changed, first.same) == ("Drinks", 2, 0, 0)
    assert (again.added, again.changed, again.same) == (0, 0, 2)
    assert first.url.endswith(f"/datasets/{next(iter(langsmith.datasets))}")
    assert len(langsmith.examples) == 2
    milk = example(langsmith, "Milk")
    assert milk["inputs"] == {"messages": [{"role": "user", "content": "What is milk?", "id": "t"}]}
    assert milk["outputs"] == {"checks": [{"text": "cow", "must": True, "kind": "contains"}]}


def test_what_has_changed_is_pushed_and_what_is_gone_stays_there(
    link: LangsmithLink, library: Library, suite: Suite, langsmith: ScriptedLangsmith
) -> None:
    link.push(suite.id)
    library.evals.save_case(suite.id, replace(MILK, checks=(Contains("goat"),)))
    library.evals.trash_case(TEA.id)

    pushed = link.push(suite.id)

    assert (pushed.added, pushed.changed, pushed.same, pushed.left) == (0, 1, 0, 1)
    assert "goat" in str(example(langsmith, "Milk")["outputs"])


def test_nothing_of_this_machine_is_pushed(
    link: LangsmithLink, suite: Suite, langsmith: ScriptedLangsmith
) -> None:
    link.push(suite.id)

    (dataset,) = langsmith.datasets.values()
    assert dataset["metadata"] == {"runtime": {}}
    assert platform.platform() not in langsmith.said


def test_keys_are_taken_out_of_what_is_pushed(
    link: LangsmithLink, library: Library, langsmith: ScriptedLangsmith
) -> None:
    secret = "sk-" + "a1" * 20
    blob = f"key={secret}".encode()
    digest = hashlib.sha256(blob).hexdigest()
    said = NewMessage("t", "user", f"Use {secret} and {KEY}; result:{digest}")
    suite = library.evals.create_suite("Secrets")
    library.evals.save_case(suite.id, replace(MILK, messages=(said,), blobs=((digest, blob),)))

    assert link.push(suite.id).masked == 3
    assert secret not in langsmith.said
    assert KEY not in langsmith.said
    library.evals.trash_suite(suite.id)
    pulled = link.pull("Secrets").suite
    (row,) = library.evals.cases(pulled.id)
    case = library.evals.case(row.id)
    ((new, content),) = case.blobs
    assert content == b"key=[key removed]"
    assert case.messages[0].text == f"Use [key removed] and [key removed]; result:{new}"


def test_a_case_that_would_leave_its_folder_is_not_pulled(
    link: LangsmithLink, library: Library, suite: Suite, langsmith: ScriptedLangsmith
) -> None:
    link.push(suite.id)
    tea = example(langsmith, "Tea")
    tea["metadata"]["cairn_case"]["files"][0]["path"] = "../../.bashrc"  # pyright: ignore[reportIndexIssue]

    pulled = link.pull("Drinks", "Copy")

    assert (pulled.added, len(pulled.skipped)) == (1, 1)
    assert "files" in pulled.skipped[0]


def test_somebody_elses_dataset_is_left_alone(
    link: LangsmithLink, suite: Suite, langsmith: ScriptedLangsmith
) -> None:
    link.push(suite.id)
    for one in langsmith.examples.values():
        one["metadata"] = {}

    with pytest.raises(InvalidText, match="was not made by Cairn"):
        link.push(suite.id)
    assert link.push(suite.id, "Other").added == 2


def test_what_was_pushed_comes_back_as_it_was(
    link: LangsmithLink, library: Library, suite: Suite
) -> None:
    link.push(suite.id)
    library.evals.trash_suite(suite.id)

    pulled = link.pull("Drinks")

    assert (pulled.added, pulled.changed, pulled.same, pulled.skipped) == (2, 0, 0, ())
    cases = [library.evals.case(row.id) for row in library.evals.cases(pulled.suite.id)]
    assert [replace(one, id="") for one in cases] == [replace(TEA, id=""), replace(MILK, id="")]
    assert TEA.id not in [one.id for one in cases]  # it is in the trash, and stays there
    assert link.pull("Drinks").same == 2


def test_what_was_changed_there_is_pulled(
    link: LangsmithLink, library: Library, suite: Suite, langsmith: ScriptedLangsmith
) -> None:
    link.push(suite.id)
    milk = example(langsmith, "Milk")
    milk["inputs"] = {"messages": [{"role": "user", "content": "And oat milk?"}]}
    milk["outputs"] = {"checks": [{"kind": "contains", "text": "oat"}]}

    pulled = link.pull("Drinks")

    assert (pulled.suite.id, pulled.added, pulled.changed, pulled.same) == (suite.id, 0, 1, 1)
    case = library.evals.case(MILK.id)
    assert case.messages == (NewMessage("m0", "user", "And oat milk?"),)
    assert case.checks == (Contains("oat"),)


def test_examples_of_somebody_else_become_cases_as_far_as_they_can(
    link: LangsmithLink, library: Library, langsmith: ScriptedLangsmith
) -> None:
    dataset_id = str(uuid4())
    langsmith.datasets[dataset_id] = {
        "id": dataset_id,
        "name": "Theirs",
        "created_at": "2026-01-01T00:00:00Z",
    }
    chat = [
        {"type": "system", "content": "Be short."},
        {"type": "human", "content": "List files."},
        {
            "type": "ai",
            "content": "",
            "tool_calls": [{"id": "c", "name": "list_files", "args": {"path": "."}}],
        },
        {"type": "tool", "content": "a.txt", "tool_call_id": "c", "name": "list_files"},
    ]
    for inputs, outputs in (
        ({"question": "What is tea?"}, {"answer": "A leaf."}),
        ({"messages": chat}, {}),
        ({"messages": [{"role": "robot", "content": "x"}]}, {}),
        ({"one": "a", "two": "b"}, {}),
        ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, {}),
    ):
        id_ = str(uuid4())
        langsmith.examples[id_] = {
            "id": id_,
            "dataset_id": dataset_id,
            "inputs": inputs,
            "outputs": outputs,
            "metadata": None,
            "created_at": "2026-01-01T00:00:00Z",
        }

    pulled = link.pull(dataset_id, "Mine")

    assert (pulled.suite.name, pulled.added, len(pulled.skipped)) == ("Mine", 2, 3)
    assert [why.split(": ")[1] for why in pulled.skipped] == [
        "Message 1 in its inputs is of no role that is known.",
        "There are no messages in its inputs.",
        "Message 1 in its inputs is not text.",
    ]
    first, second = (library.evals.case(row.id) for row in library.evals.cases(pulled.suite.id))
    assert (first.name, first.checks) == ("What is tea?", (Reference("A leaf.", judged=True),))
    assert [one.role for one in second.messages] == ["user", "assistant", "tool"]
    assert second.messages[1].tool_calls[0].arguments == '{"path": "."}'
    assert link.pull("Theirs", "Mine").same == 2


# Runs


@pytest.fixture
def run(library: Library, suite: Suite) -> Run:
    """A run with an attempt that passed, one that failed and one that is broken."""
    now, small = Candidate("What is used now"), Candidate("Small", model="small")
    run = library.evals.create_run(RunPlan(suite.id, (now, small)))
    digests = {row.id: row.digest for row in library.evals.run_cases(run.id)}
    said = (NewMessage("m", "assistant", "From a cow."),)
    passed = Result(
        run_id=run.id,
        candidate=0,
        case_id="milk",
        number=0,
        digest=digests["milk"],
        verdict=Verdict.PASSED,
        graded=(Graded(Contains("cow"), Verdict.PASSED, "It has “cow”."),),
        messages=said,
        proposals=(),
        seconds=1.5,
        model_seconds=1.0,
        at=1_700_000_000.0,
        tokens_in=10,
    )
    why = (Graded(Contains("cow"), Verdict.FAILED, "It lacks “cow”."),)
    failed = replace(passed, candidate=1, verdict=Verdict.FAILED, graded=why)
    gone = replace(passed, case_id="tea", digest=digests["tea"], verdict=Verdict.BROKEN)
    for result in (passed, failed, replace(gone, graded=(), sentence="The tool is gone.")):
        library.evals.save_result(result)
    return run


def test_a_run_is_pushed_as_an_experiment_of_each_candidate_once_however_often(
    link: LangsmithLink, run: Run, langsmith: ScriptedLangsmith
) -> None:
    pushed, (now, small) = link.push_run(run.id)
    known = (dict(langsmith.runs), dict(langsmith.projects), dict(langsmith.feedback))
    again, _ = link.push_run(run.id)

    assert (pushed.added, again.same) == (2, 2)
    assert (now.attempts, small.attempts) == (2, 1)
    assert (langsmith.runs, langsmith.projects, langsmith.feedback) == known
    (dataset_id,) = langsmith.datasets
    assert {one["reference_dataset_id"] for one in langsmith.projects.values()} == {dataset_id}
    broken = next(one for one in langsmith.runs.values() if one.get("error"))
    assert broken["error"] == "The tool is gone."
    assert all(one["reference_example_id"] in langsmith.examples for one in langsmith.runs.values())
    told = [(one["key"], one["score"], one["comment"]) for one in langsmith.feedback.values()]
    assert sorted(told, key=str) == [("passed", 0.0, "It lacks “cow”."), ("passed", 1.0, None)]


def test_a_grade_given_later_is_pushed_with_what_it_changes(
    link: LangsmithLink, library: Library, run: Run, langsmith: ScriptedLangsmith
) -> None:
    link.push_run(run.id)
    failed = next(r for r in library.evals.results(run.id) if r.verdict is Verdict.FAILED)
    library.evals.grade(failed, 5)

    link.push_run(run.id)

    told = sorted((one["key"], one["score"]) for one in langsmith.feedback.values())
    assert told == [("grade", 1.0), ("passed", 1.0), ("passed", 1.0)]


# What goes wrong


def test_a_dataset_that_is_not_there_is_named(link: LangsmithLink) -> None:
    for name in ("Nothing", str(uuid4())):
        with pytest.raises(NotFound, match=name):
            link.pull(name)


@pytest.mark.parametrize(
    ("mode", "word"),
    [
        ("refuse", "does not take the key"),
        ("broken", "could not be used"),
        ("away", "could not be used"),
        ("garbage", "answers as something else"),
    ],
)
def test_a_langsmith_that_fails_is_told_in_a_sentence(
    link: LangsmithLink, run: Run, langsmith: ScriptedLangsmith, mode: str, word: str
) -> None:
    langsmith.mode = mode  # pyright: ignore[reportAttributeAccessIssue]

    for work in (lambda: link.push_run(run.id), lambda: link.pull("Drinks")):
        with pytest.raises(TracingUnusable, match=word) as caught:
            work()
        assert KEY[:5] not in str(caught.value)


def test_runs_that_do_not_arrive_are_not_said_to_have(
    link: LangsmithLink, run: Run, langsmith: ScriptedLangsmith, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = langsmith.answer

    def without_runs(method: str, path: str, *more: object) -> tuple[int, object]:
        if path == "/runs/multipart":
            return 500, {}
        return answer(method, path, *more)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(langsmith, "answer", without_runs)

    with pytest.raises(TracingUnusable, match="could not be used"):
        link.push_run(run.id)
