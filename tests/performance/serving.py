"""The scripted model server in a process of its own, so that it takes no time from its callers."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.endpoint import numbered_words

ROOT = Path(__file__).parents[2]
CHARACTERS = 800
"""The length of every message, asked or answered."""

WORDS = next(n for n in range(1, CHARACTERS) if len(numbered_words(n)) >= CHARACTERS)


@contextmanager
def answering(
    words: int = WORDS, rate: float | None = None, tokens_per_event: int = 1
) -> Iterator[str]:
    """The base address of a server that answers with so many words, one a token.

    `rate` is tokens a second; None is as fast as it goes.
    """
    command = [sys.executable, "-m", "tests.endpoint", "--words", str(words)]
    command += ["--tokens-per-event", str(tokens_per_event)]
    if rate is not None:
        command += ["--rate", str(rate)]
    server = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        yield json.loads(server.stdout.readline())["base_url"]
    finally:
        server.stdin.close()
        server.wait(10)


def question(number: int) -> str:
    """Message `number` of a person, of 800 characters."""
    words = (
        f"Question {number}: " + "what is a good way up this hill, and what is seen there? " * 20
    )
    return words[:CHARACTERS]
