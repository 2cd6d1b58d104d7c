from graphs import ModelError
from tests.desktop.settings.conftest import Settings


def add(settings: Settings, *texts: str) -> None:
    for text in texts:
        settings.desk.act(lambda text=text: settings.view_model.facts.add(text))
    settings.desk.until(lambda: len(settings.facts) == len(texts))


def key(settings: Settings, text: str) -> str:
    rows = settings.view_model.facts.model.rows
    return next(row.key for row in rows if row.text == text)


def test_what_is_written_down_is_listed(settings: Settings) -> None:
    settings.read()

    add(settings, "  I live in Lisbon. ", "I sail.")

    assert settings.facts == ["I live in Lisbon.", "I sail."]


def test_blank_is_nothing(settings: Settings) -> None:
    settings.read()

    settings.desk.act(lambda: settings.view_model.facts.add("  \n"))
    settings.desk.settle()

    assert settings.facts == []


def test_other_words_keep_its_place(settings: Settings) -> None:
    settings.read()
    add(settings, "I live in Porto.", "I sail.")

    one = key(settings, "I live in Porto.")
    settings.desk.act(lambda: settings.view_model.facts.revise(one, "I live in Lisbon."))
    settings.desk.until(lambda: "I live in Lisbon." in settings.facts)

    assert settings.facts == ["I live in Lisbon.", "I sail."]


def test_forgetting_can_be_undone(settings: Settings) -> None:
    settings.read()
    add(settings, "I live in Lisbon.", "I sail.")
    undo = settings.view_model.undo

    settings.desk.act(lambda: settings.view_model.facts.forget(key(settings, "I sail.")))
    settings.desk.until(lambda: undo.shown)
    assert settings.facts == ["I live in Lisbon."]
    settings.desk.act(undo.undo)

    settings.desk.until(lambda: settings.facts == ["I live in Lisbon.", "I sail."])


def test_a_refusal_is_told_and_the_truth_shown(settings: Settings) -> None:
    settings.read()
    add(settings, "I sail.")
    settings.host.refusal = ModelError("The file is full.")

    settings.desk.act(lambda: settings.view_model.facts.forget(key(settings, "I sail.")))
    settings.desk.until(lambda: bool(settings.failures))
    settings.desk.settle()

    assert settings.failures == ["The file is full."]
    assert settings.facts == ["I sail."]
    assert not settings.view_model.undo.shown


def test_too_long_a_one_is_not_kept_and_said(settings: Settings) -> None:
    settings.read()
    kept: list[None] = []
    settings.view_model.facts.kept.connect(lambda: kept.append(None))

    settings.desk.act(lambda: settings.view_model.facts.add("x" * 501))
    settings.desk.until(lambda: bool(settings.failures))

    assert settings.failures == ["That is too long to remember."]
    assert kept == []
