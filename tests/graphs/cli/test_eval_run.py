"""Suites from the command line: made, run, held against what was before, and told."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from graphs.cli.exit_codes import ExitCode
from tests.endpoint import Reply, ScriptedEndpoint, Text
from tests.endpoint.requests import Request
from tests.graphs.cli.conftest import Cairn

GOOD, BAD = "You are careful.", "You are careless."


class Moody(ScriptedEndpoint):
    """Answers right as often as the system prompt is good, by a die that is always the same."""

    def __init__(self) -> None:
        super().__init__()
        self._dice = random.Random(5)

    def take(self, request: Request) -> Reply:
        self.requests.append(request)
        careless = BAD in str(request.messages[0]["content"])
        right = self._dice.random() < (0.4 if careless else 0.9)
        return Text("A pile of stones." if right else "A kind of bread.")


@pytest.fixture
def moody(monkeypatch: pytest.MonkeyPatch, cairn: Cairn) -> Iterator[Moody]:
    with Moody() as server:
        for name, value in server.environ.items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.fixture
def suite(tmp_path: Path) -> str:
    """A suite's file of twelve cases."""
    lines = [
        json.dumps(
            {
                "cairn_case": 1,
                "name": f"Case {number}",
                "messages": [{"role": "user", "text": f"What is cairn number {number}?"}],
                "checks": [{"kind": "contains", "text": "stones"}],
            }
        )
        for number in range(12)
    ]
    path = tmp_path / "cairns.jsonl"
    path.write_text("# Twelve questions\n\n" + "\n".join(lines) + "\n")
    return str(path)


def test_a_case_is_made_of_a_step_and_run(
    cairn: Cairn, connected: ScriptedEndpoint, tmp_path: Path
) -> None:
    connected.then(Text("A kind of bread."))
    conversation = cairn("send", "What is a cairn?").conversation
    made = cairn("eval", "add", conversation, "--from", "2", "--contains", "stones", "--json")
    assert made.code == ExitCode.FINISHED
    assert cairn("eval", "list", "--json").json["suites"][0]["cases"] == 1
    assert "contains: stones" in cairn("eval", "show").out

    connected.then(Text("A pile of stones."))
    ran = cairn("eval", "run", "--json")
    (candidate,) = ran.json["candidates"]
    assert (ran.code, candidate["passed"], candidate["attempts"]) == (ExitCode.FINISHED, 1, 1)

    connected.then(Text("Bread."))
    assert cairn("eval", "run", "--min-pass", "0.9").code == ExitCode.ERROR
    page = tmp_path / "report.html"
    told = cairn("eval", "report", "--html", str(page))
    assert "0 of 1 passed, 0%" in told.out
    assert "Bread." in page.read_text("utf-8")


def test_the_same_prompt_ten_times_makes_no_alarm_and_a_worse_one_does(
    cairn: Cairn, moody: Moody, suite: str, tmp_path: Path
) -> None:
    baseline = tmp_path / "baseline.json"
    common = ("eval", "run", suite, "--repeat", "3")
    first = cairn(*common, "--candidate", f"prompt={GOOD}", "--json")
    assert first.code == ExitCode.FINISHED
    assert 0.7 < first.json["candidates"][0]["rate"] < 1.0
    baseline.write_text(first.out)

    again = [
        cairn(*common, "--candidate", f"prompt={GOOD}", "--baseline", str(baseline)).code
        for _ in range(10)
    ]
    assert again == [ExitCode.FINISHED] * 10

    junit = tmp_path / "report.xml"
    worse = cairn(
        *common,
        "--candidate",
        f"name=Careless,prompt={BAD}",
        "--baseline",
        str(baseline),
        "--junit",
        str(junit),
    )
    assert worse.code == ExitCode.ERROR
    assert "Careless" in worse.out
    assert "an alarm" in worse.out
    (tests,) = ElementTree.parse(junit).getroot().findall("testsuite")
    assert len(tests.findall("testcase")) == 12
    assert tests.findall("testcase/failure")


def test_a_baseline_of_other_cases_is_no_reason_to_pass(
    cairn: Cairn, moody: Moody, suite: str, tmp_path: Path
) -> None:
    baseline = tmp_path / "baseline.json"
    baseline.write_text(cairn("eval", "run", suite, "--json").out)
    file = Path(suite)
    lines = file.read_text().splitlines()
    held = ("eval", "run", suite, "--baseline", str(baseline))
    file.write_text("\n".join([*lines[:4], lines[4].replace("What is", "Tell me of")]))
    ran = cairn(*held)
    assert ran.code == ExitCode.FINISHED
    assert "2 of 3 cases" in ran.out

    file.write_text("\n".join(line.replace("What is", "Tell me of") for line in lines))
    ran = cairn(*held)
    assert ran.code == ExitCode.ERROR
    assert "No case of this run is in the baseline" in ran.err


def test_the_last_run_that_was_finished_is_the_baseline_but_never_the_run_itself(
    cairn: Cairn, moody: Moody, suite: str
) -> None:
    cairn("eval", "import", suite, "--name", "Cairns")
    assert cairn("eval", "run", "Cairns", "--baseline", "last").code == ExitCode.USAGE
    cairn("eval", "run", "Cairns", "--name", "first")
    assert cairn("eval", "report", "--baseline", "last").code == ExitCode.USAGE
    cairn("eval", "run", "Cairns", "--name", "second")
    assert cairn("eval", "report", "--baseline", "last", "--json").json["baseline"] == "first"


def test_a_run_that_no_model_answers_is_gone_on_with(
    cairn: Cairn, moody: Moody, suite: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cairn("eval", "import", suite, "--name", "Cairns")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    broken = cairn("eval", "run", "Cairns", "--json")
    assert broken.code == ExitCode.RESUMABLE
    assert "--resume" in broken.err

    monkeypatch.setenv("OPENAI_BASE_URL", moody.base_url)
    whole = cairn("eval", "run", "Cairns", "--resume", "last", "--json")
    assert whole.code == ExitCode.FINISHED
    assert whole.json["run"] == broken.json["run"]
    assert whole.json["candidates"][0]["attempts"] == 12


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--candidate", "colour=red"), "A candidate has no 'colour'"),
        (("--candidate", "temperature=warm"), "temperature is no number"),
        (("--baseline", "nothing"), "There is no such run"),
        (("--repeat", "0"), "1 or more"),
        (("--min-pass", "2"), "between 0 and 1"),
    ],
)
def test_what_is_typed_wrong_is_said(
    cairn: Cairn, suite: str, arguments: tuple[str, str], words: str
) -> None:
    ran = cairn("eval", "run", suite, *arguments)
    assert ran.code == ExitCode.USAGE
    assert words in ran.err


def test_an_empty_suite_says_how_to_make_a_case(cairn: Cairn) -> None:
    ran = cairn("eval", "run")
    assert ran.code == ExitCode.NOTHING
    assert "Make a case first" in ran.err
