"""What the rest of Cairn, and the model, are told of each tool."""

import ast
from types import SimpleNamespace
from typing import Any

import pytest
from langchain.agents import create_agent
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, ToolMessage
from langchain_core.utils.function_calling import convert_to_openai_tool

from graphs.storage.action_records import Field
from graphs.tools.registry import by_name, tools
from graphs.tools.spec import ToolSpec, fields_of, invalid
from tests.graphs.tools.conftest import Bench

ASK = {"write_file", "edit_file", "move_file", "delete_file", "run_command", "fetch_url"}
ALL = pytest.mark.parametrize("spec", tools(), ids=lambda spec: spec.tool.name)


def spec_of(name: str) -> ToolSpec:
    spec = by_name(name)
    assert spec is not None
    return spec


def test_what_changes_something_asks_and_what_reads_does_not() -> None:
    asking = {spec.tool.name for spec in tools() if spec.asks}

    assert asking == ASK | {"remember", "forget"}
    assert {spec.tool.name for spec in tools()} - asking == {
        "list_files",
        "read_file",
        "search_files",
        "recall",
        "current_time",
    }
    assert by_name("format_disk") is None


@ALL
def test_the_example_in_a_docstring_is_a_call_that_fits(spec: ToolSpec) -> None:
    *_, last = spec.tool.description.splitlines()
    call = ast.parse(last.removeprefix("Example: "), mode="eval").body

    assert last.startswith("Example: ")
    assert isinstance(call, ast.Call)
    assert ast.unparse(call.func) == spec.tool.name
    arguments = {keyword.arg or "": ast.literal_eval(keyword.value) for keyword in call.keywords}
    assert invalid(spec, arguments) == {}


@ALL
def test_the_model_is_told_each_argument_and_nothing_of_the_runtime(spec: ToolSpec) -> None:
    told = convert_to_openai_tool(spec.tool)["function"]["parameters"]["properties"]

    assert list(told) == [field.name for field in fields_of(spec)]
    assert "runtime" not in told
    for argument in told.values():
        assert argument["description"].endswith(".")
        assert "\n" not in argument["description"]
        assert "maxLength" not in argument


@ALL
def test_no_other_argument_is_taken(spec: ToolSpec) -> None:
    wrong = invalid(spec, {"runtime": {"context": "forged"}, "zz": 1})

    assert f'{spec.tool.name} has no argument "zz".' in wrong[""]
    assert '"runtime"' in wrong[""]


@pytest.mark.parametrize(
    ("name", "arguments", "wrong"),
    [
        ("write_file", {"path": 3, "content": "x"}, {"path": "This has to be text."}),
        ("write_file", {"path": "a"}, {"content": "This is needed."}),
        ("write_file", {"path": " \n", "content": ""}, {"path": "This is empty."}),
        ("read_file", {"path": "a", "offset": -1}, {"offset": "This has to be 0 or more."}),
        ("read_file", {"path": "a", "offset": 1.5}, {"offset": "This has to be a whole number."}),
        ("read_file", {"path": None}, {"path": "This has to be text."}),
        (
            "write_file",
            {"path": "a", "content": "x" * 1_000_001},
            {"content": "This is too long: at most 1,000,000 characters."},
        ),
        (
            "write_file",
            {"path": "a", "content": "\ud83d"},
            {"content": "This holds half a character, which cannot be written."},
        ),
        ("run_command", {"command": ""}, {"command": "This is empty."}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    name: str, arguments: dict[str, Any], wrong: dict[str, str]
) -> None:
    assert invalid(spec_of(name), arguments) == wrong


def test_fields_are_typed_by_the_schema() -> None:
    assert fields_of(spec_of("write_file")) == (
        Field("path", "line", True, "The file, relative to the workspace."),
        Field("content", "text", True, "The whole new content of the file."),
    )
    assert [
        (field.name, field.kind, field.required) for field in fields_of(spec_of("read_file"))
    ] == [
        ("path", "line", True),
        ("offset", "integer", False),
    ]
    assert fields_of(spec_of("run_command"))[0].kind == "text"


def test_rules_see_the_full_paths_of_all_that_a_call_touches(bench: Bench) -> None:
    workspace, folder = bench.desk.workspace, bench.folder.as_posix()
    moved = {"source": "a/../b.txt", "destination": f"{folder}/c/d.txt"}

    assert spec_of("move_file").subjects(workspace, moved) == (
        f"{folder}/b.txt",
        f"{folder}/c/d.txt",
    )
    assert spec_of("write_file").subjects(workspace, {"path": "../x"}) == ()
    assert spec_of("write_file").subjects(workspace, {}) == ()
    assert spec_of("search_files").subjects(workspace, {"query": "x"}) == (folder,)
    assert spec_of("read_file").subjects(workspace, {"path": "result:0"}) == ()
    assert spec_of("run_command").subjects(workspace, {"command": "git status"}) == ("git status",)
    assert spec_of("fetch_url").subjects(workspace, {"url": "https://a.org/x"}) == ("a.org",)
    assert spec_of("fetch_url").subjects(workspace, {"url": "nonsense"}) == ()
    assert spec_of("remember").subjects(workspace, {"fact": "x"}) == ()


class Scripted(GenericFakeChatModel):
    def bind_tools(self, *_: Any, **__: Any) -> "Scripted":
        return self


async def test_an_agents_run_hands_the_desk_to_its_tools(bench: Bench) -> None:
    calls = [
        {"name": "write_file", "args": {"path": "a.txt", "content": "stone"}, "id": "c1"},
        {"name": "run_command", "args": {"command": "echo $CAIRN_ACTION"}, "id": "c2"},
        {"name": "current_time", "args": {}, "id": "c3"},
    ]
    model = Scripted(messages=iter([AIMessage("", tool_calls=calls), AIMessage("Done.")]))
    agent = create_agent(model, [spec.tool for spec in tools()], context_schema=SimpleNamespace)

    state = await agent.ainvoke(
        {"messages": [("user", "go")]}, context=SimpleNamespace(desk=bench.desk)
    )

    results = {
        m.tool_call_id: str(m.content) for m in state["messages"] if isinstance(m, ToolMessage)
    }
    assert results["c1"] == "Wrote a.txt: 1 line, 5 bytes."
    assert "c2/" in results["c2"]
    assert ":" in results["c3"]
    assert (bench.folder / "a.txt").read_text() == "stone"


@pytest.mark.parametrize(
    ("name", "arguments", "title"),
    [
        ("list_files", {}, "List the workspace"),
        ("list_files", {"path": "drafts"}, "List drafts"),
        ("read_file", {"path": "a.txt"}, "Read a.txt"),
        ("search_files", {"query": "milk\nand bread"}, "Search for milk"),
        ("recall", {"query": "tea"}, "Recall tea"),
        ("current_time", {}, "Tell the time"),
        ("run_command", {"command": "git status"}, "Run git status"),
        ("fetch_url", {"url": "https://example.org/a"}, "Fetch a page of example.org"),
        ("remember", {"fact": "Likes tea."}, "Remember a fact"),
        ("forget", {"fact": "tea"}, "Forget a fact"),
    ],
)
def test_a_call_has_a_title(bench: Bench, name: str, arguments: dict[str, Any], title: str) -> None:
    assert bench.preview(name, **arguments).title == title
