"""The LangSmith that the person has a key for."""

import os
from typing import TYPE_CHECKING

from graphs.errors import TracingUnusable
from graphs.session.tracing_settings import langsmith
from graphs.storage.library import Library

if TYPE_CHECKING:
    from graphs.evals.langsmith_link import LangsmithLink


def connected(library: Library) -> "LangsmithLink":
    """The way there; nothing is sent yet. Raises TracingUnusable."""
    to = langsmith(library.home, os.environ)
    if to is None:
        raise TracingUnusable(
            "There is no key for LangSmith.",
            f"Set LANGSMITH_API_KEY, or api_key under [langsmith] in {library.home.settings}.",
        )
    from graphs.evals.langsmith_link import LangsmithLink

    return LangsmithLink(library, to)
