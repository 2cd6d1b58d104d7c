import pytest

from desktop.conversations.connection import ConnectionViewModel
from graphs import ModelState, ModelStateChanged

Tone = ConnectionViewModel.Tone


@pytest.mark.parametrize(
    ("state", "tone", "words"),
    [
        ("off", Tone.IDLE, "Offline · SmolLM2 135M"),
        ("loading", Tone.LOADING, "Loading SmolLM2 135M"),
        ("ready", Tone.READY, "Offline · SmolLM2 135M"),
        ("failed", Tone.FAILED, "SmolLM2 135M does not answer"),
    ],
)
def test_it_says_how_the_model_is(app: object, state: ModelState, tone: Tone, words: str) -> None:
    view_model = ConnectionViewModel()
    changes: list[int] = []
    view_model.changed.connect(lambda: changes.append(1))

    view_model.handle(ModelStateChanged(state, "SmolLM2 135M", True, "Why."))
    view_model.handle(ModelStateChanged(state, "SmolLM2 135M", True, "Why."))

    assert (view_model.tone, view_model.words, view_model.sentence) == (tone, words, "Why.")
    assert changes == [1]


def test_a_remote_model_goes_by_its_name(app: object) -> None:
    view_model = ConnectionViewModel()

    view_model.handle(ModelStateChanged("ready", "gpt-4o", False))

    assert view_model.words == "gpt-4o"


def test_settings_that_name_no_model_leave_none(app: object) -> None:
    view_model = ConnectionViewModel()

    view_model.handle(ModelStateChanged("failed", "", True, "Why."))

    assert (view_model.tone, view_model.words) == (Tone.FAILED, "No model can be used")


def test_only_the_starter_model_is_known_as_that(app: object) -> None:
    view_model = ConnectionViewModel()
    assert not view_model.builtIn
    view_model.handle(ModelStateChanged("off", "SmolLM2 135M", True, built_in=True))
    assert view_model.builtIn
    view_model.handle(ModelStateChanged("ready", "qwen3:4b", True))
    assert not view_model.builtIn
