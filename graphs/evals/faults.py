"""What is wrong with a check or a case that has the right shape: a sentence, or "" for nothing.

Told as something is typed, and when a suite's file is read.
"""

import json
import re
from pathlib import PurePosixPath
from typing import assert_never

import jsonpath
import regex

from graphs.evals.workspace_copy import stays_inside
from graphs.storage.eval_records import (
    AtMost,
    Case,
    Check,
    Contains,
    JsonPath,
    Language,
    Matches,
    Proposes,
    Reference,
    Rubric,
)

_ARGUMENTS = 'Arguments are a JSON object, as in {"path": "notes.txt"}.'


def fault_of(check: Check) -> str:
    """Why a check can never be decided."""
    match check:
        case Reference() | Contains() | Rubric():
            return "" if check.text.strip() else "This is empty."
        case Proposes():
            return _of_call(check)
        case Matches():
            return _of_pattern(check.pattern)
        case JsonPath():
            return _of_path(check.path)
        case AtMost():
            return "" if check.actions >= 0 else "This has to be 0 or more."
        case Language():
            fits = len(check.code) == 2 and check.code.isalpha()
            return "" if fits else "A language is a code of two letters, as in “en”."
        case _:
            assert_never(check)


def fault_in(case: Case) -> tuple[str, str]:
    """The first field of a case that is wrong, and why; two empty texts for none."""
    if not case.id.strip():
        return "id", "A case needs an id of its own; one that has none gets one."
    if not case.name.strip():
        return "name", "A case needs a name."
    if not case.messages or case.messages[-1].role == "assistant":
        return "messages", "The last message has to be the person's or a tool's."
    for number, message in enumerate(case.messages):
        for place, call in enumerate(message.tool_calls):
            if not _is_object(call.arguments):
                return f"messages[{number}].tool_calls[{place}].arguments", _ARGUMENTS
    for number, check in enumerate(case.checks):
        if fault := fault_of(check):
            return f"checks[{number}]", fault
    kept = {key for key, _ in case.blobs}
    folders = {above for file in case.files for above in PurePosixPath(file.path).parents}
    for number, file in enumerate(case.files):
        if not stays_inside(file.path):
            return f"files[{number}].path", "This leads out of the workspace, or nowhere."
        if PurePosixPath(file.path) in folders:
            return f"files[{number}].path", "Other files have this as their folder."
        if file.blob not in kept:
            return f"files[{number}].blob", "The content of this file is missing."
    return "", ""


def _of_call(check: Proposes) -> str:
    if not check.tool.strip():
        return "A tool has to be named."
    return "" if not check.arguments or _is_object(check.arguments) else _ARGUMENTS


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _of_pattern(pattern: str) -> str:
    if not pattern:
        return "This is empty."
    try:
        regex.compile(pattern)
    except regex.error as error:
        return f"That is no pattern: {error}."
    except RecursionError:
        return "That pattern is nested too deeply."
    return ""


def _of_path(path: str) -> str:
    try:
        jsonpath.compile(path)
    except (jsonpath.JSONPathError, re.error, RecursionError) as error:
        return f"That is no JSON path: {str(error).splitlines()[0]}."
    return "" if path.strip() else "This is empty."
