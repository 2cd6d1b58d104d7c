"""Two lines of history side by side: where they part, what answers to what, what was spent."""

from dataclasses import replace
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from graphs.history.compare import Line, PassageKind, Row, compare
from graphs.storage.action_records import (
    Action,
    ActionStatus,
    Preview,
)
from graphs.storage.records import (
    Message,
    Role,
    Step,
    StepKind,
    ToolCall,
)

_numbers = count()


def message(role: Role, text: str, *calls: ToolCall, tool: str = "") -> Message:
    """A message with an id and a key of its own."""
    id_ = f"m{next(_numbers)}"
    return Message(f"key of {id_}", id_, role, text, 1.0, "t1", tool_calls=calls, tool_name=tool)


def you(text: str) -> Message:
    return message("user", text)


def answer(text: str) -> Message:
    return message("assistant", text)


def call(tool: str, arguments: str, text: str = "") -> Message:
    return message("assistant", text, ToolCall(f"c{next(_numbers)}", tool, arguments))


def result(tool: str, text: str) -> Message:
    return message("tool", text, tool=tool)


def line(*messages: Message) -> Line:
    return Line("branch", messages)


def texts(rows: tuple[Row, ...]) -> list[tuple[str | None, str | None]]:
    return [(row.left and row.left.text, row.right and row.right.text) for row in rows]


def step(at: Message, kind: StepKind, seconds: float | None, tokens: int | None = None) -> Step:
    return Step(
        "branch", 1, "checkpoint", "", "t1", kind, "", (), 1, 1.0, at.key, seconds, tokens, tokens
    )


def action(asked: Message, started_at: float | None) -> Action:
    (wanted,) = asked.tool_calls
    return Action(
        id=f"a{next(_numbers)}",
        conversation_id="c1",
        conversation_title="",
        branch_id="branch",
        turn_id="t1",
        message_id=asked.id,
        call_id=wanted.id,
        position=0,
        siblings=1,
        tool=wanted.name,
        arguments=wanted.arguments,
        workspace="",
        status=ActionStatus.DONE if started_at else ActionStatus.REJECTED,
        asks=True,
        because="",
        proposed_at=1.0,
        preview=Preview("", "", undo=True),
        started_at=started_at,
    )


def test_what_only_differs_in_ids_is_the_same() -> None:
    def told() -> Line:
        return line(you("Hi"), call("read_file", "{}"), result("read_file", "x"), answer("Hello"))

    comparison = compare(told(), told())
    assert (comparison.shared, comparison.turns) == (1, ())
    assert comparison.left == comparison.right
    assert comparison.left.seconds == comparison.left.actions == 0


def test_it_begins_with_the_turn_in_which_they_part() -> None:
    first = (you("One"), answer("1"))
    left = line(*first, you("Two"), answer("It is 2"), you("Three"), answer("3"))
    right = line(*first, you("Two"), answer("It is two"))
    comparison = compare(left, right)
    assert comparison.shared == 1
    assert [texts(turn) for turn in comparison.turns] == [
        [("Two", "Two"), ("It is 2", "It is two")],
        [("Three", None), ("3", None)],
    ]
    answers = comparison.turns[0][1]
    assert answers.left
    assert answers.right
    assert [(piece.text, piece.same) for piece in answers.left.pieces] == [
        ("It is", True),
        (" 2", False),
    ]
    assert answers.right.pieces[0] == answers.left.pieces[0]


def test_one_that_was_gone_on_with_differs_in_what_came_after() -> None:
    first = (you("One"), answer("1"))
    comparison = compare(line(*first), line(*first, you("Two"), answer("2")))
    assert comparison.shared == 1
    assert [texts(turn) for turn in comparison.turns] == [[(None, "Two"), (None, "2")]]


