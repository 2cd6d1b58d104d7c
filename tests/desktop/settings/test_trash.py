from tests.desktop.settings.conftest import Settings
from tests.desktop.timeline.path import Path


def test_what_was_deleted_can_be_taken_back(settings: Settings) -> None:
    for id_ in ("letter", "trip"):
        settings.library.create(id_, agent_version="1")
        settings.library.rename(id_, id_.title())
        settings.library.trash(id_)
    told: list[None] = []
    settings.view_model.restored.connect(lambda: told.append(None))
    settings.read()
    trash = settings.view_model.trash
    settings.desk.until(lambda: trash.model.rowCount() == 2)
    assert [row.title for row in trash.model.rows] == ["Trip", "Letter"]

    settings.desk.act(lambda: trash.restore("letter"))
    settings.desk.until(lambda: trash.model.rowCount() == 1)

    assert [one.title for one in settings.library.conversations()] == ["Letter"]
    assert told == [None]


def test_a_branch_is_listed_with_its_conversation_and_taken_back(settings: Settings) -> None:
    path = Path(settings.library, "Trip")
    path.you("Where to?")
    fork = path.fork(1, "by train")
    settings.library.trash_branch(fork)
    settings.library.trash(settings.library.create(agent_version="1").id)
    settings.read()
    trash = settings.view_model.trash
    settings.desk.until(lambda: trash.model.rowCount() == 2)
    assert [(row.title, row.branch, row.of) for row in trash.model.rows] == [
        ("New conversation", False, ""),
        ("by train", True, "Trip"),
    ]

    settings.desk.act(lambda: trash.restore(fork))
    settings.desk.until(lambda: trash.model.rowCount() == 1)

    assert [one.name for one in settings.library.branches(path.conversation_id)] == ["", "by train"]


def test_the_branches_of_a_deleted_conversation_come_with_it(settings: Settings) -> None:
    path = Path(settings.library, "Trip")
    path.you("Where to?")
    settings.library.trash_branch(path.fork(1, "by train"))
    settings.library.trash(path.conversation_id)
    settings.read()
    trash = settings.view_model.trash
    settings.desk.until(lambda: trash.model.rowCount() == 1)

    settings.desk.act(lambda: trash.restore(path.conversation_id))

    settings.desk.until(lambda: [row.title for row in trash.model.rows] == ["by train"])
