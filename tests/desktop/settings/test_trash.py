from tests.desktop.settings.conftest import Settings


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
