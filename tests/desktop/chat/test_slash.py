import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.chat.slash import calls, suggestions
from graphs import Field, ToolInfo

PATH = Field("path", "line", required=True, description="The file.")
CONTENT = Field("content", "text", required=True, description="Its content.")
FOLDER = Field("path", "line", required=False, description="The folder.")
TOOLS = (
    ToolInfo("list_files", "List files.", False, "folder", (FOLDER,), "list"),
    ToolInfo("read_file", "Read a file.", False, "folder", (PATH,), "read"),
    ToolInfo("write_file", "Write a file.", True, "folder", (PATH, CONTENT), "write"),
    ToolInfo("current_time", "What time it is.", False, "none", short="time"),
    ToolInfo("recall", "Look it up.", False, "none", (Field("query", "line", True, "What."),)),
)


def names(text: str) -> list[str]:
    return [one.key for one in suggestions(text, TOOLS)]


def present(text: str) -> tuple[str, str, str]:
    (one,) = suggestions(text, TOOLS)
    return one.before, one.present, one.after


def test_a_slash_alone_may_mean_any_tool() -> None:
    assert names("/") == [tool.name for tool in TOOLS]


def test_names_that_begin_so_come_before_names_that_hold_it() -> None:
    assert names("/r") == ["read_file", "recall", "write_file", "current_time"]
    assert names("/RE") == ["read_file", "recall", "current_time"]
    assert names("/time") == ["current_time"]


@pytest.mark.parametrize(
    "text", ["", "read", " /read", "/nothing", "/nothing at all", "/etc/hosts"]
)
def test_what_calls_no_tool_suggests_none(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize("name", ["write", "write_file", "Write"])
def test_the_argument_at_which_the_text_is_stands_out(name: str) -> None:
    assert present(f"/{name} ") == ("", "<path>", "<content>")
    assert present(f"/{name} notes.txt") == ("", "<path>", "<content>")
    assert present(f"/{name} notes.txt ") == ("<path>", "<content>", "")
    assert present(f"/{name} notes.txt Buy milk\nand bread ") == ("<path>", "<content>", "")


def test_a_quoted_argument_may_hold_spaces() -> None:
    assert present('/write "my notes') == ("", "<path>", "<content>")
    assert present('/write "my notes.txt" ') == ("<path>", "<content>", "")
    assert present("/write 'my notes.txt' ") == ("<path>", "<content>", "")


def test_what_is_told_is_the_argument_or_else_the_tool() -> None:
    assert [one.told for one in suggestions("/write a ", TOOLS)] == ["Its content."]
    assert [one.told for one in suggestions("/writ", TOOLS)] == ["Write a file."]


def test_arguments_that_may_be_left_out_and_json_are_shown_as_such() -> None:
    assert present("/list ") == ("", "[path]", "")
    assert present("/current_time ") == ("", "", "")
    assert present('/write {"path": "a b') == ("", "", "<path> <content>")


def test_a_short_name_is_a_name_and_comes_first() -> None:
    assert present("/time ") == ("", "", "")
    assert names("/t") == ["current_time", "list_files", "write_file"]


def test_part_of_a_name_calls_nothing_once_arguments_follow() -> None:
    assert names("/current ") == names("/file ") == names("/ ") == []


@pytest.mark.parametrize("text", ["/time", "/current_time", "/LIST", "/list_files"])
def test_a_name_can_be_all_that_a_tool_needs(text: str) -> None:
    assert calls(text, TOOLS)


@pytest.mark.parametrize("text", ["/", "", "time", "/tim", "/read", "/recall", "/nothing"])
def test_less_than_a_whole_name_or_a_tool_that_needs_more_calls_nothing_yet(text: str) -> None:
    assert not calls(text, TOOLS)


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    for start in ("/", "/write ", '/write "'):
        assert len(suggestions(start + text, TOOLS)) <= len(TOOLS)
