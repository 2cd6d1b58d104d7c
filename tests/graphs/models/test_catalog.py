import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from graphs.errors import ModelUnavailable
from graphs.models.catalog import ModelFile, starter_model

CONTENTS = b"GGUF" + bytes(1000)


@pytest.fixture
def model(tmp_path: Path) -> ModelFile:
    folder = tmp_path / "resources" / "models"
    folder.mkdir(parents=True)
    (folder / "m.gguf").write_bytes(CONTENTS)
    return replace(
        starter_model(),
        path=folder / "m.gguf",
        bytes=len(CONTENTS),
        sha256=hashlib.sha256(CONTENTS).hexdigest(),
    )


def test_the_starter_model_is_what_the_catalog_says() -> None:
    starter_model().check_contents()


def test_a_whole_file_passes(model: ModelFile) -> None:
    model.check()
    model.check_contents()


def test_a_missing_file_says_what_to_run(model: ModelFile, tmp_path: Path) -> None:
    model.path.unlink()
    (tmp_path / "Makefile").touch()
    with pytest.raises(ModelUnavailable, match=r"missing.*make model"):
        model.check()


def test_a_missing_file_of_an_installed_app_says_to_install_again(model: ModelFile) -> None:
    model.path.unlink()
    with pytest.raises(ModelUnavailable, match=r"missing.*Install Cairn again"):
        model.check()


@pytest.mark.parametrize("contents", [CONTENTS[:-1], b"PK\x03\x04" + bytes(1000), b""])
def test_another_size_or_kind_is_damaged(model: ModelFile, contents: bytes) -> None:
    model.path.write_bytes(contents)
    with pytest.raises(ModelUnavailable, match="damaged"):
        model.check()


def test_one_changed_byte_shows_in_the_contents_only(model: ModelFile) -> None:
    model.path.write_bytes(CONTENTS[:-1] + b"\x01")
    model.check()
    with pytest.raises(ModelUnavailable, match="damaged"):
        model.check_contents()


def test_each_context_takes_memory(model: ModelFile) -> None:
    assert model.memory(2) - model.memory(1) == 8192 * 23_040
