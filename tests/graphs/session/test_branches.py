"""Branches: named, pinned, made the main one, put in the trash."""

import pytest

from graphs.errors import InvalidText
from graphs.storage.records import Branch
from tests.graphs.session.conftest import Desk


async def fork_of(desk: Desk) -> Branch:
    return await desk.host.fork(desk.branch, 2)


async def test_a_branch_is_renamed_pinned_and_made_the_main_one(talked: Desk) -> None:
    fork = await fork_of(talked)
    library = talked.library

    library.rename_branch(fork.id, "  by \n customer ")
    library.pin_branch(fork.id, True)
    library.set_main_branch(fork.id)

    now = library.branch(fork.id)
    assert (now.name, now.pinned, now.main) == ("by customer", True, True)
    assert library.conversation(talked.conversation.id).branch_id == fork.id
    with pytest.raises(InvalidText):
        library.rename_branch(fork.id, " ")


async def test_a_branch_goes_to_the_trash_and_back_but_not_the_main_one(talked: Desk) -> None:
    fork, library = await fork_of(talked), talked.library
    library.view_branch(fork.id)
    assert library.conversation(talked.conversation.id).viewed_branch_id == fork.id

    library.trash_branch(fork.id)

    assert [one.id for one in library.branches(talked.conversation.id)] == [talked.branch]
    assert [one.id for one in library.branches(talked.conversation.id, True)] == [fork.id]
    assert library.conversation(talked.conversation.id).viewed_branch_id == talked.branch
    with pytest.raises(InvalidText):
        library.trash_branch(talked.branch)
    library.restore_branch(fork.id)
    assert len(library.branches(talked.conversation.id)) == 2
