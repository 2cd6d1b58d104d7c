"""Model files of the person's own, which the built-in server serves."""

from pathlib import Path

from graphs.errors import ModelUnavailable
from graphs.models.catalog import ModelFile


def own_model(path: Path, name: str, context_tokens: int | None) -> ModelFile:
    """The file as the built-in server takes it. Raises ModelUnavailable where it cannot."""
    del context_tokens
    raise ModelUnavailable(f"The model file {path.name} of {name} cannot be read.")
