"""The view model with the real engine, agent and file, answered by a scripted model server."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment

from desktop.app.engine import Engine
from desktop.chat.rows import NoticeKind, RowKind
from desktop.chat.view_model import ChatViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Change, Library
from tests.desktop.conftest import Desk
from tests.endpoint import Hang, ScriptedEndpoint, Status, Text, ToolCall
from tests.endpoint import connected as connected
from tests.endpoint import endpoint as endpoint


@pytest.fixture
def engine(desk: Desk, connected: ScriptedEndpoint) -> Iterator[Engine]:
    engine = Engine(desk.loop)
    yield engine
    desk.run(engine.close())


@pytest.fixture
def view_model(
    desk: Desk, engine: Engine, library: Library, calls: LibraryCalls, tasks: Tasks
) -> Iterator[ChatViewModel]:
    """One that shows a conversation not yet begun."""
    view_model = ChatViewModel(calls, engine, tasks)
    engine.happened.connect(view_model.handle, Qt.ConnectionType.QueuedConnection)
    desk.run(engine.open(library))
    view_model.open("")
    desk.until(lambda: view_model.canSend)
    yield view_model
    desk.run(view_model.close())
    desk.run(tasks.close())
    engine.happened.disconnect(view_model.handle)
    shiboken6.delete(view_model)


def shown(view_model: ChatViewModel) -> list[tuple[str, RowKind, str, int]]:
    return [
        (row.key, row.kind, row.text or row.html, row.notice) for row in view_model.transcript.rows
    ]


def reopened(desk: Desk, view_model: ChatViewModel) -> list[tuple[str, RowKind, str, int]]:
    conversation_id = view_model.conversationId
    view_model.open("")
    view_model.open(conversation_id)
    desk.until(lambda: view_model.state == ChatViewModel.State.READY)
    return shown(view_model)


def test_a_whole_conversation_is_on_screen_as_it_is_on_disk(
    desk: Desk, view_model: ChatViewModel, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(ToolCall("current_time"), Text("It **is** noon.\n\n- so\n- late"))
    view_model.send("What time is it?")
    desk.until(lambda: view_model.canSend)

    kinds = [kind for _, kind, _, _ in shown(view_model)]
    assert kinds == [RowKind.USER, RowKind.ACTION, RowKind.PROSE, RowKind.PROSE]
    assert view_model.title
    assert reopened(desk, view_model) == shown(view_model)


def test_stopping_leaves_the_words_and_a_mark(
    desk: Desk, view_model: ChatViewModel, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("word " * 400, tokens_per_second=100))
    view_model.send("Go on and on")
    desk.until(lambda: len(view_model.transcript.rows) == 2)
    view_model.stop()
    desk.until(lambda: view_model.canSend)

    assert shown(view_model)[-1][3] == NoticeKind.STOPPED
    assert reopened(desk, view_model) == shown(view_model)


def test_stopping_at_once_stops(
    desk: Desk, view_model: ChatViewModel, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Hang())
    view_model.send("Hello")
    view_model.stop()
    desk.until(lambda: view_model.canSend)

    assert [kind for _, kind, _, _ in shown(view_model)] == [RowKind.USER]
    assert not view_model.unfinished


def test_a_refused_turn_is_continued(
    desk: Desk, view_model: ChatViewModel, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Status(401))
    view_model.send("Hello")
    desk.until(lambda: view_model.canContinue)
    assert view_model.failure

    view_model.resume()
    desk.until(lambda: view_model.canSend and not view_model.unfinished)

    assert [kind for _, kind, _, _ in shown(view_model)] == [RowKind.USER, RowKind.PROSE]
    assert view_model.failure == ""
    assert len(endpoint.requests[1].messages) == len(endpoint.requests[0].messages)


def test_an_answer_that_broke_off_is_left(
    desk: Desk, view_model: ChatViewModel, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("one two three four five six", ending="broken"))
    view_model.send("Hello")
    desk.until(lambda: view_model.unfinished)
    broken = shown(view_model)
    assert broken[-1][1] is RowKind.PROSE
    assert reopened(desk, view_model) == broken

    view_model.leave()
    desk.until(lambda: view_model.canSend and not view_model.unfinished)

    assert shown(view_model)[-1][3] == NoticeKind.STOPPED
    assert reopened(desk, view_model) == shown(view_model)


def words(view_model: ChatViewModel) -> list[str]:
    return [
        row.text or QTextDocumentFragment.fromHtml(row.html).toPlainText()
        for row in view_model.transcript.rows
    ]


def asked_twice(desk: Desk, view_model: ChatViewModel, endpoint: ScriptedEndpoint) -> None:
    """Two turns at rest, in view."""
    endpoint.then(Text("Up."), Text("Far."))
    for question in ("Where to?", "How far?"):
        view_model.send(question)
        desk.until(lambda question=question: question in words(view_model))
        desk.until(lambda: view_model.canSend)


def forked(
    desk: Desk, engine: Engine, view_model: ChatViewModel, position: int, change: Change
) -> str:
    """A fork of the branch in view that is run to its end, and shown; its id."""
    branch_id = branch_of(desk, view_model)
    made = desk.run(engine.call(lambda host: host.fork(branch_id, position, change)))
    view_model.openBranch(made.id)
    desk.run(engine.call(lambda host: host.resume(made.id)))
    desk.until(lambda: view_model.canSend and not view_model.unfinished)
    return made.id


def branch_of(desk: Desk, view_model: ChatViewModel) -> str:
    told: list[str] = []
    view_model.continueWanted.connect(lambda branch, message: told.append(branch))
    view_model.continueFrom("")
    return told[0]


def test_an_edited_message_is_another_way_from_where_it_was_said(
    desk: Desk, engine: Engine, view_model: ChatViewModel, endpoint: ScriptedEndpoint
) -> None:
    asked_twice(desk, view_model, endpoint)
    endpoint.then(Text("Not far."))

    forked(desk, engine, view_model, 3, Change(text="How near?"))

    kinds = [row.kind for row in view_model.transcript.rows]
    assert words(view_model)[-2:] == ["How near?", "Not far."]
    assert kinds.index(RowKind.FORK) == 2
    assert all(row.saved for row in view_model.transcript.rows if row.message_id)
    view_model.takeWay(view_model.transcript.rows[2].key, -1)
    desk.until(lambda: words(view_model)[-2] == "How far?")
    assert view_model.transcript.rows[2].place == 0


def test_another_answer_is_another_way(
    desk: Desk, engine: Engine, view_model: ChatViewModel, endpoint: ScriptedEndpoint
) -> None:
    asked_twice(desk, view_model, endpoint)
    endpoint.then(Text("Down."))

    forked(desk, engine, view_model, 1, Change())

    assert words(view_model) == ["Where to?", "", "Down."]
    kinds = [row.kind for row in view_model.transcript.rows]
    assert kinds == [RowKind.USER, RowKind.FORK, RowKind.PROSE]


def test_each_step_is_looked_at_as_it_was(
    desk: Desk, view_model: ChatViewModel, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(ToolCall("current_time"), Text("It is noon."))
    view_model.send("What time is it?")
    desk.until(lambda: view_model.canSend)
    found: list[list[RowKind]] = []

    for position in (1, 2, 3, 4):
        view_model.lookAt(position)
        desk.until(lambda position=position: view_model.lookedAt == position)
        found.append([row.kind for row in view_model.transcript.rows])

    user, action, prose = RowKind.USER, RowKind.ACTION, RowKind.PROSE
    assert found == [[user], [user, action], [user, action], [user, action, prose]]
