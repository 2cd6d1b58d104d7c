"""Where traces go, for those who have LangSmith: from the environment or the settings file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from graphs.errors import TracingUnusable
from graphs.models.addresses import host_of, is_loopback
from graphs.storage import settings_file
from graphs.storage.home import Home

LANGSMITH = "https://api.smith.langchain.com"
"""Where traces go when only a key is named."""

PROJECT = "Cairn"
"""The project they go to unless another is named."""

_KEYS = ("api_key", "endpoint", "project", "tracing")
_VARIABLES = {
    "api_key": "LANGSMITH_API_KEY",
    "endpoint": "LANGSMITH_ENDPOINT",
    "project": "LANGSMITH_PROJECT",
}


@dataclass(frozen=True, slots=True)
class Langsmith:
    """A LangSmith that the person has a key for.

    `project` is where traces are filed. `every`: the runs of all conversations are traced, and
    not only of those that the person chose.
    """

    endpoint: str
    api_key: str = field(repr=False)
    project: str = PROJECT
    every: bool = False

    @property
    def host(self) -> str:
        """The server's name in sentences."""
        parts = urlsplit(self.endpoint)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)

    @property
    def local(self) -> bool:
        """Whether what is sent there stays on this machine."""
        return is_loopback(urlsplit(self.endpoint).hostname or "")


def langsmith(home: Home, environ: Mapping[str, str]) -> Langsmith | None:
    """The LangSmith to use; None without a key.

    The key is `LANGSMITH_API_KEY`, with `LANGSMITH_ENDPOINT` and `LANGSMITH_PROJECT`; else that of
    the table `[langsmith]` in the settings file, with its `endpoint` and `project`: a key goes
    only to the address named with it. Only `tracing = "all"` in that table switches tracing on for
    all conversations: variables are often there for other programs.

    Raises TracingUnusable: unreadable settings, what is no key or no address.
    """
    try:
        table = settings_file.table(home.settings, "langsmith", _KEYS) or {}
        written = {key: settings_file.text("langsmith", table, key) for key in _KEYS}
        every = _every(table)
    except settings_file.Unusable as error:
        raise TracingUnusable(
            f"The settings file {home.settings} cannot be used: {error.reason}.",
            "Correct it; until then nothing is traced.",
        ) from error
    named = {key: environ.get(variable, "").strip() for key, variable in _VARIABLES.items()}
    found, place = (named, "the environment") if named["api_key"] else (written, "[langsmith]")
    api_key = found["api_key"]
    if not api_key:
        return None
    if not (api_key.isascii() and api_key.isprintable()) or " " in api_key:
        raise TracingUnusable(
            f"LangSmith's key in {place} is not a key.", "Copy the key once more."
        )
    endpoint = (found["endpoint"] or LANGSMITH).rstrip("/")
    if host_of(endpoint) is None:
        raise TracingUnusable(
            f"LangSmith's endpoint in {place} is not an address of a server.",
            f"It looks like {LANGSMITH}.",
        )
    return Langsmith(endpoint, api_key, found["project"] or PROJECT, every)


def _every(table: Mapping[str, Any]) -> bool:
    tracing = settings_file.text("langsmith", table, "tracing")
    if tracing not in ("", "off", "all"):
        raise settings_file.Unusable('tracing in [langsmith] is neither "all" nor "off"')
    return tracing == "all"
