"""Older folders brought up to date by this Cairn: nothing that was in them is lost on the way."""

import shutil
import threading
from collections import namedtuple
from contextlib import closing

import pytest
from sqlalchemy import Connection

from graphs.errors import DatabaseTooNew, DiskFull, HomeError, HomeReadOnly, UpdateCancelled
from graphs.storage import backup, folder_version, migrations
from graphs.storage.database import Database
from graphs.storage.home import Home
from graphs.storage.library import Library
from graphs.storage.schema_number import schema_number
from graphs.storage.update_progress import UpdateProgress, UpdateStage
from tests.graphs.storage.conftest import Child, kill
from tests.graphs.storage.older import WORDS, Rows, all_rows, kept, make_older

OLDER = range(1, migrations.NEWEST)


class Told:
    """Heeds an update, and ends it at the time of `enough`."""

    def __init__(self, enough: int | None = None) -> None:
        self.all: list[UpdateProgress] = []
        self._enough = enough

    def __call__(self, progress: UpdateProgress) -> bool:
        self.all.append(progress)
        return len(self.all) != self._enough

    @property
    def stages(self) -> list[UpdateStage]:
        """The stages, each once for all that was told of it in a row."""
        found = [one.stage for one in self.all]
        return [one for one, before in zip(found, [None, *found], strict=False) if one != before]


def add(monkeypatch: pytest.MonkeyPatch, *statements: str) -> None:
    """Let there be one more migration."""

    def later(c: Connection) -> None:
        for statement in statements:
            c.exec_driver_sql(statement)

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, later))
    monkeypatch.setattr(migrations, "NEWEST", migrations.NEWEST + 1)


def is_as_it_was(home: Home, before: Rows, number: int) -> bool:
    return schema_number(home.database) == number and all_rows(home) == before


@pytest.mark.parametrize("number", OLDER)
def test_all_that_was_there_is_there(home: Home, number: int) -> None:
    make_older(home, number)
    before = all_rows(home)
    told = Told()

    with closing(Library.open(home, told)) as library:
        assert [one.title for one in library.conversations()] == ["Story 2", "Story 1", "Story 0"]
        said = library.transcript(library.conversations()[0].branch_id).messages
        assert sum(message.text == WORDS * 32 for message in said) == 4
        assert library.draft("c1") == "not sent 1"

    assert kept(before, all_rows(home)) == before
    assert told.stages == [UpdateStage.COPYING, UpdateStage.CHECKING, UpdateStage.CHANGING]
    assert folder_version.read(home) == folder_version.FolderVersion(
        folder_version.ours(), migrations.NEWEST, folder_version.SETTINGS
    )
    (copy,) = backup.last_good(home)
    assert copy.name.startswith(f"before-update-{number}-")
    restored = Home(home.folder / "restored")
    restored.prepare()
    shutil.copy(copy, restored.database)
    assert is_as_it_was(restored, before, number)


def test_what_is_up_to_date_is_opened_without_a_word(home: Home) -> None:
    make_older(home, migrations.NEWEST)
    told = Told()

    Database.open(home, told).close()
    new = Home(home.folder / "new")
    Database.open(new, told).close()

    assert told.all == []
    assert backup.last_good(home) == backup.last_good(new) == []


def test_the_share_of_what_is_done_grows(home: Home) -> None:
    make_older(home, 1, turns=1000)
    told = Told()

    Database.open(home, told).close()

    for stage, many in ((UpdateStage.COPYING, 4), (UpdateStage.CHANGING, len(OLDER))):
        shares = [one.share for one in told.all if one.stage == stage]
        assert len(shares) >= many
        assert shares == sorted(shares, key=lambda share: share or 0.0)
        assert all(share is not None and 0 <= share <= 1 for share in shares)


def test_an_update_can_be_ended_whenever_it_tells_something(home: Home) -> None:
    make_older(home, 1, turns=500)
    before = all_rows(home)
    whole = Told()
    shutil.copytree(home.folder, home.folder.with_name("other"))
    Database.open(Home(home.folder.with_name("other")), whole).close()

    for enough in range(1, len(whole.all) + 1):
        with pytest.raises(UpdateCancelled):
            Database.open(home, Told(enough))
        assert is_as_it_was(home, before, 1)
        assert folder_version.read(home) is None
        assert [one.name for one in home.backups.iterdir() if one.suffix != ".sqlite3"] == []

    Database.open(home).close()
    assert kept(before, all_rows(home)) == before


