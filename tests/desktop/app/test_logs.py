import logging
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMessageLogger

from desktop.app import logs
from graphs import Home


@pytest.fixture
def _root() -> Iterator[None]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


@pytest.mark.usefixtures("_root")
def test_what_we_and_qt_say_is_in_the_file(app: object, home: Home) -> None:
    logs.start(home)

    logging.getLogger("desktop.x").info("hello")
    logging.getLogger("httpx").info("GET with a key")
    QMessageLogger().warning("a warning of Qt")

    text = (home.logs / "cairn.log").read_text()
    assert "INFO desktop.x: hello" in text
    assert "a warning of Qt" in text
    assert "GET with a key" not in text


@pytest.mark.usefixtures("_root")
def test_without_a_folder_it_goes_to_stderr(
    app: object, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    home.logs.rmdir()
    home.logs.write_text("")

    logs.start(home)
    logging.getLogger("desktop.x").info("hello")

    assert "hello" in capsys.readouterr().err
