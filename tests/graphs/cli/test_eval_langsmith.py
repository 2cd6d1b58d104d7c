"""Suites to LangSmith and back from the command line."""

from pathlib import Path

import pytest

from graphs.cli.exit_codes import ExitCode
from graphs.storage.eval_records import Candidate, Case, Contains, Result, RunPlan, Verdict
from graphs.storage.home import Home
from graphs.storage.library import Library
from graphs.storage.message_tree import NewMessage
from tests.graphs.cli.conftest import Cairn
from tests.langsmith_server import KEY, ScriptedLangsmith
from tests.langsmith_server import langsmith as langsmith


@pytest.fixture
def keyed(
    cairn: Cairn, monkeypatch: pytest.MonkeyPatch, langsmith: ScriptedLangsmith, tmp_path: Path
) -> Cairn:
    """The command line with a key, and a suite of one case that was run once."""
    monkeypatch.setenv("LANGSMITH_API_KEY", KEY)
    monkeypatch.setenv("LANGSMITH_ENDPOINT", langsmith.url)
    home = Home(tmp_path / "home")
    home.prepare()
    library = Library.open(home)
    suite = library.evals.create_suite("Drinks")
    said = NewMessage("t", "user", "What is tea?")
    digest = library.evals.save_case(suite.id, Case("tea", "Tea", (said,), (Contains("leaf"),)))
    run = library.evals.create_run(RunPlan(suite.id, (Candidate("Now"),)))
    passed = Verdict.PASSED
    result = Result(run.id, 0, "tea", 0, digest.digest, passed, (), (), (), 1.0, 0.5, 3.0)
    library.evals.save_result(result)
    library.close()
    return cairn


def test_a_suite_and_its_run_go_there_and_come_back(
    keyed: Cairn, langsmith: ScriptedLangsmith
) -> None:
    pushed = keyed("eval", "push", "Drinks")
    assert pushed.out.startswith("Drinks: 1 added, 0 changed, 0 the same  http")
    told = keyed("eval", "push", "--run", "last", "--json").json
    assert (told["same"], [one["attempts"] for one in told["experiments"]]) == (1, [1])
    assert len(langsmith.runs) == 1

    langsmith.examples["e" * 8 + "-0000-4000-8000-000000000000"] = {
        **next(iter(langsmith.examples.values())),
        "id": "e" * 8 + "-0000-4000-8000-000000000000",
        "inputs": {},
    }
    pulled = keyed("eval", "pull", "Drinks", "--name", "Copy")
    assert pulled.out.endswith("  Copy: 1 added, 0 changed, 0 the same\n")
    assert "Left out: eeeeeeee" in pulled.err
    again = keyed("eval", "pull", "Drinks", "--name", "Copy", "--json").json
    assert (again["name"], again["cases"], again["same"], len(again["skipped"])) == (
        "Copy",
        1,
        1,
        1,
    )


def test_what_cannot_be_done_is_a_sentence(
    keyed: Cairn, langsmith: ScriptedLangsmith, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = keyed("eval", "pull", "Nothing")
    assert (gone.code, "has no dataset Nothing" in gone.err) == (ExitCode.USAGE, True)
    assert keyed("eval", "push").code == ExitCode.USAGE
    langsmith.mode = "refuse"
    refused = keyed("eval", "push", "Drinks")
    assert (refused.code, "does not take the key" in refused.err) == (ExitCode.ERROR, True)
    monkeypatch.delenv("LANGSMITH_API_KEY")
    keyless = keyed("eval", "push", "Drinks")
    assert (keyless.code, "no key" in keyless.err) == (ExitCode.ERROR, True)
