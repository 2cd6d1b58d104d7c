"""The list of models, and the question whether one would do."""

from collections.abc import Iterator

import pytest
import shiboken6

from desktop.evals.models import ModelsViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Library, ModelError
from tests.desktop.conftest import Desk
from tests.desktop.evals.scripted_evals import ScriptedEngine, ScriptedEvals
from tests.desktop.evals.scripted_models import Engine, ScriptedHost
from tests.desktop.evals.suites import Suites, case


class Picker:
    """The view model, and what stands behind it."""

    def __init__(self, desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> None:
        self.desk = desk
        self.suites = Suites(library)
        self.evals = ScriptedEvals(library)
        self.host = ScriptedHost()
        engine = Engine(self.host)
        self.models = ModelsViewModel(calls, engine, ScriptedEngine(self.evals), tasks)
        self.tried: list[str] = []
        self.failures: list[str] = []
        self.models.tried.connect(self.tried.append)
        self.models.failed.connect(lambda sentence, hint: self.failures.append(sentence))

    def look(self) -> None:
        self.desk.act(self.models.look)
        self.desk.until(lambda: not self.models.looking)


@pytest.fixture
def picker(desk: Desk, library: Library, calls: LibraryCalls, tasks: Tasks) -> Iterator[Picker]:
    made = Picker(desk, library, calls, tasks)
    yield made
    desk.run(tasks.close())
    shiboken6.delete(made.models)


def test_the_first_is_the_one_that_is_used(picker: Picker) -> None:
    picker.look()
    assert [(row.key, row.used) for row in picker.models.model.rows] == [
        ("smollm2-135m", True),
        ("qwen2.5-0.5b", False),
        ("gemma-3-1b", False),
    ]
    assert not picker.models.alone
    picker.evals.names = ("smollm2-135m",)
    picker.look()
    assert picker.models.alone


def test_without_cases_there_is_nothing_to_try_a_model_on(picker: Picker) -> None:
    picker.look()
    assert "has no cases" in picker.models.about
    assert not picker.models.canTry
    picker.models.tryModel("gemma-3-1b")
    picker.desk.settle()
    assert picker.evals.plans == []


def test_the_main_suite_is_run_on_both(picker: Picker) -> None:
    suite = picker.suites.make("Trips", case("Ferry"))
    picker.suites.make("Invoices", case("Total"))
    picker.look()
    assert picker.models.about.startswith("“Would it do?” runs “Trips”, 1 case, ")

    picker.models.tryModel("gemma-3-1b")
    picker.models.tryModel("gemma-3-1b")  # a double click

    picker.desk.until(lambda: picker.tried == [suite.id])
    (plan,) = picker.evals.plans
    assert plan.suite_id == suite.id
    assert plan.name == "Would gemma-3-1b do?"
    assert [one.model for one in plan.candidates] == ["smollm2-135m", "gemma-3-1b"]


def test_what_cannot_begin_is_told_and_can_be_tried_again(picker: Picker) -> None:
    picker.suites.make("Trips", case("Ferry"))
    picker.look()
    picker.evals.refusal = ModelError("The model does not answer.", "Try again later.")

    picker.models.tryModel("gemma-3-1b")

    picker.desk.until(lambda: picker.failures == ["The model does not answer."])
    assert picker.tried == []
    assert picker.models.canTry


def test_another_is_used_once_it_is_chosen(picker: Picker) -> None:
    picker.look()
    picker.models.use("gemma-3-1b")
    picker.models.use("qwen2.5-0.5b")  # a second click while the first is heeded
    picker.desk.until(lambda: picker.host.used == ["gemma-3-1b"])
    picker.desk.until(lambda: not picker.models.looking)
    picker.look()
    assert [row.key for row in picker.models.model.rows if row.used] == ["gemma-3-1b"]


def test_what_cannot_be_used_is_told(picker: Picker) -> None:
    picker.look()
    picker.host.refusal = ModelError("The settings file cannot be used.", "Correct it.")
    picker.models.use("gemma-3-1b")
    picker.desk.until(lambda: picker.failures == ["The settings file cannot be used."])


def test_where_the_environment_says_it_none_is_chosen(picker: Picker) -> None:
    picker.host.fixed = "OPENAI_BASE_URL is set."
    picker.look()
    assert picker.models.fixed == "OPENAI_BASE_URL is set."
    picker.models.use("gemma-3-1b")
    picker.desk.settle()
    assert picker.host.used == []
