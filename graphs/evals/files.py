"""Suites as plain files: one JSON line a case, to be read, changed and kept in git.

What looks like a key never leaves: it is masked, and how often is told.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from graphs.errors import CairnError, InvalidCase, ModelError
from graphs.evals import faults
from graphs.models import saved_connections
from graphs.models.connections import chosen
from graphs.storage import case_text
from graphs.storage.eval_records import Case, Suite
from graphs.storage.home import Home
from graphs.storage.library import Library
from graphs.storage.whole_file import write_whole

MASK = "[key removed]"
LARGEST_FILE = 500_000_000
"""Bytes; all of it is held in memory while it is read."""

_SHAPES = re.compile(
    r"\b(?:sk-[A-Za-z0-9_-]{16,}|lsv2_[A-Za-z0-9_]{16,}|gh[pousr]_[A-Za-z0-9]{20,}|AKIA[A-Z0-9]{16}|"
    r"github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{20,}|xox[abpr]-[A-Za-z0-9-]{10,}|AIza[A-Za-z0-9_-]{30,}|hf_[A-Za-z0-9]{20,})\b"
)
_PRIVATE = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----", re.DOTALL
)
_NAMES = re.compile(r"_(API_KEY|TOKEN|SECRET|PASSWORD)$")
_SHORTEST_KEY = 8
"""Characters: what is shorter would mask ordinary words."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The text of a file, and how many keys were masked in it."""

    text: str
    masked: int


def exported(library: Library, suite_id: str) -> Exported:
    """A suite as a file. Blocks. Raises NotFound."""
    keys = keys_here(library.home, os.environ)
    lines = [
        line_without_keys(library.evals.case(row.id), keys) for row in library.evals.cases(suite_id)
    ]
    text = "".join(f"{line.text}\n" for line in lines)
    return Exported(text, sum(line.masked for line in lines))


def export_suite(library: Library, suite_id: str, file: Path) -> int:
    """Write a suite to a file, whole or not at all; how many keys were masked. Blocks.

    Raises NotFound, and CairnError where the file cannot be written.
    """
    found = exported(library, suite_id)
    try:
        write_whole(file, found.text.encode(), into_devices=True)
    except OSError as error:
        raise CairnError(f"{file} cannot be written: {error.strerror}.") from error
    return found.masked


def read(text: str) -> tuple[Case, ...]:
    """The cases of a file. Raises InvalidCase, which names the line and the field.

    Empty lines, and those that begin with #, say nothing.
    """
    cases: dict[str, Case] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            case = case_text.parsed(line)
        except InvalidCase as error:
            raise _at(number, error.field, error.sentence, error.hint) from error
        field, fault = faults.fault_in(case)
        if fault:
            raise _at(number, field, f"{field}: {fault}")
        if case.id in cases:
            raise _at(
                number, "id", "id: a line above has it already.", "Leave it out, or change it."
            )
        cases[case.id] = case
    if not cases:
        raise InvalidCase("There is no case in this file.", "It has one JSON line a case.")
    return tuple(cases.values())


def imported(library: Library, text: str, name: str) -> Suite:
    """A new suite with the cases of a file: all of them, or none. Blocks.

    A case whose id is taken already gets one of its own. Raises InvalidCase and InvalidText.
    """
    cases = read(text)
    return library.evals.add_suite(name, [_own(library, case) for case in cases])


def text_of(file: Path) -> str:
    """What a suite's file says. Blocks. Raises InvalidCase."""
    try:
        if file.exists() and not file.is_file():
            raise InvalidCase(f"{file} is not a file.", "A suite is a file of text.")
        if file.stat().st_size > LARGEST_FILE:
            raise InvalidCase(f"{file} is too large for a suite.", "Divide it into several.")
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidCase(f"{file} is not text.", "It has one JSON line a case.") from error
    except OSError as error:
        raise InvalidCase(f"{file} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise InvalidCase("No file can have such a name.") from error


def import_suite(library: Library, file: Path, name: str = "") -> Suite:
    """A new suite from a file, called as that unless `name` is given. Raises as imported."""
    return imported(library, text_of(file), name or file.stem)


def without_keys(text: str, keys: Iterable[str]) -> Exported:
    """The text with every key in it masked: those that are known, and what looks like one."""
    masked = 0
    for key in sorted(set(keys), key=len, reverse=True):
        masked += text.count(key)
        text = text.replace(key, MASK)
    for shape in (_PRIVATE, _SHAPES):
        text, more = shape.subn(MASK, text)
        masked += more
    return Exported(text, masked)


def line_without_keys(case: Case, keys: Sequence[str]) -> Exported:
    """A case without keys, those in its blobs too: these get the hashes of what is left."""
    blobs: list[tuple[str, bytes]] = []
    renamed: dict[str, str] = {}
    masked = 0
    for key, content in case.blobs:
        with suppress(UnicodeDecodeError):
            found = without_keys(content.decode(), keys)
            if found.masked:
                content = found.text.encode()
                masked += found.masked
        new = hashlib.sha256(content).hexdigest()
        renamed[key] = new
        blobs.append((new, content))
    text = case_text.line(replace(case, blobs=tuple(blobs)))
    for key, new in renamed.items():
        text = text.replace(key, new)
    rest = without_keys(text, keys)
    return Exported(rest.text, masked + rest.masked)


def keys_here(home: Home, environ: Mapping[str, str]) -> Sequence[str]:
    """The keys that this process is given, by the environment and by the settings."""
    keys = [value.strip() for name, value in environ.items() if _NAMES.search(name)]
    with suppress(ModelError):
        endpoint = chosen(home, environ).endpoint
        keys.append(endpoint.api_key if endpoint else "")
    with suppress(ModelError):
        keys += [one.api_key for one in saved_connections.read(home.settings).saved]
    return [key for key in keys if len(key) >= _SHORTEST_KEY]


def _own(library: Library, case: Case) -> Case:
    return replace(case, id=uuid4().hex) if library.evals.has_case(case.id) else case


def _at(number: int, field: str, sentence: str, hint: str = "") -> InvalidCase:
    return InvalidCase(f"Line {number}: {sentence}", hint, field)
