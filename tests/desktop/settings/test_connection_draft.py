"""What is typed about a model becomes a connection, and says who reads along."""

import pytest

from desktop.settings import connection_draft as drafts
from desktop.settings.connection_draft import Draft, Kind, Reach
from graphs import SavedConnection


def test_a_draft_becomes_what_is_saved() -> None:
    draft = Draft(Kind.OTHER, " http://x/v1 ", " m ", " k ", "/left/over.gguf", " 32,768 ", "")
    assert drafts.connection(draft) == SavedConnection("m", "http://x/v1", "m", "k", "", 32_768)


def test_a_file_is_called_as_its_file() -> None:
    for file, name in (("/a/qwen3.gguf", "qwen3"), ("C:\\m\\Big.GGUF", "Big"), ("odd", "odd")):
        found = drafts.connection(Draft(Kind.FILE, file=file, model="left over"))
        assert found == SavedConnection(name, file=file)


def test_tokens_that_are_no_number_make_nothing() -> None:
    for typed in ("many", "-5", "1.5", "٣"):
        assert drafts.connection(Draft(context_tokens=typed)) is None


def test_what_is_saved_comes_back_as_it_was_typed() -> None:
    for saved in (
        SavedConnection("Work", "https://api.openai.com/v1", "m", "k", "", 8_192),
        SavedConnection("Own", file="/a/b.gguf"),
    ):
        assert drafts.connection(drafts.of_saved(saved)) == saved


def test_another_kind_changes_only_an_address_that_nobody_typed() -> None:
    ollama = drafts.of_kind(Draft(model="m"), Kind.OLLAMA)
    assert (ollama.base_url, ollama.model) == ("http://127.0.0.1:11434/v1", "m")
    assert drafts.of_kind(ollama, Kind.OTHER).base_url == ""
    typed = drafts.with_field(ollama, "base_url", "http://mine/v1")
    assert drafts.of_kind(typed, Kind.LM_STUDIO).base_url == "http://mine/v1"


def test_a_key_is_not_handed_to_another_address() -> None:
    openai = Draft(api_key="sk-secret")
    assert drafts.of_kind(openai, Kind.OLLAMA).api_key == ""
    typed = Draft(Kind.OTHER, "http://mine/v1", api_key="k")
    assert drafts.of_kind(typed, Kind.LLAMA_CPP).api_key == "k"


@pytest.mark.parametrize(
    ("saved", "reach"),
    [
        (SavedConnection("", "http://127.0.0.1:1/v1"), Reach.HERE),
        (SavedConnection("", file="/a.gguf"), Reach.HERE),
        (SavedConnection("", "https://x.example/v1"), Reach.AWAY),
        (SavedConnection("", "", "gpt", "k"), Reach.AWAY),
        (SavedConnection("", "http://192.168.1.5/v1"), Reach.OPEN),
        (SavedConnection("", "HTTPS://x.example/v1"), Reach.AWAY),
        (SavedConnection("", "ftp://x"), Reach.UNKNOWN),
    ],
)
def test_who_reads_along(saved: SavedConnection, reach: Reach) -> None:
    assert drafts.reach(saved) is reach
