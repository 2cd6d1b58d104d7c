"""Model files of the person's own: what their beginning says, and what is wrong with others."""

import contextlib
import os
import struct
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs.errors import ModelUnavailable
from graphs.models import gguf_header
from graphs.models.catalog import starter_model
from graphs.models.gguf_header import NoHeader
from graphs.models.model_files import own_model

Said = Mapping[str, str | int | list[int]]

SMALL: Said = {
    "general.architecture": "llama",
    "llama.context_length": 32_768,
    "llama.block_count": 2,
    "llama.embedding_length": 64,
    "llama.attention.head_count": 4,
    "llama.attention.head_count_kv": [1, 2],
}


def text(words: str) -> bytes:
    return struct.pack("<Q", len(words)) + words.encode()


def value(said: str | int | list[int]) -> bytes:
    match said:
        case str():
            return struct.pack("<I", 8) + text(said)
        case int():
            return struct.pack("<II", 4, said)
        case _:
            numbers = struct.pack(f"<{len(said)}I", *said)
            return struct.pack("<IIQ", 9, 4, len(said)) + numbers


def header(said: Said, version: int = 3) -> bytes:
    keys = b"".join(text(key) + value(one) for key, one in said.items())
    return b"GGUF" + struct.pack("<IQQ", version, 1, len(said)) + keys


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine.gguf"


def refused(file: Path) -> str:
    with pytest.raises(ModelUnavailable) as error:
        own_model(file, "Mine", None)
    assert error.value.hint
    return error.value.sentence


def test_the_shipped_file_says_of_itself_what_the_catalog_says() -> None:
    starter = starter_model()
    own = own_model(starter.path, "Mine", None)
    assert own.context_tokens == starter.context_tokens
    assert own.context_bytes_per_token == starter.context_bytes_per_token
    assert (own.name, own.shipped, starter.shipped) == ("Mine", False, True)


def test_memory_is_reckoned_from_what_the_file_says(file: Path) -> None:
    file.write_bytes(header(SMALL))
    assert own_model(file, "Mine", None).context_bytes_per_token == 2 * 2 * (16 + 16) * 2
    file.write_bytes(header({**SMALL, "llama.attention.key_length": 100}))
    assert own_model(file, "Mine", None).context_bytes_per_token == 2 * 2 * (100 + 16) * 2


@pytest.mark.parametrize(
    ("wished", "trained", "given"),
    [(None, 32_768, 8_192), (None, 2_048, 2_048), (16_384, 32_768, 16_384), (99_999, 2_048, 2_048)],
)
def test_it_reads_at_most_what_it_was_trained_to(
    file: Path, wished: int | None, trained: int, given: int
) -> None:
    file.write_bytes(header({**SMALL, "llama.context_length": trained}))
    assert own_model(file, "Mine", wished).context_tokens == given


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no model file"),
        (b"PK\x03\x04 a zip", "is no model file"),
        (header(SMALL)[:-3], "is no model file"),
        (header(SMALL, version=99), "is no model file"),
        (header({**SMALL, "general.type": "adapter"}), "a part of one (adapter)"),
        (header({**SMALL, "general.type": "<b>\n"}), "a part of one (unknown)"),
        (header({**SMALL, "general.architecture": "nomic-bert"}), "writes none"),
    ],
)
def test_what_holds_no_model_that_answers_is_refused(file: Path, content: bytes, said: str) -> None:
    file.write_bytes(content)
    assert said in refused(file)


def test_a_later_part_of_a_model_is_refused(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"big-0000{number}-of-00002.gguf").write_bytes(header(SMALL))
    own_model(tmp_path / "big-00001-of-00002.gguf", "Big", None)
    assert "later part" in refused(tmp_path / "big-00002-of-00002.gguf")


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    assert "is not there" in refused(tmp_path / "gone.gguf")
    assert "is a folder" in refused(tmp_path)
    assert "cannot be read" in refused(tmp_path / "\0.gguf")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    assert "is no file" in refused(tmp_path / "pipe.gguf")


def test_many_long_values_are_too_many(file: Path) -> None:
    long = {f"k{number}": "x" * (1 << 20) for number in range(17)}
    file.write_bytes(header(long))
    assert "is no model file" in refused(file)
    file.write_bytes(header({"k": "x" * (1 << 20), **SMALL}))
    own_model(file, "Mine", None)


@given(st.binary(max_size=200))
def test_garbage_is_no_header_and_costs_nothing(
    tmp_path_factory: pytest.TempPathFactory, rest: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "garbage.gguf"
    file.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 1, 3) + rest)
    with contextlib.suppress(NoHeader):
        gguf_header.read(file)


@pytest.mark.parametrize(
    "hostile",
    [
        struct.pack("<Q", 1 << 63),
        text("k") + struct.pack("<IQ", 8, 1 << 62),
        text("k") + struct.pack("<IIQ", 9, 4, 1 << 61),
        text("k") + struct.pack("<IIQ", 9, 8, 1 << 61),
        text("k") + struct.pack("<IIQ", 9, 9, 1),
        text("k") + struct.pack("<I", 77),
    ],
)
def test_lengths_beyond_all_bounds_are_not_believed(file: Path, hostile: bytes) -> None:
    file.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 1, 1) + hostile + b"\0" * 64)
    with pytest.raises(NoHeader):
        gguf_header.read(file)
