"""What is in the trash: listed there, asking nothing, and whole when it is back."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from graphs.storage import actions, branches, conversations
from graphs.storage.database import Database
from tests.graphs.storage.story import Story


@pytest.fixture
def story(database: Database) -> Story:
    """A conversation whose main branch waits, and so does a fork of it."""
    story = Story(database)
    story.ask("main")
    fork = story.fork("main", 1)
    for branch in ("main", fork):
        if branch == fork:
            story.ask(fork)
        story.answer(branch, f"call-{branch}")
        story.act(branch, f"call-{branch}", begun=False)
    return story


def asking(c: Connection) -> list[str]:
    return [action.branch_id for action in actions.all(c, waiting=True)]


def test_a_branch_there_asks_nothing_until_it_is_back(story: Story) -> None:
    _, fork = story.names
    with story.database.transaction() as c:
        before = actions.all(c, waiting=True)
        assert asking(c) == ["main", fork]

        branches.trash(c, fork, 9.0)
        assert asking(c) == ["main"]

        branches.restore(c, fork)
        assert actions.all(c, waiting=True) == before


def test_a_conversation_there_asks_nothing_until_it_is_back(story: Story) -> None:
    with story.database.transaction() as c:
        before = actions.all(c, waiting=True)

        conversations.trash(c, "main-conversation", 9.0)
        assert asking(c) == []

        conversations.restore(c, "main-conversation")
        assert actions.all(c, waiting=True) == before


Move = Callable[[Connection, str], None]
WITH_IT: list[Move] = [
    lambda c, fork: conversations.trash(c, "main-conversation", 10.0),
    branches.restore,
]


def test_branches_there_are_listed_newest_first_with_their_conversation(story: Story) -> None:
    _, first = story.names
    second = story.fork("main", 1)
    with story.database.transaction() as c:
        conversations.rename(c, "main-conversation", "Invoices", 8.0)
        assert branches.trashed(c) == []
        branches.trash(c, first, 9.0)
        branches.trash(c, second, 10.0)
        found = branches.trashed(c)

    assert [(branch.id, title) for branch, title in found] == [
        (second, "Invoices"),
        (first, "Invoices"),
    ]


@pytest.mark.parametrize("move", WITH_IT, ids=["conversation there too", "back"])
def test_one_whose_conversation_is_there_or_that_is_back_is_not_listed(
    story: Story, move: Move
) -> None:
    _, fork = story.names
    with story.database.transaction() as c:
        branches.trash(c, fork, 9.0)
        move(c, fork)

        assert branches.trashed(c) == []
