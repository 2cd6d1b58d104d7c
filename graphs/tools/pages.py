"""What a fetched page says, as text. Pure, and slow for large pages."""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
from typing import Final

import lxml.html
from inscriptis import Inscriptis
from inscriptis.css_profiles import STRICT_CSS_PROFILE
from inscriptis.model.config import ParserConfig
from lxml.etree import LxmlError, ParserError

from graphs.errors import ToolError

_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})
_PLAIN: Final = frozenset(
    {
        "application/json",
        "application/xml",
        "application/javascript",
        "application/yaml",
        "application/toml",
    }
)
_SUFFIXES: Final = ("+json", "+xml", "+yaml")


def is_text(kind: str) -> bool:
    """Whether a page of that media type can be told as text."""
    return kind.startswith("text/") or kind in _HTML | _PLAIN or kind.endswith(_SUFFIXES)


def text_of(content: bytes, kind: str, charset: str | None) -> str:
    """The words of a page of that media type, "" if there are none. Raises ToolError.

    `charset` is what the server said; without it the page's own word counts, and UTF-8 first.
    """
    if kind not in _HTML:
        return _decoded(content, charset)
    try:
        tree = lxml.html.document_fromstring(content, parser=_parser(content, charset))
        text = Inscriptis(tree, ParserConfig(css=STRICT_CSS_PROFILE)).get_text()
    except ParserError:  # there is nothing in it
        return ""
    except (LxmlError, RecursionError, ValueError) as error:
        raise ToolError("The page is too broken to be read.") from error
    title = " ".join((tree.findtext(".//title") or "").split())
    lines = (line.rstrip() for line in text.strip("\n").splitlines())
    body = "\n".join(_without_gaps(list(lines)))
    return f"{title}\n\n{body}" if title else body


def quoted(text: str) -> str:
    """`text` with a mark before each line, so that none of it can pass for the words around it."""
    return "\n".join(f"| {line}".rstrip() for line in text.splitlines())


def _parser(content: bytes, charset: str | None) -> lxml.html.HTMLParser:
    if charset is None and _is_utf8(content):
        charset = "utf-8"
    try:
        return lxml.html.HTMLParser(encoding=charset)
    except LookupError:
        return lxml.html.HTMLParser()


def _decoded(content: bytes, charset: str | None) -> str:
    try:
        return content.decode(charset or "utf-8", errors="replace")
    except LookupError:
        return content.decode(errors="replace")


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _without_gaps(lines: list[str]) -> list[str]:
    return [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
