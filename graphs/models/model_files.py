"""Model files of the person's own, which the built-in server serves like the one that ships."""

import re
import stat
from pathlib import Path
from typing import Final

from graphs.errors import ModelUnavailable
from graphs.models import gguf_header
from graphs.models.catalog import ModelFile
from graphs.models.gguf_header import Header, NoHeader

USUAL_TOKENS: Final = 8_192
"""Read at most unless the person says more: what is reserved for it takes memory."""

_SAFE_TOKENS: Final = 4_096
"""Where a file does not say how much its model was trained to read."""

_BYTES_PER_NUMBER: Final = 2
_TEMPERATURE, _TOP_P = 0.8, 0.95
"""llama.cpp's own."""

_PART: Final = re.compile(r"-(\d{5})-of-\d{5}\.gguf$", re.IGNORECASE)


def own_model(path: Path, name: str, context_tokens: int | None) -> ModelFile:
    """The file as the built-in server takes it; only its beginning is read.

    `context_tokens` is what the person wishes, at most what the model was trained to read. Raises
    ModelUnavailable for what is not there, cannot be read, or holds no model that answers.
    """
    header, size = _looked_at(path)
    if header.kind != "model":
        raise ModelUnavailable(
            f"{path.name} is no model of its own: it holds a part of one ({_plain(header.kind)}).",
            "Choose the model's own file.",
        )
    if header.architecture.endswith("bert"):
        raise ModelUnavailable(
            f"{path.name} is a model that compares texts and writes none.",
            "Choose a model that answers, often called chat or instruct.",
        )
    part = _PART.search(path.name)
    if part and int(part[1]) != 1:
        raise ModelUnavailable(
            f"{path.name} is a later part of a model.", "Choose its first part, 00001."
        )
    trained = header.number("context_length") or _SAFE_TOKENS
    return ModelFile(
        name=name,
        path=path,
        bytes=size,
        sha256="",
        licence="",
        source="",
        context_tokens=min(context_tokens or USUAL_TOKENS, trained),
        context_bytes_per_token=_bytes_per_token(header),
        temperature=_TEMPERATURE,
        top_p=_TOP_P,
    )


def _looked_at(path: Path) -> tuple[Header, int]:
    try:
        if path.is_dir():
            raise ModelUnavailable(f"{path.name} is a folder.", "Choose a file in it.")
        there = path.stat()
        if not stat.S_ISREG(there.st_mode):  # a pipe would be waited for without end
            raise ModelUnavailable(f"{path.name} is no file.", "Choose a model file.")
        return gguf_header.read(path), there.st_size
    except FileNotFoundError as error:
        raise ModelUnavailable(
            f"The model file {path} is not there.", "Connect its disk, or choose it anew."
        ) from error
    except (OSError, ValueError) as error:
        raise ModelUnavailable(
            f"The model file {path} cannot be read.", "Give your user the right to read it."
        ) from error
    except NoHeader as error:
        raise ModelUnavailable(
            f"{path.name} is no model file, or a part of it is missing.",
            "It has to be a whole file in the GGUF format; download it once more.",
        ) from error


def _bytes_per_token(header: Header) -> int:
    """What one token of context takes: layers x key/value heads x head sizes x 2 bytes."""
    heads = header.number("attention.head_count") or 1
    usual = header.number("embedding_length") // heads
    both = (header.number("attention.key_length") or usual) + (
        header.number("attention.value_length") or usual
    )
    key_heads = header.number("attention.head_count_kv") or heads
    return header.number("block_count") * key_heads * both * _BYTES_PER_NUMBER


def _plain(word: str) -> str:
    return word if re.fullmatch(r"[\w.-]{1,40}", word) else "unknown"
