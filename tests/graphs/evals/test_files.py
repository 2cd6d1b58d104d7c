"""Suites as files: out and in again, without keys, whole or not at all."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from graphs.errors import InvalidCase
from graphs.evals import files, workspace_copy
from graphs.evals.files import MASK
from graphs.storage.eval_records import Case, Check, Contains, CopiedFile, Matches, Proposes
from graphs.storage.home import Home
from graphs.storage.library import Library
from graphs.storage.message_tree import NewMessage
from graphs.storage.records import ToolCall

SHAPED = "sk-abcdefghijklmnop1234"
GIVEN = "a key of no shape"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    home = Home(tmp_path / "home")
    home.prepare()
    library = Library.open(home)
    yield library
    library.close()


def case(name: str, text: str = "Tea?", *checks: Check) -> Case:
    return Case(name, name, (NewMessage("m1", "user", text),), checks)


def kept(library: Library, suite_id: str) -> list[Case]:
    return [library.evals.case(row.id) for row in library.evals.cases(suite_id)]


def line(**changed: object) -> str:
    least = {"cairn_case": 1, "name": "Tea", "messages": [{"role": "user", "text": "Tea?"}]}
    return json.dumps({**least, **changed})


def refused(text: str) -> InvalidCase:
    with pytest.raises(InvalidCase) as raised:
        files.read(text)
    return raised.value


def test_a_suite_comes_back_as_it_went_and_beside_the_first_has_ids_of_its_own(
    library: Library,
) -> None:
    before = [case("One", "In\u2028two\r\nlines", Contains("leaf")), case("Two")]
    suite = library.evals.add_suite("Drinks", before)
    found = files.exported(library, suite.id)
    assert (found.text.count("\n"), found.masked) == (2, 0)
    assert list(files.read(found.text)) == before

    copy = files.imported(library, found.text, "Copy")
    after = kept(library, copy.id)
    assert [replace(one, id=one.name) for one in after] == before
    assert not {one.id for one in after} & {"One", "Two"}
    assert kept(library, suite.id) == before


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_comments_and_empty_lines_say_nothing(ending: str) -> None:
    text = ending.join(["# Drinks", "", line(name="One"), "  ", line(name="Two"), ""])
    assert [one.name for one in files.read(text)] == ["One", "Two"]


def test_a_mistake_names_its_line_and_nothing_is_imported(library: Library) -> None:
    text = "\n".join(["# Drinks", line(), line(checks=[{"kind": "matches", "pattern": "("}])])
    with pytest.raises(InvalidCase, match=r"^Line 3: checks\[0\]: That is no pattern") as raised:
        files.imported(library, text, "Drinks")
    assert raised.value.field == "checks[0]"
    assert library.evals.suites() == []


def test_a_case_that_stands_there_twice_is_not_lost_in_silence() -> None:
    twice = refused(f"{line(id='a')}\n{line(id='a', name='Other')}")
    assert (twice.field, twice.sentence[:7]) == ("id", "Line 2:")
    assert refused(f"{line()}\n{line()}").field == "id"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"id": ""}, "id"),
        ({"messages": []}, "messages"),
        ({"messages": [{"role": "assistant", "text": "Hm."}]}, "messages"),
        ({"checks": [{"kind": "json", "path": "$.["}]}, "checks[0]"),
        ({"checks": [{"kind": "json", "path": "$[?@.a=~/(/]"}]}, "checks[0]"),
        ({"checks": [{"kind": "matches", "pattern": "(" * 5_000}]}, "checks[0]"),
        ({"checks": [{"kind": "at_most", "actions": -1}]}, "checks[0]"),
        ({"checks": [{"kind": "language", "code": "english"}]}, "checks[0]"),
        ({"checks": [{"kind": "proposes", "tool": "x", "arguments": "[]"}]}, "checks[0]"),
        ({"checks": [{"kind": "rubric", "text": ""}]}, "checks[0]"),
        ({"files": [{"path": "a", "blob": "b"}]}, "files[0].blob"),
    ],
)
def test_what_can_never_be_decided_is_refused(changed: dict[str, object], field: str) -> None:
    assert refused(line(**changed)).field == field


def test_a_call_whose_arguments_cannot_be_read_is_refused() -> None:
    call = {"id": "x", "name": "y", "arguments": "{"}
    messages = [
        {"role": "assistant", "text": "", "tool_calls": [call]},
        {"role": "tool", "text": "", "tool_call_id": "x"},
    ]
    assert refused(line(messages=messages)).field == "messages[0].tool_calls[0].arguments"


@pytest.mark.parametrize(
    "path",
    ["../x", "a/../../x", "/etc/x", "C:\\x", "C:x", "a\\..\\x", "a\0b", "", ".", "NUL", "x" * 300],
)
def test_a_file_that_leads_out_of_the_workspace_is_refused_and_never_written(
    path: str, tmp_path: Path
) -> None:
    blob = sha256(b"x").hexdigest()
    wrong = line(files=[{"path": path, "blob": blob}], blobs={blob: "x"})
    assert refused(wrong).field == "files[0].path"

    inside = tmp_path / "deep" / "inside"
    inside.mkdir(parents=True)
    forged = replace(case("f"), files=(CopiedFile(path, blob),), blobs=((blob, b"x"),))
    workspace_copy.unpack(forged, inside)
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


def test_a_file_cannot_be_the_folder_of_another() -> None:
    blob = sha256(b"x").hexdigest()
    both = [{"path": "a", "blob": blob}, {"path": "a/b", "blob": blob}]
    assert refused(line(files=both, blobs={blob: "x"})).field == "files[0].path"


def test_no_key_is_exported(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_SERVICE_API_KEY", GIVEN)
    monkeypatch.setenv("SHORT_API_KEY", "tea")
    pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----"
    content = f"kept result with {SHAPED}".encode()
    blob = sha256(content).hexdigest()
    said = case("Leak", f"Use {SHAPED}, {GIVEN} or {pem} for tea: result:{blob}", Matches(SHAPED))
    called = NewMessage("a", "assistant", GIVEN, (ToolCall("x", "y", json.dumps({"key": SHAPED})),))
    result = NewMessage("r", "tool", "ok", tool_call_id="x")
    leaking = replace(
        said, messages=(*said.messages, called, result), blobs=((blob, content),), note=GIVEN
    )
    suite = library.evals.add_suite("Leaks", [leaking])

    found = files.exported(library, suite.id)
    for secret in (SHAPED, GIVEN, "MIIE"):
        assert secret not in found.text
    assert found.masked == found.text.count(MASK) == 8
    (read,) = files.read(found.text)
    ((masked, content),) = read.blobs
    assert content.decode() == f"kept result with {MASK}"
    assert read.messages[0].text == f"Use {MASK}, {MASK} or {MASK} for tea: result:{masked}"
    assert kept(library, suite.id) == [leaking], "what is kept here stays as it was"


def test_the_key_in_the_settings_is_masked_also_where_the_environment_has_another(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:8/v1")
    key = "a-key-of-no-shape"
    endpoint = f'base_url = "http://127.0.0.1:9/v1"\nmodel = "m"\napi_key = "{key}"'
    library.home.settings.write_text(f"[connection]\n{endpoint}\n")
    suite = library.evals.add_suite("Leaks", [case("Leak", key, Proposes("x"))])
    assert key not in files.exported(library, suite.id).text


def test_what_the_format_s_page_shows_is_a_case() -> None:
    page = (Path(__file__).parents[3] / "docs" / "suites.md").read_text()
    (shown,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    (read,) = files.read(shown)
    assert read.checks == (Contains("stones"),)
    for name in Case.__dataclass_fields__:
        assert f"| `{name}` |" in page
