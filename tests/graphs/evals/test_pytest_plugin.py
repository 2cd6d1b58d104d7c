"""A suite's file under pytest, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.endpoint import ScriptedEndpoint, Text
from tests.graphs.evals.conftest import endpoint as endpoint


def line(name: str) -> str:
    case = {
        "cairn_case": 1,
        "name": name,
        "messages": [{"role": "user", "text": f"What is a {name}?"}],
        "checks": [{"kind": "contains", "text": "stone"}],
    }
    return json.dumps(case)


def run(
    folder: Path, endpoint: ScriptedEndpoint, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """pytest with no tests but those of the suite."""
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            *arguments,
        ],
        cwd=folder,
        env={**os.environ, **endpoint.environ, "CAIRN_HOME": str(folder / "home")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.timeout(300)
def test_each_case_is_a_test_that_says_what_did_not_hold(
    tmp_path: Path, endpoint: ScriptedEndpoint
) -> None:
    suite = tmp_path / "stones.jsonl"
    suite.write_text(f"{line('cairn')}\n{line('loaf')}\n")
    endpoint.then(Text("A pile of stones."), Text("A kind of bread."))
    told = run(tmp_path, endpoint, "--cairn-suite", str(suite), "--cairn-candidate", "prompt=Hm.")
    assert told.returncode == pytest.ExitCode.TESTS_FAILED, told.stdout + told.stderr
    assert "1 failed, 1 passed" in told.stdout
    assert "It does not have “stone”." in told.stdout
    assert "It said: A kind of bread." in told.stdout
    assert endpoint.requests[0].messages[0]["content"] == "Hm."


@pytest.mark.timeout(300)
def test_a_file_that_is_no_suite_ends_it_with_line_and_field(
    tmp_path: Path, endpoint: ScriptedEndpoint
) -> None:
    suite = tmp_path / "stones.jsonl"
    suite.write_text(f"{line('cairn')}\n" + line("loaf").replace('"text": "stone"', '"text": ""'))
    told = run(tmp_path, endpoint, "--cairn-suite", str(suite))
    assert told.returncode == pytest.ExitCode.USAGE_ERROR
    assert "Line 2" in told.stderr
    assert "checks[0]" in told.stderr
    assert endpoint.requests == []
