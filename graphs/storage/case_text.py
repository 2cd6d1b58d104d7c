"""A case as JSON: in two parts for its row, or whole, as a line of a suite's file."""

import base64
import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final, cast

from graphs.errors import InvalidCase
from graphs.storage.case_misfits import misfit, objects, refuse_unknown
from graphs.storage.eval_records import Case, Check
from graphs.storage.text import storable

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FORMAT: Final = 1
"""The number of the format of a suite's file, in each line of it."""

_MARK: Final = "cairn_case"
_ABOUT = ("id", "name", "tags", "note", "origin", "made_at")
"""What can be different and the case still the same."""


def about(case: Case) -> str:
    """What a replay does not depend on."""
    whole = _dumped(case)
    return json.dumps({name: whole[name] for name in _ABOUT}, sort_keys=True)


def substance(case: Case) -> str:
    """All that a replay depends on; equal for cases that are the same but for their names."""
    whole = _dumped(case)
    return json.dumps({k: v for k, v in whole.items() if k not in _ABOUT}, sort_keys=True)


def case_of(about: str, substance: str) -> Case:
    """The case of both parts. Raises ValueError for a damaged row."""
    parts: dict[str, Any] = {**json.loads(about), **json.loads(substance)}
    blobs = tuple((key, base64.b64decode(text)) for key, text in parts.pop("blobs"))
    case: Case = _adapter().validate_python({**parts, "blobs": blobs})
    return case


def line(case: Case) -> str:
    """The case as one line of JSON for people to read and change; what is as usual is left out."""
    whole = _adapter().dump_python(case, mode="json", exclude={"blobs"}, exclude_defaults=True)
    whole["checks"] = _adapter().dump_python(case, mode="json", include={"checks"})["checks"]
    if case.blobs:
        whole["blobs"] = {key: _readable(content) for key, content in case.blobs}
    return json.dumps({_MARK: FORMAT, **whole}, ensure_ascii=False)


def parsed(text: str) -> Case:
    """The case that a line is. Raises InvalidCase, which names the field that is wrong."""
    from pydantic import ValidationError

    whole = _read(text)
    refuse_unknown(whole)
    blobs = _blobs(whole.pop("blobs", {}))
    checks = whole.pop("checks", [])
    whole.setdefault("id", hashlib.sha256(text.encode()).hexdigest()[:32])
    for place, message in objects(whole.get("messages")):
        message.setdefault("id", f"m{place + 1}")
    try:
        case: Case = _adapter().validate_python({**whole, "blobs": blobs})
    except ValidationError as error:
        raise misfit(error) from error
    try:
        return replace(case, checks=_checks().validate_python(checks))
    except ValidationError as error:
        raise misfit(error, "checks") from error


def _read(text: str) -> dict[str, Any]:
    """The fields of a line, as far as it is a case's at all."""
    try:
        read: object = json.loads(text, parse_float=_finite, parse_constant=_finite)
    except json.JSONDecodeError as error:
        raise InvalidCase("This is not JSON.", f"{error.msg}, at {error.colno}.") from error
    except ValueError as error:
        raise InvalidCase("This has a number that is none, or is too long.") from error
    except RecursionError as error:
        raise InvalidCase("This is nested too deeply.") from error
    if not isinstance(read, dict) or _MARK not in read:
        raise InvalidCase("This is no case.", f"A case is an object with the field {_MARK}.", _MARK)
    whole = cast("dict[str, Any]", read)
    if whole.pop(_MARK) != FORMAT:
        raise InvalidCase(
            "This case has a format that is not known here.", "Install the newest Cairn.", _MARK
        )
    for name, value in whole.items():
        try:
            json.dumps([name, value], ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            field = storable(name)
            raise InvalidCase(f"{field}: half of a character cannot be kept.", "", field) from error
    return whole


def _finite(number: str) -> float:
    read = float(number)
    if not math.isfinite(read):
        raise ValueError(number)
    return read


def _readable(content: bytes) -> object:
    """Text as it is, anything else in base 64."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}


def _blobs(given: object) -> tuple[tuple[str, bytes], ...]:
    if not isinstance(given, dict):
        raise InvalidCase("blobs: this is no object.", "", "blobs")
    found: list[tuple[str, bytes]] = []
    for key, content in cast("Mapping[str, object]", given).items():
        raw = _bytes(content)
        if raw is None or hashlib.sha256(raw).hexdigest() != key:
            raise InvalidCase(
                f"blobs: the content of {key[:12]} is not what it was.", "", f"blobs.{key}"
            )
        found.append((key, raw))
    return tuple(found)


def _bytes(content: object) -> bytes | None:
    if isinstance(content, str):
        return content.encode()
    if isinstance(content, dict):
        try:
            return base64.b64decode(
                str(cast("Mapping[str, object]", content)["base64"]), validate=True
            )
        except (LookupError, ValueError):
            return None
    return None


def nameless(case_id: str, name: str) -> str:
    """What there is to say about a case whose row is gone."""
    return about(Case(case_id, name, ()))


def _dumped(case: Case) -> dict[str, Any]:
    whole = _adapter().dump_python(case, mode="json", exclude={"blobs"})
    blobs = [[key, base64.b64encode(content).decode()] for key, content in case.blobs]
    return {**whole, "blobs": blobs}


@cache
def _adapter() -> "TypeAdapter[Case]":
    from pydantic import TypeAdapter

    return TypeAdapter(Case)


@cache
def _checks() -> "TypeAdapter[tuple[Check, ...]]":
    from pydantic import Field, TypeAdapter

    return TypeAdapter(tuple[Annotated[Check, Field(discriminator="kind")], ...])
