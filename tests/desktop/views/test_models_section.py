"""Settings > Models in a real window, by mouse and keys, over a real settings file."""

import pytest
from PySide6.QtCore import Qt, QUrl

from graphs import SavedConnection, Tried
from graphs.errors import ModelUnavailable
from graphs.models import saved_connections
from tests.desktop.screen import Screen
from tests.desktop.views.test_settings import Page
from tests.desktop.views.test_settings import page as page

Key = Qt.Key

WORK = SavedConnection("Work", "https://llm.example/v1", "large", "sk-secret")


@pytest.fixture
def models(page: Page, screen: Screen) -> Page:
    page.show(screen, 760, 800, tab=1)
    page.desk.until(lambda: bool(listed(page)))
    return page


def listed(page: Page) -> list[tuple[str, bool]]:
    return [(row.title, row.used) for row in page.view_model.connections.model.rows]


def saved(page: Page) -> tuple[SavedConnection, ...]:
    return saved_connections.read(page.host.settings).saved


def have(page: Page, *connections: SavedConnection) -> None:
    for one in connections:
        saved_connections.save(page.host.settings, one)
    page.desk.act(page.view_model.read)
    page.desk.until(lambda: len(listed(page)) == len(connections) + 1)
    page.desk.settle()


def tab_to(page: Page, name: str) -> None:
    for _ in range(20):
        if page.screen.focused == name:
            return
        page.screen.key(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {name}")


def test_the_built_in_model_is_used_at_first(models: Page) -> None:
    assert listed(models) == [("SmolLM2 135M", True)]
    assert models.screen.look("useModel:") is None
    assert models.screen.look("removeModel:") is None


def test_a_model_is_added_and_used_by_keys_alone(models: Page, screen: Screen) -> None:
    models.item("addModel").forceActiveFocus()
    screen.key(Key.Key_Return)
    assert screen.focused == "kind:0"
    screen.key(Key.Key_Right)
    tab_to(models, "connection:model")
    screen.type("qwen3:4b")
    tab_to(models, "saveAndUse")
    screen.key(Key.Key_Return)

    models.desk.until(lambda: len(listed(models)) == 2)
    assert listed(models) == [("SmolLM2 135M", False), ("qwen3:4b", True)]
    assert saved(models) == (SavedConnection("qwen3:4b", "http://127.0.0.1:11434/v1", "qwen3:4b"),)
    models.desk.until(lambda: screen.focused == "addModel")


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    models: Page, screen: Screen
) -> None:
    screen.click("addModel")
    screen.click("connection:api_key")
    screen.type("two words")
    screen.click("saveModel")
    models.desk.until(lambda: screen.look("connectionRemark:model") is not None)

    assert "Name a model" in screen.words("connectionRemark:model")
    assert "not a key" in screen.words("connectionRemark:api_key")
    assert screen.look("connectionRemark:name") is None
    assert models.item("connection:api_key").property("text") == "two words"
    assert saved(models) == ()


def test_the_models_of_a_server_are_found_and_chosen(models: Page, screen: Screen) -> None:
    models.host.answers = [("small", "large")]
    screen.click("addModel")
    screen.click("findModels")
    models.desk.until(lambda: screen.look("foundModels") is not None)
    models.item("foundModels").forceActiveFocus()
    screen.key(Key.Key_Down)
    screen.key(Key.Key_Down)

    assert models.item("connection:model").property("text") == "large"
    assert models.item("connection:name").property("placeholderText") == "large"


def test_a_model_is_tried_before_it_is_saved(models: Page, screen: Screen) -> None:
    models.host.answers = [Tried(0.84, "Hello there!", 8192, "native")]
    screen.click("addModel")
    screen.click("connection:model")
    screen.type("large")
    screen.click("tryConnection")
    models.desk.until(lambda: screen.look("connectionOutcome") is not None)

    outcome = models.item("connectionOutcome")
    assert outcome.property("sentence") == "It answered in 0.8 s, and calls tools by itself."
    assert "Hello there!" in outcome.property("hint")
    assert saved(models) == ()
    screen.click("connection:model")
    screen.type("r")
    models.desk.until(lambda: screen.look("connectionOutcome") is None)


def test_a_model_that_does_not_answer_says_why(models: Page, screen: Screen) -> None:
    models.host.refusal = ModelUnavailable("Nothing answers at x.", "Start the server there.")
    screen.click("addModel")
    screen.click("connection:model")
    screen.type("large")
    screen.click("tryConnection")
    models.desk.until(lambda: screen.look("connectionOutcome") is not None)

    assert models.item("connectionOutcome").property("sentence") == "Nothing answers at x."
    assert models.failures == []


def test_trying_is_cancelled_by_its_button_and_by_escape(models: Page, screen: Screen) -> None:
    models.host.silent = True
    screen.click("addModel")
    screen.click("connection:model")
    screen.type("large")
    for cancel in (
        lambda: screen.click("cancelConnectionWork"),
        lambda: screen.key(Key.Key_Escape),
    ):
        screen.click("tryConnection")
        models.desk.until(lambda: screen.look("cancelConnectionWork") is not None)
        cancel()
        models.desk.until(lambda: screen.look("cancelConnectionWork") is None)
        assert models.item("connection:model").property("text") == "large"
    assert models.closed == []


def test_escape_folds_the_form_and_keeps_what_was_typed(models: Page, screen: Screen) -> None:
    screen.click("addModel")
    screen.click("connection:model")
    screen.type("large")
    screen.key(Key.Key_Escape)
    assert screen.look("connection:model") is None
    screen.click("addModel")
    assert models.item("connection:model").property("text") == "large"
    screen.click("giveUpModel")
    screen.click("addModel")
    assert models.item("connection:model").property("text") == ""


