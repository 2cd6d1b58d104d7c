"""Saved connections: read as they were typed, and changed without touching anything else."""

import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from graphs.errors import HomeReadOnly, ModelUnavailable
from graphs.models import saved_connections
from graphs.models.saved_connections import BUILT_IN, Connections, SavedConnection

WORK = SavedConnection("Work", "https://llm.example/v1", "large", "sk-secret", "", 128_000)
FILE = SavedConnection("Own", file="/models/own.gguf")

OLD_SHAPE = """\
# mine
[connection]
base_url = "http://127.0.0.1:11434/v1"  # Ollama
model = "qwen3:4b"

[langsmith]
project = "Cairn"
"""


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_no_file_means_nothing_saved(settings: Path) -> None:
    assert saved_connections.read(settings) == Connections((), BUILT_IN)


def test_what_is_saved_is_read_as_it_was(settings: Path) -> None:
    saved_connections.save(settings, WORK)
    saved_connections.save(settings, FILE)
    assert saved_connections.read(settings) == Connections((WORK, FILE), BUILT_IN)
    saved_connections.use(settings, "Own")
    assert saved_connections.read(settings).used == "Own"


@pytest.mark.parametrize("name", ['a "quoted" one', "ä.b]=#", "a\\b", "use", "'"])
def test_any_name_will_do(settings: Path, name: str) -> None:
    saved_connections.save(settings, replace(WORK, name=name))
    saved_connections.use(settings, name)
    assert saved_connections.read(settings) == Connections((replace(WORK, name=name),), name)


def test_an_edited_one_stays_used_under_its_new_name(settings: Path) -> None:
    saved_connections.save(settings, WORK)
    saved_connections.use(settings, "Work")
    changed = SavedConnection("Home", "http://127.0.0.1:1/v1", "small")
    saved_connections.save(settings, changed, "Work")
    assert saved_connections.read(settings) == Connections((changed,), "Home")
    assert "sk-secret" not in settings.read_text("utf-8")


def test_after_the_used_one_is_removed_the_built_in_model_is_used(settings: Path) -> None:
    for one in (WORK, FILE):
        saved_connections.save(settings, one)
    saved_connections.use(settings, "Work")
    saved_connections.remove(settings, "Work")
    assert saved_connections.read(settings) == Connections((FILE,), BUILT_IN)


def test_what_nobody_saved_cannot_be_used(settings: Path) -> None:
    saved_connections.save(settings, WORK)
    before = settings.read_bytes()
    with pytest.raises(ModelUnavailable, match="No model is saved under the name Other"):
        saved_connections.use(settings, "Other")
    assert settings.read_bytes() == before


def test_one_that_was_written_by_hand_is_among_them(settings: Path) -> None:
    settings.write_text(OLD_SHAPE, "utf-8")
    by_hand = SavedConnection("qwen3:4b", "http://127.0.0.1:11434/v1", "qwen3:4b")
    assert saved_connections.read(settings) == Connections((by_hand,), "qwen3:4b")


def test_changing_one_thing_keeps_what_was_written_by_hand(settings: Path) -> None:
    settings.write_text(OLD_SHAPE, "utf-8")
    before = saved_connections.read(settings)
    saved_connections.save(settings, WORK)
    assert saved_connections.read(settings) == Connections((*before.saved, WORK), "qwen3:4b")
    text = settings.read_text("utf-8")
    assert all(words in text for words in ("# mine", "# Ollama", '[langsmith]\nproject = "Cairn"'))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[connection\n", "line 1 is not valid TOML"),
        ("connections = 1\n", "connections is not a table"),
        ('[connections]\nWork = "x"\n', 'connections."Work" is not a table'),
        ("[connections.Work]\nmodel = 1\n", 'model in [connections."Work"] is not text'),
        ("[connections.Work]\nurl = 'x'\n", "knows no 'url'"),
        ("[connections.Work]\ncontext_tokens = 0\n", "is not a whole number above 0"),
        ('[connection]\nuse = "a"\nmodel = "b"\n', "names a connection and describes one"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_is_left_alone(
    settings: Path, text: str, reason: str
) -> None:
    settings.write_text(text, "utf-8")
    for deed in (
        lambda: saved_connections.read(settings),
        lambda: saved_connections.save(settings, WORK),
        lambda: saved_connections.use(settings, BUILT_IN),
    ):
        with pytest.raises(ModelUnavailable) as refused:
            deed()
        assert reason in str(refused.value)
    assert settings.read_text("utf-8") == text


def test_a_file_from_another_editor_is_read_too(settings: Path) -> None:
    settings.write_bytes(b"\xef\xbb\xbf" + OLD_SHAPE.replace("\n", "\r\n").encode())
    saved_connections.save(settings, WORK)
    assert [one.name for one in saved_connections.read(settings).saved] == ["qwen3:4b", "Work"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_its_owner_alone_can_read_what_is_written(settings: Path) -> None:
    settings.write_text(OLD_SHAPE, "utf-8")
    settings.chmod(0o644)
    saved_connections.save(settings, WORK)
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600
    assert [path.name for path in settings.parent.iterdir()] == ["settings.toml"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes no links without rights")
def test_a_file_that_is_kept_elsewhere_stays_there(settings: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "kept"
    elsewhere.mkdir()
    settings.symlink_to(elsewhere / "mine.toml")
    saved_connections.save(settings, WORK)
    assert settings.is_symlink()
    assert saved_connections.read(settings).saved == (WORK,)


def test_a_folder_that_cannot_be_written_is_said(
    settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.write_text(OLD_SHAPE, "utf-8")

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(HomeReadOnly):
        saved_connections.save(settings, WORK)
    monkeypatch.undo()
    assert settings.read_text("utf-8") == OLD_SHAPE
    assert [path.name for path in settings.parent.iterdir()] == ["settings.toml"]