def test_within_a_turn_like_stands_beside_like() -> None:
    left = line(
        you("Look"),
        call("read_file", "a", "I look first"),
        result("read_file", "A"),
        call("read_file", "b"),
        result("read_file", "B"),
        answer("Both"),
    )
    right = line(you("Look"), call("read_file", "b"), result("read_file", "B"), answer("One"))
    (turn,) = compare(left, right).turns
    assert texts(turn) == [
        ("Look", "Look"),
        ("I look first", None),
        ("a", None),
        ("A", None),
        ("b", "b"),
        ("B", "B"),
        ("Both", "One"),
    ]
    assert [row.left and row.left.kind for row in turn] == [
        PassageKind.YOU,
        PassageKind.SAID,
        PassageKind.CALL,
        PassageKind.RESULT,
        PassageKind.CALL,
        PassageKind.RESULT,
        PassageKind.ANSWER,
    ]
    assert [row.left and row.left.tool for row in turn][2:4] == ["read_file", "read_file"]


def test_totals_count_what_came_after_they_parted() -> None:
    asked = you("Do it")
    writes, runs = call("write_file", "one"), call("run_command", "two")
    wrote, ran = result("write_file", "ok"), result("run_command", "no")
    last = answer("Done")
    early = (you("Before"), answer("Yes"))
    steps = (
        step(early[1], StepKind.MODEL, 100.0, 1_000),
        step(asked, StepKind.YOU, None),
        step(writes, StepKind.CALLS, 1.0, 10),
        step(wrote, StepKind.TOOL, 2.0),
        step(runs, StepKind.CALLS, 4.0, 20),
        step(ran, StepKind.TOOL, None),
        step(last, StepKind.MODEL, 8.0, None),
        step(last, StepKind.FORK, 1_000.0, 5),
        step(answer("of another branch"), StepKind.MODEL, 500.0, 7),
    )
    left = Line(
        "branch",
        (*early, asked, writes, wrote, runs, ran, last),
        steps,
        (action(writes, 1.0), action(runs, None), action(call("read_file", "elsewhere"), 1.0)),
    )
    right = line(*early, replace(asked, id="other"), answer("No"))
    totals = compare(left, right).left
    assert (totals.tokens_in, totals.tokens_out) == (30, 30)
    assert (totals.seconds, totals.actions, totals.done) == (15.0, 2, 1)
    assert compare(left, right).right.tokens_in is None


TOOLS = st.sampled_from(["read_file", "write_file"])
WORDS = st.sampled_from(["", "one", "two", "one two", "two one three"])
MESSAGES = st.one_of(
    WORDS.map(you),
    WORDS.map(answer),
    st.builds(call, TOOLS, WORDS, WORDS),
    st.builds(result, TOOLS, WORDS),
)
LINES = st.lists(MESSAGES, max_size=12).map(lambda messages: line(*messages))


def after(told: Line, turns: int) -> list[str]:
    """What a line says and does after its first turns, as texts."""
    begun = 0
    later: list[str] = []
    for number, said in enumerate(told.messages):
        begun += said.role == "user" or number == 0
        if begun > turns:
            later += [said.text] if said.text or not said.tool_calls else []
            later += [wanted.arguments for wanted in said.tool_calls]
    return later


@given(LINES, LINES, LINES)
def test_all_that_came_after_is_there_once_and_in_its_order(
    shared: Line, left: Line, right: Line
) -> None:
    ours = replace(left, messages=shared.messages + left.messages)
    theirs = replace(right, messages=shared.messages + right.messages)
    comparison = compare(ours, theirs)
    rows = [row for turn in comparison.turns for row in turn]
    assert [row.left.text for row in rows if row.left] == after(ours, comparison.shared)
    assert [row.right.text for row in rows if row.right] == after(theirs, comparison.shared)
    for row in rows:
        assert row.left or row.right
        if row.left and row.right:
            assert (row.left.kind, row.left.tool) == (row.right.kind, row.right.tool)


@given(LINES, LINES)
def test_the_two_can_change_places(left: Line, right: Line) -> None:
    there, back = compare(left, right), compare(right, left)
    assert there.shared == back.shared
    assert len(there.turns) == len(back.turns)
    assert (there.left, there.right) == (back.right, back.left)
