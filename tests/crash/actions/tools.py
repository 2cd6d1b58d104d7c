"""Tools whose effects can be counted: each run is one more line in a file, on disk when it ends."""

import asyncio
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from graphs.errors import ToolError
from graphs.tools.spec import Arguments, ToolSpec, read_only, tool_of

SLOW_SECONDS = 0.08
FAILURE = "It broke after all."


class Count(Arguments):
    """`label` says which proposal it is, `note` what the person can edit."""

    label: str
    note: str


def counting_tools(file: Path, tell: Callable[..., None]) -> list[ToolSpec]:
    """A quick, a slow and a failing tool, which ask, and one that only reads.

    `tell` hears "effect" with the label as soon as the line is on disk.
    """

    def write(tool: str, label: str, note: str) -> str:
        line = json.dumps({"tool": tool, "label": label, "note": note}).encode() + b"\n"
        there = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(there, line)
            os.fsync(there)
        finally:
            os.close(there)
        tell("effect", label=label)
        return f"counted {label} {note}"

    async def quick(label: str, note: str) -> str:
        """Count at once."""
        return write("quick", label, note)

    async def slow(label: str, note: str) -> str:
        """Count in the middle of some time."""
        await asyncio.sleep(SLOW_SECONDS)
        result = write("slow", label, note)
        await asyncio.sleep(SLOW_SECONDS)
        return result

    async def failing(label: str, note: str) -> str:
        """Count, then fail."""
        write("failing", label, note)
        raise ToolError(FAILURE)

    async def reading(label: str, note: str) -> str:
        """Count though nothing changes."""
        return write("reading", label, note)

    asking = [
        read_only(tool_of(function, Count), "Count", of="label")
        for function in (quick, slow, failing)
    ]
    return [
        *(replace(spec, asks=True) for spec in asking),
        read_only(tool_of(reading, Count), "Count", of="label"),
    ]


def lines(file: Path) -> list[Mapping[str, Any]]:
    """All lines so far, oldest first; one that a kill cut off did not happen."""
    if not file.exists():
        return []
    whole = file.read_bytes().split(b"\n")[:-1]
    return [json.loads(line) for line in whole]


def counted(file: Path, label: str) -> bool:
    """Whether there is a line of that label: what a person would look for after a crash."""
    return any(line["label"] == label for line in lines(file))
