import subprocess
import sys
from pathlib import Path

import pytest

from graphs.errors import DatabaseDamaged, HomeError, InvalidText, NotFound
from graphs.storage import read_model, turns
from graphs.storage.home import Home
from graphs.storage.library import Library
from graphs.storage.message_tree import NewMessage
from tests.graphs.storage.conftest import Child, kill


def test_everything_is_there_again_after_closing(home: Home) -> None:
    library = Library.open(home)
    made = library.create(agent_version="7")
    library.rename(made.id, "Trip to Rome")
    library.save_draft(made.id, "not sent")
    with library.database.transaction() as c:
        turns.record(c, made.branch_id, "t1", "hello", 2.0)
        asked = NewMessage("t1", "user", "hello")
        read_model.append(c, made.branch_id, "t1", [asked], 2.0, None)
    before = library.conversation(made.id), library.transcript(made.branch_id)
    library.close()

    library = Library.open(home)

    assert (library.conversation(made.id), library.transcript(made.branch_id)) == before
    assert library.conversations() == [before[0]]
    assert before[0].title == "Trip to Rome"
    assert library.draft(made.id) == "not sent"
    assert library.draft("") == ""
    assert library.agent_version(made.branch_id) == "7"
    assert library.newest_turn(made.branch_id) == before[1].turn
    library.close()


def test_creating_the_same_conversation_twice_is_creating_it_once(library: Library) -> None:
    made = library.create("c1", agent_version="1")

    assert library.create("c1", agent_version="2") == made
    assert library.create(agent_version="1").id != made.id
    assert len(library.conversations()) == 2


def test_the_trash_can_be_undone(library: Library) -> None:
    made = library.create("c1", agent_version="1")

    library.trash("c1")
    assert library.conversations() == []
    assert [found.id for found in library.conversations(trashed=True)] == ["c1"]
    library.restore("c1")
    assert library.conversations() == [made]


def test_titles_of_the_exchange_give_way_to_the_persons(library: Library) -> None:
    made = library.create("c1", agent_version="1")

    titled = library.title(made.branch_id, "From the exchange")
    assert titled is not None
    assert titled.title == "From the exchange"
    library.rename("c1", "Mine")
    assert library.title(made.branch_id, "Again") is None
    assert library.conversation("c1").title == "Mine"
    with pytest.raises(InvalidText):
        library.rename("c1", "  ")
    with pytest.raises(NotFound):
        library.rename("c2", "x")


def test_nothing_is_not_copied(library: Library) -> None:
    assert library.back_up() is None


def test_a_damaged_database_is_put_back_from_the_last_good_copy(home: Home) -> None:
    library = Library.open(home)
    library.create("c1", agent_version="1")
    copy = library.back_up()
    assert copy is not None
    assert library.back_up() is None, "one copy a day"
    library.close()
    home.database.write_bytes(b"damage" * 1000)
    with pytest.raises(DatabaseDamaged):
        Library.open(home)

    assert Library.copies(home) == [copy]
    aside = Library.recover(home, copy)

    assert aside is not None
    assert aside.read_bytes() == b"damage" * 1000
    library = Library.open(home)
    assert [found.id for found in library.conversations()] == ["c1"]
    library.close()


def test_nothing_is_put_back_under_a_living_process(home: Home, child: Child) -> None:
    process = child(
        "from graphs.storage.library import Library\n"
        "library = Library.open(home)\n"
        "print('ready', flush=True); time.sleep(60)\n",
        home,
    )
    before = home.database.stat().st_ino

    with pytest.raises(HomeError, match="Another Cairn"):
        Library.recover(home, None)

    assert home.database.stat().st_ino == before
    kill(process)
    assert Library.recover(home, None) is not None


def test_the_library_imports_neither_the_agent_nor_the_window() -> None:
    code = (
        "import sys; import graphs.storage.library; "
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    imported = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert "sqlalchemy" in imported
    assert not {"langgraph", "langchain_core", "langchain", "PySide6"} & set(imported)