def test_a_long_change_can_be_ended_in_its_midst(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_older(home, migrations.NEWEST)
    before = all_rows(home)
    add(
        monkeypatch,
        "CREATE TABLE numbers (number INTEGER)",
        "INSERT INTO numbers WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT i FROM n",  # without an end
    )
    told = Told(enough=30)

    with pytest.raises(UpdateCancelled):
        Database.open(home, told)

    assert is_as_it_was(home, before, migrations.NEWEST - 1)


def test_what_heeding_raises_is_raised(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    make_older(home, 1)
    before = all_rows(home)
    add(
        monkeypatch,
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n",
    )

    def interrupted(progress: UpdateProgress) -> bool:
        if progress.stage is UpdateStage.CHANGING and progress.share and progress.share > 0.7:
            raise KeyboardInterrupt
        return True

    with pytest.raises(KeyboardInterrupt):
        Database.open(home, interrupted)

    assert is_as_it_was(home, before, 1)


def test_one_change_that_fails_undoes_all(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    make_older(home, 2)
    before = all_rows(home)
    add(monkeypatch, "DROP TABLE drafts", "SELECT * FROM nowhere")

    with pytest.raises(Exception, match="nowhere"):
        Database.open(home)

    assert is_as_it_was(home, before, 2)


def test_too_little_room_is_told_with_figures(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    make_older(home, 2, turns=1000)
    size = home.database.stat().st_size
    before = home.database.read_bytes()
    (home.backups / ".unfinished.part").write_bytes(b"of a copy that was killed")
    usage = namedtuple("usage", "free")(2 * size - 1)  # noqa: PYI024

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: usage)
        with pytest.raises(DiskFull) as told:
            Database.open(home)

    assert f"needs {2 * size / 1e6:,.1f} MB" in told.value.sentence
    assert f"{usage.free / 1e6:,.1f} MB are free" in told.value.sentence
    assert home.database.read_bytes() == before
    assert list(home.backups.iterdir()) == []
    Database.open(home).close()


@pytest.mark.parametrize("most", [3_000_000, 7_000_000], ids=["in the copy", "in a change"])
def test_a_disk_that_fills_on_the_way_leaves_the_data_usable(
    home: Home, child: Child, most: int
) -> None:
    make_older(home, 2, turns=300)
    before = all_rows(home)
    assert 3_000_000 < home.database.stat().st_size < 6_000_000

    process = child(
        "import resource\n"
        "from graphs.storage import migrations\n"
        "from graphs.storage.database import Database\n"
        "from graphs.errors import HomeError\n"
        "def more(c):\n"
        "    c.exec_driver_sql('CREATE TABLE more (data BLOB)')\n"
        "    c.exec_driver_sql('INSERT INTO more VALUES (randomblob(9000000))')\n"
        "migrations.MIGRATIONS = (*migrations.MIGRATIONS, more)\n"
        "migrations.NEWEST += 1\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))\n"
        "print('ready', flush=True)\n"
        "try: Database.open(home).close()\n"
        "except HomeError: sys.exit(7)\n",
        home,
    )

    assert process.wait() == 7
    assert list(home.backups.glob(".*")) == []
    assert is_as_it_was(home, before, 2)
    Database.open(home).close()
    assert kept(before, all_rows(home)) == before


def test_a_newer_file_put_there_at_the_last_moment_is_refused(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_older(home, 2)
    before = all_rows(home)
    monkeypatch.setattr(migrations, "NEWEST", 1)
    monkeypatch.setattr(folder_version, "refuse_newer", lambda _: None)

    with pytest.raises(DatabaseTooNew):
        Database.open(home)

    monkeypatch.undo()
    assert is_as_it_was(home, before, 2)


def test_a_folder_that_cannot_be_written_stays_as_it_is(plain_user_home: Home) -> None:
    make_older(plain_user_home, 2)
    before = plain_user_home.database.read_bytes()
    plain_user_home.database.chmod(0o444)
    plain_user_home.folder.chmod(0o555)

    with pytest.raises(HomeReadOnly):
        Database.open(plain_user_home)

    assert plain_user_home.database.read_bytes() == before


def test_while_an_older_cairn_has_the_file_open_nothing_is_updated(
    home: Home, child: Child
) -> None:
    make_older(home, migrations.NEWEST - 1)
    before = all_rows(home)
    process = child(
        "from graphs.storage import migrations\n"
        "migrations.NEWEST -= 1\n"
        "from graphs.storage.library import Library\n"
        "library = Library.open(home); print('ready', flush=True); time.sleep(60)\n",
        home,
    )

    with pytest.raises(HomeError, match="older version"):
        Database.open(home)

    kill(process)
    assert is_as_it_was(home, before, migrations.NEWEST - 1)
    Database.open(home).close()
    assert schema_number(home.database) == migrations.NEWEST


def test_of_two_that_want_to_update_one_waits_for_the_other(home: Home) -> None:
    make_older(home, 1, turns=300)
    before = all_rows(home)
    heard = [Told() for _ in range(3)]
    others = threading.Semaphore(0)

    def slow(told: Told) -> None:
        def heed(progress: UpdateProgress) -> bool:
            if not told.all:
                if progress.stage is UpdateStage.WAITING:
                    others.release()
                else:
                    assert others.acquire(timeout=30)
                    assert others.acquire(timeout=30)
            return told(progress)

        Database.open(home, heed).close()

    threads = [threading.Thread(target=slow, args=(told,)) for told in heard]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert kept(before, all_rows(home)) == before
    assert len(backup.last_good(home)) == 1
    stages = sorted((told.stages for told in heard), key=len)
    assert stages[:2] == [[UpdateStage.WAITING]] * 2
    assert stages[2][-1] == UpdateStage.CHANGING
