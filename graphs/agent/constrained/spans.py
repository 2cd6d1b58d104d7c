"""What a request itself holds for a tool's arguments: paths, addresses, commands, quoted text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

_QUOTED: Final = re.compile(
    r"`([^`\n]+)`|\"([^\"\n]+)\"|“([^”\n]+)”|„([^“”\n]+)[“”]|«\s*([^»\n]+?)\s*»|\u2018([^\u2019\n]+)\u2019"
    r"|(?<!\w)'([^'\n]+(?:'\w[^'\n]*)*)'(?!\w)"
)
_URL: Final = re.compile(
    r"https?://[^\s<>\"'`]+|\bwww\.[\w.-]+\.[a-z]{2,}(?:/[^\s<>\"'`]*)?", re.IGNORECASE
)
_EXTENSION: Final = r"\.(?!(?:com|org|net|edu|gov)\b)(?:[A-Za-z][A-Za-z0-9]{1,5}|[chmorz7])"
_NAME: Final = r"[\w~-][\w.~-]*"
_PATH: Final = re.compile(
    rf"(?<![\w/.@])(?:\.{{0,2}}/)?{_NAME}(?:/{_NAME})*{_EXTENSION}(?!\w)"
    rf"|(?<![\w/.@])(?:\.{{1,2}}/|/){_NAME}(?:/{_NAME})*/?"
    rf"|(?<![\w/.@]){_NAME}(?:/{_NAME}){{2,}}/?"
    rf"|(?<![\w/.@]){_NAME}(?:/{_NAME})*/(?=\s|$)"
    rf"|(?<=\b(?:in|to|of|at|en|de|ls)\s){_NAME}/(?:{_NAME})?"
    rf"|(?<=\b(?:from|into|nach|dans|vers)\s){_NAME}/(?:{_NAME})?",
    re.IGNORECASE,
)
_FOLDER_WORD: Final = r"folder|directory|ordner|verzeichnis|carpeta|directorio|dossier|répertoire"
_FOLDER_AFTER: Final = re.compile(
    rf"\b(?:{_FOLDER_WORD})\s+(?:called\s+|named\s+)?([\w~-]+)", re.IGNORECASE
)
_FOLDER_BEFORE: Final = re.compile(rf"\b([\w~-]+)[\s-](?:{_FOLDER_WORD})\b", re.IGNORECASE)
_IN_PLACE: Final = re.compile(
    r"\b(?:in|inside|under|within|dans|en)\s+([\w~-]+)\s*[?.!]?$", re.IGNORECASE
)
_LISTED: Final = re.compile(r"^\s*(?:ls|dir)\s+([\w~-]+)\s*$", re.IGNORECASE)
_NO_NAME: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "my",
        "your",
        "our",
        "his",
        "her",
        "its",
        "in",
        "of",
        "for",
        "to",
        "into",
        "and",
        "or",
        "is",
        "are",
        "with",
        "from",
        "called",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "ein",
        "eine",
        "mein",
        "meinem",
        "diesem",
        "im",
        "el",
        "la",
        "los",
        "mi",
        "esta",
        "le",
        "les",
        "mon",
        "ma",
        "ce",
        "cette",
        "dans",
        "current",
        "same",
        "new",
        "which",
        "what",
        "every",
        "each",
        "any",
        "there",
        "it",
        "please",
        "here",
    ]
)
_TARGET: Final = re.compile(
    r"\b(?:to|into|as|in|name|nach|zu|auf|als|a|hacia|como|vers|en|dans|à)\s+"
    r"(?:(?:the|a|new|folder|file|den|die|das|ordner|datei|la|el|carpeta|le|dossier)\s+)*$",
    re.IGNORECASE,
)
_RUN: Final = re.compile(
    r"\b(?:run|execute|launch|führe?|starte?|ejecuta|exécute|lance)\b\s*"
    r"(?:(?:the|den|el|la|this|following|command|befehl|comando|commande)\b[\s:]*)*(.+)$",
    re.IGNORECASE | re.DOTALL,
)
_SHELL: Final = re.compile(
    r"\b(?:the|this|den|el|la|in the|in a|in my)\s+"
    r"(?:following\s+)?(?:command|terminal|shell|console|befehl|comando|commande)\b",
    re.IGNORECASE,
)
_COMMAND_LIKE: Final = re.compile(
    r"(?:sudo\s+)?(?:\./|(?:git|ls|dir|cd|pwd|cat|echo|cp|mv|rm|mkdir|touch|grep|find|sed|awk|head|"
    r"tail|wc|sort|du|df|ps|top|kill|ping|curl|wget|tar|zip|unzip|chmod|date|whoami|uname|env|which|"
    r"man|ssh|make|cmake|ninja|gcc|python\d?|pip\d?|pytest|ruff|uv|node|npm|npx|yarn|pnpm|cargo|"
    r"rustc|go|java|javac|mvn|gradle|ruby|gem|php|perl|docker|podman|kubectl|apt|brew|pandoc|"
    r"ffmpeg|convert|latexmk|pdflatex|bash|sh|zsh|cmd|powershell)(?=\s|$)|\S+\s+-{1,2}\w)"
)
_AFTER_COMMAND: Final = re.compile(
    r"\s*(?:(?:,?\s*please|for me|now|in (?:the|a|my) (?:terminal|shell|workspace|console)|aus|"
    r"bitte|por favor|s'il te plaît)\s*)*[.!?]?\s*$",
    re.IGNORECASE,
)
_TYPED: Final = re.compile(r"`([^`\n]+)`|^\s*\$\s+(\S.*)$", re.MULTILINE)
_IT: Final = re.compile(
    r"\b(?:it|that|this|that file|this file|them|sie|ihn|diese datei|lo|la|este archivo|le|"
    r"ce fichier)\b",
    re.IGNORECASE,
)
_COLON: Final = re.compile(r":\s+(\S.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spans:
    """The pieces of one request, each kind in the order of the text, none twice.

    `targets` are those paths that something goes to ("to", "into"). `folders` are called folders,
    `places` may be some ("in docs"). `quoted` stands in quotation marks and is no path.
    """

    paths: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()


def spans(text: str) -> Spans:
    """The pieces of `text`."""
    urls = [(m.start(), m.group().rstrip(".,;:!?)")) for m in _URL.finditer(text)]
    free = _URL.sub(_blank, text)
    quotes = [(m.start(), next(g for g in m.groups() if g)) for m in _QUOTED.finditer(free)]
    bare = _QUOTED.sub(_blank, free)
    paths = [(at, quote) for at, quote in quotes if _names_a_file(quote)]
    paths += [(m.start(), m.group().rstrip(".")) for m in _PATH.finditer(bare)]
    paths.sort()
    folders = [pattern.findall(bare) for pattern in (_LISTED, _FOLDER_AFTER, _FOLDER_BEFORE)]
    return Spans(
        paths=_unique(path for _, path in paths),
        targets=_unique(path for at, path in paths if _TARGET.search(text[:at])),
        folders=_names(*chain.from_iterable(folders)),
        places=_names(*_IN_PLACE.findall(bare.strip())),
        urls=_unique(url for _, url in urls),
        commands=_commands(text),
        quoted=_unique(quote for _, quote in quotes if not _names_a_file(quote)),
    )


def pointed(request: str, earlier: Iterable[str]) -> Spans:
    """The pieces of `request`; "it" stands for the last path of what was said before.

    `earlier` are texts, newest first.
    """
    found = spans(request)
    if found.paths or found.folders or not _IT.search(request):
        return found
    for text in earlier:
        if before := spans(text).paths:
            return replace(found, paths=before[-1:])
    return found


def hidden(text: str) -> str:
    """`text`, of the same length, with "x" for what is quoted, an address or a path."""
    for pattern in (_URL, _QUOTED, _PATH):
        text = pattern.sub(lambda found: "x" * len(found.group()), text)
    return text


def tail(text: str) -> str:
    """What follows the first colon and a blank; "" without one."""
    found = _COLON.search(text)
    return found.group(1).strip() if found else ""


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _names_a_file(quote: str) -> bool:
    return bool(re.fullmatch(rf"[^\n:=]*?[^\s/:=]{_EXTENSION}", quote)) or (
        "/" in quote and " " not in quote
    )


def _names(*words: str) -> tuple[str, ...]:
    return _unique(word for word in words if word.lower() not in _NO_NAME)


def _commands(text: str) -> tuple[str, ...]:
    if ticked := [a or b for a, b in _TYPED.findall(text)]:
        return _unique(ticked)
    found = _RUN.search(text)
    if found is None:
        return ()
    rest = found.group(1)
    if quoted := _QUOTED.match(rest):
        return (next(g for g in quoted.groups() if g),)
    command = _AFTER_COMMAND.sub("", rest).strip()
    return (command,) if _COMMAND_LIKE.match(command) or _SHELL.search(text) else ()


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for item in items if item))
