"""The scripted endpoint itself, where other tests lean on it."""

import json
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from tests.endpoint import (
    ScriptedEndpoint,
    Status,
    Text,
    ToolCall,
    numbered_words,
    refusing_base_url,
    tokens_of,
)

ROOT = Path(__file__).parents[1]


def post(base_url: str, **fields: object) -> httpx2.Response:
    body = {"model": "m", "messages": [{"role": "user", "content": "Hi you"}]} | fields
    return httpx2.post(f"{base_url}/chat/completions", json=body, timeout=10)


def test_tokens_joined_are_the_text() -> None:
    for text in ("a b  c\n\nd ", "", " ", "one", "\tx\n"):
        assert "".join(tokens_of(text)) == text


def test_the_script_is_followed_and_then_the_default() -> None:
    with ScriptedEndpoint([Status(500), ToolCall("clock")], default=Text("Bye.")) as endpoint:
        endpoint.then(Text("Once."))
        assert post(endpoint.base_url).status_code == 500
        call = post(endpoint.base_url).json()["choices"][0]
        assert call["message"]["tool_calls"][0]["function"]["name"] == "clock"
        assert post(endpoint.base_url).json()["choices"][0]["message"]["content"] == "Once."
        assert post(endpoint.base_url).json()["choices"][0]["message"]["content"] == "Bye."
        answer = post(endpoint.base_url).json()
        assert answer["choices"][0]["message"]["content"] == "Bye."
        assert answer["usage"] == {"prompt_tokens": 2, "completion_tokens": 1, "total_tokens": 3}
    assert [request.last_user_text for request in endpoint.requests] == ["Hi you"] * 5


def test_models_are_listed() -> None:
    with ScriptedEndpoint() as endpoint:
        listed = httpx2.get(f"{endpoint.base_url}/models").json()
    assert [entry["id"] for entry in listed["data"]] == ["scripted-model"]


def test_as_a_process_it_survives_to_tell_what_it_was_asked(tmp_path: Path) -> None:
    record = tmp_path / "requests.jsonl"
    command = [sys.executable, "-m", "tests.endpoint", "--words", "5", "--record", str(record)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        base_url = json.loads(process.stdout.readline())["base_url"]
        answer = post(base_url).json()["choices"][0]["message"]["content"]
        process.stdin.close()
        assert process.wait(timeout=60) == 0
    assert answer == numbered_words(5) == "w1 w2 w3 w4 w5"
    [asked] = [json.loads(line) for line in record.read_text("utf-8").splitlines()]
    assert asked["body"]["messages"] == [{"role": "user", "content": "Hi you"}]


def test_nothing_listens_at_the_refusing_address() -> None:
    with pytest.raises(httpx2.ConnectError):
        post(refusing_base_url())
