"""Checks that need no judge: whether each holds, and why. Pure but for a pattern's clock.

JSON paths are those of RFC 9535 (python-jsonpath); languages are told apart by eld.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, assert_never, cast

import jsonpath
import regex

from graphs.storage.eval_records import (
    AtMost,
    Contains,
    Graded,
    JsonPath,
    Language,
    Matches,
    Proposal,
    Proposes,
    Reference,
    Verdict,
)

PATTERN_SECONDS = 1.0
"""How long a pattern may search one answer."""

_FENCED = re.compile(r"```[a-zA-Z]*\n(.*?)```", re.DOTALL)

Rule = Reference | Proposes | Contains | Matches | JsonPath | AtMost | Language
"""A check that is decided by rule; a Reference that is judged is not."""


def graded(rule: Rule, answer: str, proposals: Sequence[Proposal]) -> Graded:
    """Whether it holds of the agent's last words, and of the calls it wanted made."""
    match rule:
        case Reference():
            holds, reason = _same_words(rule, answer)
        case Contains():
            holds, reason = _contains(rule, answer)
        case Matches():
            return _matches(rule, answer)
        case JsonPath():
            holds, reason = _json(rule, answer)
        case AtMost():
            wanted = len(proposals)
            holds, reason = wanted <= rule.actions, f"It wanted {_count(wanted)}."
        case Proposes():
            holds, reason = _proposes(rule, proposals)
        case Language():
            return _language(rule, answer)
        case _:
            assert_never(rule)
    return Graded(rule, _verdict(holds), reason)


def _same_words(rule: Reference, answer: str) -> tuple[bool, str]:
    holds = _words(rule.text) == _words(answer)
    return holds, "It has the same words." if holds else "It has other words."


def _contains(rule: Contains, answer: str) -> tuple[bool, str]:
    there = " ".join(rule.text.casefold().split()) in " ".join(answer.casefold().split())
    reason = f"It has “{rule.text}”." if there else f"It does not have “{rule.text}”."
    return there is rule.must, reason


def _matches(rule: Matches, answer: str) -> Graded:
    try:
        found = regex.search(rule.pattern, answer, timeout=PATTERN_SECONDS, concurrent=True)
    except regex.error as error:
        return Graded(rule, Verdict.UNGRADED, f"That is no pattern: {error}.")
    except TimeoutError:
        return Graded(rule, Verdict.UNGRADED, "The pattern takes too long.")
    reason = f"It has “{found[0][:80]}”." if found else "The pattern is not found in it."
    return Graded(rule, _verdict((found is not None) is rule.must), reason)


def _json(rule: JsonPath, answer: str) -> tuple[bool, str]:
    read = _read_json(answer)
    if read is None:
        return False, "It is not JSON."
    try:
        found = jsonpath.findall(rule.path, cast("Any", read[0]))
    except jsonpath.JSONPathError:
        return False, f"{rule.path} is no JSON path."
    if not found:
        return False, f"There is nothing at {rule.path}."
    shown = json.dumps(found[0], ensure_ascii=False)[:80]
    if rule.value and _value(rule.value) not in found:
        return False, f"At {rule.path} is {shown}."
    return True, f"At {rule.path} is {shown}."


def _proposes(rule: Proposes, proposals: Sequence[Proposal]) -> tuple[bool, str]:
    of_tool = [one for one in proposals if one.tool == rule.tool]
    fitting = [one for one in of_tool if _fits(rule.arguments, one.arguments)]
    if fitting:
        return rule.must, f"It wanted {rule.tool} with {fitting[0].arguments[:200]}."
    if of_tool:
        return not rule.must, f"It wanted {rule.tool}, but with {of_tool[0].arguments[:200]}."
    others = ", ".join(dict.fromkeys(one.tool for one in proposals))
    return not rule.must, f"It wanted {others}." if others else "It wanted no action."


def _fits(wanted: str, given: str) -> bool:
    """Whether all arguments that are named have the values that are named."""
    if not wanted:
        return True
    named, arguments = _value(wanted), _value(given)
    if not isinstance(named, dict) or not isinstance(arguments, dict):
        return named == arguments
    read = cast("Mapping[str, Any]", arguments)
    return all(
        name in read and read[name] == value
        for name, value in cast("Mapping[str, Any]", named).items()
    )


def _language(rule: Language, answer: str) -> Graded:
    from eld import LanguageDetector  # pyright: ignore[reportMissingTypeStubs]

    if not answer.strip():
        return Graded(rule, Verdict.FAILED, "It says nothing.")
    told = cast("Any", LanguageDetector()).detect(answer)
    found = cast("str | None", told.language)
    if found is None:
        return Graded(rule, Verdict.UNGRADED, "Its language cannot be told.")
    return Graded(rule, _verdict(found == rule.code.casefold()), f"It is in “{found}”.")


def _read_json(answer: str) -> tuple[object] | None:
    """The JSON that an answer is, or that stands in it between fences."""
    for text in (answer, *_FENCED.findall(answer)):
        try:
            return (json.loads(text),)
        except ValueError:
            continue
    return None


def _value(text: str) -> object:
    """What JSON text says; text that is none stands for itself."""
    try:
        return cast("object", json.loads(text))
    except ValueError:
        return text


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _count(wanted: int) -> str:
    return "no action" if wanted == 0 else "1 action" if wanted == 1 else f"{wanted} actions"


def _verdict(holds: bool) -> Verdict:
    return Verdict.PASSED if holds else Verdict.FAILED
