"""Models from the command line: saved, tried, chosen, and found by the next message."""

import pytest

from tests.endpoint import MODEL, ScriptedEndpoint
from tests.graphs.cli.conftest import Cairn


@pytest.fixture(autouse=True)
def _nothing_in_the_environment(cairn: Cairn, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_BASE_URL", "OPENAI_API_KEY", "CAIRN_MODEL"):
        monkeypatch.delenv(name, raising=False)


def names(cairn: Cairn) -> list[tuple[str, bool]]:
    return [(one["name"], one["used"]) for one in cairn("models", "--json").json["models"]]


def test_the_starter_model_is_used_unless_another_is(cairn: Cairn) -> None:
    assert names(cairn) == [("SmolLM2 135M", True)]
    assert "* SmolLM2 135M  (built in)" in cairn("models").out


def test_a_model_is_added_used_and_removed(
    cairn: Cairn, endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_KEY", "sk-secret")
    where = ("--url", endpoint.base_url, "--model", MODEL, "--key-variable", "MY_KEY")
    added = cairn("models", "add", "Mine", *where)
    assert (added.code, f"  Mine  ({MODEL} at {endpoint.base_url})" in added.out) == (0, True)
    assert cairn("models", "use", "Mine").code == 0
    assert names(cairn) == [("SmolLM2 135M", False), ("Mine", True)]
    assert "sk-secret" not in cairn("models", "--json").out
    assert cairn("send", "Hello").out.strip() == "You said: Hello"
    assert cairn("models", "remove", "Mine").code == 0
    assert names(cairn) == [("SmolLM2 135M", True)]


def test_adding_it_again_changes_it(cairn: Cairn, endpoint: ScriptedEndpoint) -> None:
    for model in ("small", "large"):
        cairn("models", "add", "Mine", "--url", endpoint.base_url, "--model", model)
    listed = cairn("models", "--json").json["models"]
    assert [(one["name"], one["model"]) for one in listed[1:]] == [("Mine", "large")]


def test_a_model_is_tried(cairn: Cairn, endpoint: ScriptedEndpoint) -> None:
    cairn("models", "add", "Mine", "--url", endpoint.base_url, "--model", MODEL)
    tried = cairn("models", "try", "Mine")
    assert tried.code == 0
    assert tried.out.startswith("You said: Say hello")
    assert "is given tools: native" in tried.err
    assert cairn("models", "try", "Mine", "--json").json["tools"] == "native"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "Mine", "--url", "ftp://x", "--model", "m"), "--url: It looks like http://"),
        (("add", "Mine", "--url", "http://x/v1"), "--model: Name a model"),
        (("add", "Mine", "--file", "/nowhere.gguf"), "--file: "),
        (("add", "SmolLM2 135M", "--url", "http://x/v1", "--model", "m"), "NAME: Another"),
        (("add", "M", "--url", "http://x/v1", "--key-variable", "NOT_SET"), "NOT_SET is not set"),
        (("use", "Nobody"), "no model called Nobody"),
        (("remove", "Nobody"), "no model called Nobody"),
        (("remove", "built-in"), "cannot be removed"),
        (("try", "Nobody"), "no model called Nobody"),
    ],
)
def test_what_cannot_be_done_is_said(cairn: Cairn, arguments: tuple[str, ...], said: str) -> None:
    ran = cairn("models", *arguments)
    assert (ran.code, said in ran.err) == (2, True)
    assert names(cairn) == [("SmolLM2 135M", True)]


def test_the_environment_wins_and_says_so(
    cairn: Cairn, endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", endpoint.base_url)
    listed = cairn("models", "--json").json
    assert "OPENAI_BASE_URL" in listed["fixed"]
    assert not any(one["used"] for one in listed["models"])
    assert "OPENAI_BASE_URL" in cairn("models", "use", "built-in").err