def test_a_new_one_that_was_begun_outlives_the_change_of_another(
    models: Page, screen: Screen
) -> None:
    have(models, WORK)
    screen.click("addModel")
    screen.click("connection:model")
    screen.type("half")
    models.item("changeModel:Work").forceActiveFocus()
    screen.key(Key.Key_Return)
    assert models.item("connection:model").property("text") == "large"
    models.item("giveUpModel").forceActiveFocus()
    screen.key(Key.Key_Return)
    screen.click("addModel")
    assert models.item("connection:model").property("text") == "half"


def test_a_model_file_is_chosen_and_gives_the_name(models: Page, screen: Screen) -> None:
    screen.click("addModel")
    screen.click("kind:5")
    form = models.view_model.connections.form
    models.desk.act(lambda: form.setFile(QUrl.fromLocalFile("/models/qwen3.gguf")))
    models.desk.settle()
    assert models.item("connection:file").property("text") == "/models/qwen3.gguf"
    assert models.item("connection:name").property("placeholderText") == "qwen3"
    screen.click("saveModel")
    models.desk.until(lambda: "is not there" in screen.words("connectionRemark:file"))


def test_a_model_is_changed_under_a_new_name(models: Page, screen: Screen) -> None:
    have(models, WORK)
    screen.click("changeModel:Work")
    assert models.item("connection:model").property("text") == "large"
    name = models.item("connection:name")
    name.forceActiveFocus()
    name.selectAll()
    screen.type("Office")
    screen.click("saveModel")

    models.desk.until(lambda: listed(models)[-1][0] == "Office")
    assert [(one.name, one.api_key) for one in saved(models)] == [("Office", "sk-secret")]


def test_a_removed_model_is_had_back_with_its_key_and_in_use(models: Page, screen: Screen) -> None:
    have(models, WORK)
    screen.click("useModel:Work")
    models.desk.until(lambda: listed(models)[-1] == ("Work", True))
    screen.click("removeModel:Work")
    models.desk.until(lambda: listed(models) == [("SmolLM2 135M", True)])
    screen.click("toastAction")

    models.desk.until(lambda: listed(models)[-1] == ("Work", True))
    assert saved(models) == (WORK,)


@pytest.mark.parametrize(
    "written",
    [
        SavedConnection("Mine", "", "large", "sk-secret"),
        SavedConnection("Mine", file="/gone/own.gguf"),
        SavedConnection("Mine", "http://127.0.0.1:1/v1", "small", context_tokens=256),
    ],
    ids=["no address", "file gone", "few tokens"],
)
def test_one_that_was_written_by_hand_is_had_back_as_it_was(
    models: Page, screen: Screen, written: SavedConnection
) -> None:
    have(models, written)
    screen.click("removeModel:Mine")
    models.desk.until(lambda: saved(models) == ())
    screen.click("toastAction")

    models.desk.until(lambda: len(listed(models)) == 2)
    assert saved(models) == (written,)
    assert models.failures == []


def test_a_key_is_hidden_unless_it_is_to_be_shown(models: Page, screen: Screen) -> None:
    have(models, WORK)
    screen.click("changeModel:Work")
    key = models.item("connection:api_key")
    assert "sk-secret" not in key.property("displayText")
    screen.click("showKey")
    assert key.property("displayText") == "sk-secret"


def test_what_leaves_the_machine_is_said(models: Page, screen: Screen) -> None:
    have(models, WORK, SavedConnection("Open", "http://192.168.1.5/v1", "m"))
    assert screen.words("reach:") == "Nothing leaves this machine"
    assert screen.words("reach:Work") == "Your messages leave this machine"
    assert "unencrypted" in screen.words("reach:Open")


def test_the_environment_takes_the_choice_away(models: Page, screen: Screen) -> None:
    models.host.environ = {"OPENAI_BASE_URL": "http://x/v1"}
    have(models, WORK)
    assert "OPENAI_BASE_URL" in models.item("modelsBanner").property("sentence")
    assert screen.look("useModel:Work") is None
    assert not any(used for _, used in listed(models))
    screen.click("addModel")
    assert screen.look("saveAndUse") is None
    assert screen.look("saveModel") is not None


def test_what_was_saved_and_cannot_be_used_is_saved_again_in_its_own_place(
    models: Page, screen: Screen
) -> None:
    screen.click("addModel")
    screen.click("connection:model")
    screen.type("large")
    models.host.environ = {"OPENAI_BASE_URL": "http://x/v1"}  # the page does not know of it yet
    screen.click("saveAndUse")
    models.desk.until(lambda: screen.look("connectionOutcome") is not None)
    screen.click("saveModel")
    models.desk.until(lambda: screen.look("addModel") is not None)
    assert [one.model for one in saved(models)] == ["large"]


def test_a_settings_file_that_cannot_be_used_says_so(models: Page, screen: Screen) -> None:
    models.host.settings.write_text("[connection", "utf-8")
    models.desk.act(models.view_model.read)
    models.desk.until(lambda: listed(models) == [])
    assert "not valid TOML" in models.item("modelsBanner").property("sentence")
    assert screen.look("addModel") is None
    models.host.settings.write_text("", "utf-8")
    models.desk.act(models.view_model.read)
    models.desk.until(lambda: listed(models) == [("SmolLM2 135M", True)])
    assert models.screen.look("addModel") is not None
