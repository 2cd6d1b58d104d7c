import logging
import threading

import pytest
from PySide6.QtGui import QGuiApplication

from desktop.app.errors import ErrorsViewModel, details
from graphs import DiskFull
from tests.desktop.conftest import Desk

SECRET = "sk-very-secret"


def failing() -> Exception:
    try:
        try:
            raise ValueError(SECRET)
        except ValueError as inner:
            raise LookupError(f"no {SECRET}") from inner
    except LookupError as error:
        return error


def test_details_name_kinds_and_places_but_quote_no_words() -> None:
    found = details(failing())

    assert "builtins.ValueError" in found
    assert "builtins.LookupError" in found
    assert f"{__file__}:" in found
    assert "Python 3." in found
    assert SECRET not in found


def test_the_unexpected_is_logged_without_its_words_and_shown(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    errors = ErrorsViewModel()

    with caplog.at_level(logging.INFO):
        errors.report(failing())
    desk.until(lambda: errors.shown)

    assert "builtins.LookupError" in caplog.text
    assert SECRET not in caplog.text
    assert errors.hasDetails
    errors.copyDetails()
    assert "builtins.LookupError" in QGuiApplication.clipboard().text()
    errors.dismiss()
    assert not errors.shown


def test_an_error_of_ours_is_shown_in_its_own_words(desk: Desk) -> None:
    errors = ErrorsViewModel()

    errors.report(DiskFull("The disk is full.", "Free some space."))
    desk.until(lambda: errors.shown)

    assert (errors.sentence, errors.hint) == ("The disk is full.", "Free some space.")
    assert not errors.hasDetails


def test_an_error_of_another_thread_reaches_the_window(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.excepthook", None)
    monkeypatch.setattr("threading.excepthook", None)
    errors = ErrorsViewModel()
    errors.watch()

    def fail() -> None:
        raise LookupError(SECRET)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    desk.until(lambda: errors.shown)

    assert errors.hasDetails
