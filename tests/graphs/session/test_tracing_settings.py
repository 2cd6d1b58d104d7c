"""Where traces go, and that a key goes only where it was meant to."""

from pathlib import Path

import pytest

from graphs.errors import TracingUnusable
from graphs.session.tracing_settings import LANGSMITH, PROJECT, Langsmith, langsmith
from graphs.storage.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def written(home: Home, table: str) -> Langsmith | None:
    home.settings.write_text(f"[langsmith]\n{table}\n", "utf-8")
    return langsmith(home, {})


def test_without_a_key_there_is_none(home: Home) -> None:
    assert langsmith(home, {}) is None
    assert (
        langsmith(home, {"LANGSMITH_ENDPOINT": "https://x.example", "LANGSMITH_API_KEY": " "})
        is None
    )
    assert written(home, 'tracing = "all"\nproject = "Mine"') is None


def test_a_key_alone_means_the_usual_place_and_nothing_switched_on(home: Home) -> None:
    found = langsmith(home, {"LANGSMITH_API_KEY": "k", "LANGSMITH_TRACING": "true"})

    assert found == Langsmith(LANGSMITH, "k", PROJECT, every=False)


def test_the_settings_name_key_address_and_project(home: Home) -> None:
    found = written(
        home, 'api_key = "k"\nendpoint = "https://x.example/api/"\nproject = "P"\ntracing = "all"'
    )

    assert found == Langsmith("https://x.example/api", "k", "P", every=True)
    assert found.host == "x.example"
    assert "'k'" not in repr(found)


def test_a_key_goes_only_to_the_address_named_with_it(home: Home) -> None:
    written(home, 'api_key = "written"\nendpoint = "https://written.example"\ntracing = "all"')

    assert langsmith(home, {"LANGSMITH_API_KEY": "named"}) == Langsmith(
        LANGSMITH, "named", every=True
    )
    found = langsmith(home, {"LANGSMITH_ENDPOINT": "https://named.example"})
    assert found is not None
    assert (found.api_key, found.host) == ("written", "written.example")


@pytest.mark.parametrize(
    ("table", "word"),
    [
        ('api_key = "k"\ntracing = "yes"', 'neither "all" nor "off"'),
        ('api_key = "two words"', "not a key"),
        ('api_key = "k"\nendpoint = "smith"', "not an address"),
        ('api_key = "k"\nendpoint = "https://user:secret@smith.example"', "not an address"),
        ("api_key = 3", "api_key in [langsmith] is not text"),
        ('key = "k"', "knows no 'key'"),
        ('api_key = "', "line 2 is not valid TOML"),
    ],
)
def test_what_cannot_be_used_is_named_and_no_key_quoted(home: Home, table: str, word: str) -> None:
    with pytest.raises(TracingUnusable) as caught:
        written(home, table)

    assert word in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "two words" not in str(caught.value)
