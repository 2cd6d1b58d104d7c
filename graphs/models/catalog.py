"""Model files; those that ship with Cairn are recorded in `resources/models/catalog.toml`."""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

from graphs.errors import ModelUnavailable
from graphs.models.gguf_header import MAGIC

MODELS = Path(__file__).parents[2] / "resources" / "models"
"""The folder of the catalog and its files."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One model file. `source` is the package it was taken from; `bytes` its exact size.

    One of the person's own has neither `sha256` nor licence nor source: nobody knows what it should
    be, and it may be exchanged at any time.
    """

    name: str
    path: Path
    bytes: int
    sha256: str
    licence: str
    source: str
    context_tokens: int
    context_bytes_per_token: int
    temperature: float
    top_p: float

    @property
    def shipped(self) -> bool:
        """Whether it came with Cairn."""
        return bool(self.sha256)

    @property
    def called(self) -> str:
        """The model in the middle of a sentence."""
        return "the built-in model" if self.shipped else self.name

    def check(self) -> None:
        """Look at presence, size and first bytes: cheap, done before each start.

        Raises ModelUnavailable with what to do about it.
        """
        try:
            size = self.path.stat().st_size
            with self.path.open("rb") as file:
                magic = file.read(len(MAGIC))
        except FileNotFoundError as error:
            raise ModelUnavailable(
                f"The model file {self.path.name} is missing.", self._remedy()
            ) from error
        except OSError as error:
            raise ModelUnavailable(
                f"The model file {self.path.name} cannot be read.",
                f"Give your user the right to read {self.path}.",
            ) from error
        if magic != MAGIC or (self.shipped and size != self.bytes):
            raise self.damaged()

    def check_contents(self) -> None:
        """Compare every byte with the catalog's hash, if it has one there; takes a while.

        Raises ModelUnavailable.
        """
        self.check()
        if not self.shipped:
            return
        with self.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != self.sha256:
            raise self.damaged()

    def damaged(self) -> ModelUnavailable:
        """The error that says this file is not what it should be."""
        return ModelUnavailable(f"The model file {self.path.name} is damaged.", self._remedy())

    def memory(self, contexts: int) -> int:
        """Bytes of memory needed to run with `contexts` full contexts side by side."""
        context = self.context_bytes_per_token * self.context_tokens
        return int(self.bytes * 1.2) + contexts * context

    def _remedy(self) -> str:
        if not self.shipped:
            return "Choose it anew, or another one, in Settings > Models."
        if (self.path.parents[2] / "Makefile").exists():
            return f"Delete {self.path} if it is there, and run `make model`."
        return "Install Cairn again."


def starter_model(folder: Path = MODELS) -> ModelFile:
    """The small model that ships with Cairn. The file itself is not looked at."""
    entry = tomllib.loads((folder / "catalog.toml").read_text("utf-8"))["starter"]
    return ModelFile(
        name=entry["name"],
        path=folder / entry["file"],
        bytes=entry["bytes"],
        sha256=entry["sha256"],
        licence=entry["licence"],
        source=entry["source"],
        context_tokens=entry["context_tokens"],
        context_bytes_per_token=entry["context_bytes_per_token"],
        temperature=entry["temperature"],
        top_p=entry["top_p"],
    )
