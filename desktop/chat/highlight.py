"""Code as coloured rich text. Pure; takes more than 8 ms from a few hundred lines on.

The colours come from the look's paper and stone: each has at least 4.5:1 on the ground of a code
card (`sunk` in Theme).
"""

from dataclasses import dataclass
from html import escape

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Literal, Name, Number, String, _TokenType
from pygments.util import ClassNotFound

LARGEST = 100_000
"""Characters beyond which code stays plain."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of code on one ground."""

    comment: str
    keyword: str
    string: str
    number: str
    name: str
    added: str
    removed: str


LIGHT = Palette(
    comment="#6C6D64",
    keyword="#7A4A6B",
    string="#4B6B32",
    number="#8A5410",
    name="#2F5F73",
    added="#4B6B32",
    removed="#A63F28",
)
DARK = Palette(
    comment="#9A9C90",
    keyword="#CFA3C0",
    string="#A9C58F",
    number="#DDB26E",
    name="#93BFCF",
    added="#A9C58F",
    removed="#E58E78",
)


def highlight(code: str, language: str, dark: bool) -> str:
    """`code` as safe Qt rich text, spaces and line ends kept.

    Plain when nobody knows `language`, or when `code` is longer than `LARGEST`.
    """
    lexer = _lexer(language) if len(code) <= LARGEST else None
    spans = escape(code) if lexer is None else _spans(lexer, code, dark)
    return f"<pre style=\"margin:0px; font-family:'JetBrains Mono'\">{spans}</pre>"


def _lexer(language: str) -> Lexer | None:
    if not language:
        return None
    try:
        return get_lexer_by_name(language.lower(), stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _spans(lexer: Lexer, code: str, dark: bool) -> str:
    palette = DARK if dark else LIGHT
    parts: list[str] = []
    run: list[str] = []
    colour = ""
    for kind, text in lexer.get_tokens(code):
        shade = _colour(kind, palette)
        if text.strip() and shade != colour:
            parts.append(_span("".join(run), colour))
            run, colour = [], shade
        run.append(text)
    parts.append(_span("".join(run), colour))
    return "".join(parts)


def _span(text: str, colour: str) -> str:
    return f'<span style="color:{colour}">{escape(text)}</span>' if colour else escape(text)


def _colour(kind: _TokenType, palette: Palette) -> str:
    if kind in Comment and kind not in Comment.Preproc:
        return palette.comment
    if kind in Keyword or kind in Name.Tag or kind in Comment.Preproc:
        return palette.keyword
    if kind in String:
        return palette.string
    if kind in Number or kind in Literal or kind in Name.Constant or kind in Keyword.Constant:
        return palette.number
    if (
        kind in Name.Function
        or kind in Name.Class
        or kind in Name.Builtin
        or kind in Name.Decorator
    ):
        return palette.name
    if kind in Name.Attribute:
        return palette.name
    if kind in Generic.Inserted:
        return palette.added
    return palette.removed if kind in Generic.Deleted else ""
