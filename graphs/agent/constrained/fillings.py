"""What a request itself offers for a tool's arguments."""

import re
from collections.abc import Iterable
from typing import Final

from graphs.agent.constrained.forms import Argument, Form
from graphs.agent.constrained.spans import Spans, tail

_PAIR: Final = re.compile(
    r"\b(?:replace|change|swap|substitute|correct|fix|ersetze?|ändere|tausche|reemplaza|cambia|"
    r"remplace|change)\s+(?:(?:the|word|text|das|wort|la|palabra|le|mot)\s+)*(\S+)\s+"
    r"(?:with|by|to|for|into|durch|zu|gegen|por|a|par)\s+(\S+)",
    re.IGNORECASE,
)
_FROM_TO: Final = re.compile(
    r"\b(?:from|von|de)\s+(\S+)\s+(?:to|auf|zu|nach|a|à)\s+(\S+)", re.IGNORECASE
)
_FACT: Final = re.compile(
    r"\b(?:remember|keep in mind|bear in mind|make a note|note|don't forget|forget|"
    r"merke? dir|vergiss|recuerda|olvida|retiens|souviens-toi|oublie)\b"
    r"(?:\s*,?\s*(?:that|dass|que|what i (?:said|told you) about|about))*[\s:,]+(.+)$",
    re.IGNORECASE | re.DOTALL,
)
_TO_BE_MADE: Final = re.compile(
    r"(?:an?|some|two|three|my|the|eine?n?|une?|una?|a (?:short|list)|\d+)\s", re.IGNORECASE
)
"""Begins a description of a text, not the text."""
_SAYS_NOTHING: Final = re.compile(
    r"(?:\W|\b(?:it|that|this|in|on|there|something|so|es|das|lo|eso|ça|cela)\b)*", re.IGNORECASE
)

_QUERY: Final = (
    re.compile(
        r"\b(?:for|nach)\s+(?:(?:the|a|das|wort|word|words|text|phrase|term)\s+)*(.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:mentions?|mentioning|contains?|containing|about|über|von|sobre|palabra|"
        r"mot|de)\s+(?:(?:the|my|our|a|word|das|wort|meine[nrm]?|el|la|mi|le|mon|ma)\s+)*(.+)$",
        re.IGNORECASE,
    ),
)
_QUERY_END: Final = re.compile(
    r"(?:[?.!]|\s+(?:in|inside|within|under|en|dans)\s+.*|,?\s*please|\s+last\s+\w+|"
    r"\s+(?:yesterday|earlier|before|today)|\.\s+.*)+$",
    re.IGNORECASE | re.DOTALL,
)
_SAYING: Final = re.compile(
    r"\b(?:that says|saying|which says|with the (?:text|content|words|line)|containing|with|"
    r"mit dem (?:text|inhalt)|mit|con el texto|con|avec le texte|avec)\s+(.+)$",
    re.IGNORECASE | re.DOTALL,
)
_PUT: Final = re.compile(
    r"\b(?:write|put|save|add|note down|jot down|note|store|schreibe?|notiere|speichere?|escribe|"
    r"guarda|anota|écris|note|enregistre)\s+(.+)$",
    re.IGNORECASE | re.DOTALL,
)
_INTO: Final = (
    r"\s*\b(?:to|into|in|on|as|nach|als|auf|en|dans|sur)\s+"
    r"(?:(?:a|the|my|new|file|die|der|den|datei|el|archivo|un|le|fichier|called|named|text)\s+)*"
    r"['\"“„«]?"
)

_OLD: Final = frozenset({"old", "before", "find", "search", "from"})
_NEW: Final = frozenset({"new", "after", "replacement", "replace", "to"})
_QUERIES: Final = frozenset({"query", "search", "pattern", "term", "keyword", "keywords", "q"})
_FACTS: Final = frozenset({"fact", "memory"})


def fillings(form: Form, text: str, found: Spans) -> dict[str, tuple[str, ...]]:
    """Argument -> what the request offers for it, likeliest first; what it offers nothing for is
    left out."""
    offers = {a.name: _offers(a, form, text, found) for a in form.arguments}
    return {name: offered for name, offered in offers.items() if offered}


def _offers(argument: Argument, form: Form, text: str, found: Spans) -> tuple[str, ...]:
    match argument.kind:
        case "path":
            return _paths(argument, form, found)
        case "url":
            return tuple(url if "://" in url else f"https://{url}" for url in found.urls)
        case "command":
            return found.commands
        case "text":
            return _texts(argument.name, text, found)
        case "other":
            return ()


def _paths(argument: Argument, form: Form, found: Spans) -> tuple[str, ...]:
    places = _unique((*found.paths, *found.folders)) or found.places
    fields = form.of_kind("path")
    if len(fields) < 2 or argument not in fields:
        return places[:1] if len(fields) == 1 and len(found.paths) == 1 else places
    if len(places) < len(fields):
        return ()
    if len(fields) == 2 and found.targets and len(found.paths) == 2:
        to = found.targets[-1]
        start = next((path for path in found.paths if path != to), to)
        return (start,) if argument == fields[0] else (to,)
    return (places[fields.index(argument)],)


def _texts(name: str, text: str, found: Spans) -> tuple[str, ...]:
    if name in _OLD or name in _NEW:
        at = 0 if name in _OLD else 1
        if len(found.quoted) == 2:
            return (found.quoted[at],)
        pair = _FROM_TO.search(text) or _PAIR.search(text)
        return (pair.group(at + 1).strip("'\".,"),) if pair else ()
    if name in _FACTS:
        said = _FACT.search(text)
        fact = said.group(1).strip().rstrip(".") if said else tail(text)
        return (fact if " " in fact else text.strip(),) if fact else ()
    if found.quoted:
        return found.quoted
    if name in _QUERIES:
        return _query(text)
    return _content(text, found)


def _query(text: str) -> tuple[str, ...]:
    for pattern in _QUERY:
        said = pattern.search(text)
        if said and (query := _QUERY_END.sub("", said.group(1)).strip(" .,")):
            return (query,)
    return ()


def _content(text: str, found: Spans) -> tuple[str, ...]:
    if after := tail(text):
        return (after,)
    rest = text
    for path in found.paths:
        rest = re.sub(rf"(?:{_INTO})?{re.escape(path)}['\"”“»]?", " ", rest, count=1)
    rest = rest.strip()
    for pattern in (_SAYING, _PUT):
        said = pattern.search(rest)
        if said and (content := said.group(1).strip(" .,")):
            left_open = _TO_BE_MADE.match(content) or _SAYS_NOTHING.fullmatch(content)
            return () if left_open else (content,)
    return ()


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
