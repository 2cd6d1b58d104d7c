"""Code as coloured rich text. Pure; takes more than 8 ms from a few hundred lines on.

The colours belong to the look's paper and stone: each is legible (4.5:1) on `card` and on `sunk`.
"""

from collections.abc import Mapping
from enum import Enum, auto
from functools import cache
from html import escape

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Literal, Name, String, _TokenType
from pygments.util import ClassNotFound

LARGEST = 20_000
"""Characters beyond which code stays plain."""


class Shade(Enum):
    """What has a colour of its own in code. All else has the colour of text."""

    COMMENT = auto()
    KEYWORD = auto()
    STRING = auto()
    VALUE = auto()
    NAME = auto()
    ADDED = auto()
    REMOVED = auto()


LIGHT: Mapping[Shade, str] = {
    Shade.COMMENT: "#6B6C63",
    Shade.KEYWORD: "#7A4A6B",
    Shade.STRING: "#4B6B32",
    Shade.VALUE: "#8A5410",
    Shade.NAME: "#2F5F73",
    Shade.ADDED: "#4B6B32",
    Shade.REMOVED: "#A63F28",
}
DARK: Mapping[Shade, str] = {
    Shade.COMMENT: "#9A9C90",
    Shade.KEYWORD: "#CFA3C0",
    Shade.STRING: "#A9C58F",
    Shade.VALUE: "#DDB26E",
    Shade.NAME: "#93BFCF",
    Shade.ADDED: "#A9C58F",
    Shade.REMOVED: "#E58E78",
}

# The first that holds a token counts.
_SHADES: tuple[tuple[_TokenType, Shade], ...] = (
    (Comment.Preproc, Shade.KEYWORD),
    (Comment, Shade.COMMENT),
    (Keyword.Constant, Shade.VALUE),
    (Keyword, Shade.KEYWORD),
    (Name.Tag, Shade.KEYWORD),
    (Name.Constant, Shade.VALUE),
    (Name.Attribute, Shade.NAME),
    (Name.Builtin, Shade.NAME),
    (Name.Class, Shade.NAME),
    (Name.Decorator, Shade.NAME),
    (Name.Function, Shade.NAME),
    (String, Shade.STRING),
    (Literal, Shade.VALUE),
    (Generic.Inserted, Shade.ADDED),
    (Generic.Deleted, Shade.REMOVED),
)


def highlight(code: str, language: str, dark: bool) -> str:
    """`code` as safe Qt rich text, spaces and line ends kept.

    Plain when nobody knows `language`, or when `code` is longer than `LARGEST`.
    """
    lexer = _lexer(language) if len(code) <= LARGEST else None
    spans = escape(code) if lexer is None else _spans(lexer, code, DARK if dark else LIGHT)
    # Qt leaves out the first and the last line end of a <pre>.
    return f"<pre style=\"margin:0px; font-family:'JetBrains Mono'\">\n{spans}\n</pre>"


def _lexer(language: str) -> Lexer | None:
    if not language:
        return None
    try:
        return get_lexer_by_name(language.lower(), stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _spans(lexer: Lexer, code: str, palette: Mapping[Shade, str]) -> str:
    parts: list[str] = []
    run: list[str] = []
    colour = ""
    for kind, text in lexer.get_tokens(code):
        shade = _shade(kind)
        wanted = palette[shade] if shade else ""
        if text.strip() and wanted != colour:
            parts.append(_span("".join(run), colour))
            run, colour = [], wanted
        run.append(text)
    parts.append(_span("".join(run), colour))
    return "".join(parts)


def _span(text: str, colour: str) -> str:
    return f'<span style="color:{colour}">{escape(text)}</span>' if colour else escape(text)


@cache
def _shade(kind: _TokenType) -> Shade | None:
    return next((shade for group, shade in _SHADES if kind in group), None)
