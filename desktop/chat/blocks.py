"""An answer in Markdown as the blocks it is shown in, whole or while it still streams.

Pure. Finished blocks are never parsed again: a stream keeps them and the text behind the last
place where the top level was left. A block that outgrows a window is cut, so that a step costs the
same wherever in an answer it falls; an open code fence only grows.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from desktop.chat import prose

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

Alignment: TypeAlias = Literal["left", "center", "right"]

WINDOW = 4096
"""The characters of one block that are parsed at once."""
WINDOW_LINES = 64
CROWDED = 50
"""The brackets in one paragraph from which on they are no links."""

_DEEPEST = 40
_NEWLINE = re.compile(r"\r\n?")
_UNSHOWABLE = re.compile("[\0\ud800-\udfff]")
_BLANK_LINES = re.compile(r"(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class Prose:
    """Safe Qt rich text of one paragraph, heading, list or quote."""

    html: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code block. `language` is the first word after the fence, "" if there is none."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of cells of safe Qt rich text, every row as wide as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    alignments: tuple[Alignment, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal rule."""


Block: TypeAlias = Prose | Code | Table | Rule


@dataclass(frozen=True, slots=True)
class OpenFence:
    """A code fence that no line has closed yet. `text` holds its complete lines."""

    marker: str
    indent: int
    language: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Stream:
    """An answer so far: the finished blocks, the open fence, and the text behind them."""

    done: tuple[Block, ...] = ()
    tail: str = ""
    fence: OpenFence | None = None


def parse(markdown: str) -> tuple[Block, ...]:
    """The blocks of `markdown`."""
    return blocks(feed(Stream(), markdown))


def feed(stream: Stream, text: str) -> Stream:
    """`stream` with `text` after it. Costs what `text` and one block cost."""
    tail = stream.tail
    if tail.endswith("\r"):
        tail, text = tail[:-1], "\r" + text
    held = "\r" if text.endswith("\r") else ""
    text = _UNSHOWABLE.sub("\ufffd", _NEWLINE.sub("\n", text[: len(text) - len(held)]))
    tail += text
    fence = stream.fence
    fresh: list[Block] = []
    if "\n" in text or len(tail) > WINDOW:
        while (step := _inside(fence, tail) if fence else _outside(tail)) is not None:
            fresh += step.done
            tail, fence = step.tail, step.fence
    return Stream((*stream.done, *fresh) if fresh else stream.done, tail + held, fence)


def blocks(stream: Stream) -> tuple[Block, ...]:
    """What `stream` shows now: `parse` of all its text."""
    if stream.tail.endswith("\r"):
        return blocks(feed(Stream(stream.done, stream.tail[:-1], stream.fence), "\n"))
    if stream.fence is None:
        return stream.done + _render(stream.tail)
    return (*stream.done, _code(stream.fence, stream.tail))


def _inside(fence: OpenFence, tail: str) -> Stream | None:
    """Move the complete lines of `tail` into `fence`; None when there are none."""
    closing = re.search(_closing(fence) + r"\n", tail, re.MULTILINE)
    if closing:
        return Stream((_code(fence, tail[: closing.start()]),), tail[closing.end() :])
    end = tail.rfind("\n") + 1
    if not end:
        return None
    text = fence.text + _dedent(tail[:end], fence.indent)
    return Stream((), tail[end:], OpenFence(fence.marker, fence.indent, fence.language, text))


def _outside(tail: str) -> Stream | None:
    """Take finished blocks off the front of `tail`; None when none is sure to be finished."""
    if blank := _BLANK_LINES.match(tail):
        return Stream((), tail[blank.end() :])
    window = _window(tail)
    lines = window[: window.rfind("\n") + 1]
    outline = _outline().parse(lines)
    tops = [token for token in outline if token.level == 0 and token.map]
    for token in tops:
        if token.type == "fence":
            return _opened(tail, lines, token)
    if len(tops) > 1:
        end = _offset(lines, _line(tops[-1]))
        return Stream(_render(tail[:end]), tail[end:])
    return _cut(tail, window, lines, outline) if len(tail) > len(window) else None


def _window(tail: str) -> str:
    window = tail[:WINDOW]
    lines = window.split("\n", WINDOW_LINES)
    return window[: -len(lines[-1])] if len(lines) > WINDOW_LINES and lines[-1] else window


@cache
def _markdown() -> "MarkdownIt":
    # Raw HTML stays text. A reference definition could change what stands long before it: text too.
    parser = _plain().enable(["table", "strikethrough"]).disable("reference")
    parser.core.ruler.at("inline", _parse_inline)
    return parser


@cache
def _without_links() -> "MarkdownIt":
    return _plain().enable("strikethrough").disable(["link", "image"])


def _parse_inline(state: "StateCore") -> None:
    """Parse what stands in each block; where brackets crowd, a search for links would not end."""
    for token in state.tokens:
        if token.type == "inline":
            parser = _without_links() if token.content.count("[") > CROWDED else state.md
            token.children = []
            parser.inline.parse(token.content, parser, state.env, token.children)


@cache
def _outline() -> "MarkdownIt":
    """For the same blocks without what is in them, to find where one ends."""
    return _plain().enable("table").disable(["reference", "inline"])


def _plain() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # 60 ms, which the first frame does not wait for

    return MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST})


def _opened(tail: str, lines: str, token: "Token") -> Stream:
    first = _line(token)
    start, end = _offset(lines, first), _offset(lines, first + 1)
    indent = len(lines[start:end]) - len(lines[start:end].lstrip(" "))
    fence = OpenFence(token.markup, indent, _language(token.info))
    return Stream(_render(tail[:start]), tail[end:], fence)


def _cut(tail: str, window: str, lines: str, outline: "list[Token]") -> Stream:
    """End a block that fills the window: a list before an item, a table with its header again."""
    if not lines:
        end = window.rfind(" ") + 1 or WINDOW
        return Stream(_render(tail[:end]), tail[end:])
    end, again = len(lines), ""
    if outline[0].type == "table_open":
        header = lines[: _offset(lines, 2)]
        again = header if len(header) < min(end, WINDOW // 2) else ""
    else:
        items = [_line(one) for one in outline if one.level == 1 and one.type == "list_item_open"]
        if len(items) > 1:
            end = _offset(lines, items[-1])
    return Stream(_render(tail[:end]), again + tail[end:])


def _render(markdown: str) -> tuple[Block, ...]:
    found: list[Block] = []
    tokens = _markdown().parse(markdown)
    start = 0
    for index, token in enumerate(tokens):
        if token.level == 0 and token.nesting < 1:
            if block := _block(markdown, tokens[start : index + 1]):
                found.append(block)
            start = index + 1
    return tuple(found)


def _block(markdown: str, tokens: "list[Token]") -> Block | None:
    first = tokens[0]
    match first.type:
        case "fence" | "code_block":
            return Code(_language(first.info), first.content.removesuffix("\n"))
        case "hr":
            return Rule()
        case "table_open":
            return _table(tokens)
        case _:
            # The parser drops what is nested too deep.
            deep = any(token.level >= _DEEPEST - 1 for token in tokens)
            html = prose.plain_text(_source(markdown, first)) if deep else prose.rich_text(tokens)
            return Prose(html) if html else None


def _table(tokens: "list[Token]") -> Table:
    rows: list[list[str]] = []
    alignments: list[Alignment] = []
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(prose.inline(tokens[index + 1].children or []))
            if token.type == "th_open":
                alignments.append(_alignment(str(token.attrGet("style") or "")))
    header, *body = (tuple(row) for row in rows)
    return Table(header, tuple(body), tuple(alignments))


def _alignment(style: str) -> Alignment:
    match style.removeprefix("text-align:"):
        case "center":
            return "center"
        case "right":
            return "right"
        case _:
            return "left"


def _code(fence: OpenFence, rest: str) -> Code:
    """The block of `fence` with `rest`, whose last line may be the closing one."""
    rest = re.sub(_closing(fence) + r"\Z", "", rest, count=1, flags=re.MULTILINE)
    text = fence.text + _dedent(rest, fence.indent)
    return Code(fence.language, text.removesuffix("\n"))


def _closing(fence: OpenFence) -> str:
    return rf"^ {{0,3}}{fence.marker[0]}{{{len(fence.marker)},}}[ \t]*"


def _dedent(text: str, indent: int) -> str:
    return re.sub(rf"^ {{1,{indent}}}", "", text, flags=re.MULTILINE) if indent else text


def _language(info: str) -> str:
    words = info.split(maxsplit=1)
    return words[0] if words else ""


def _source(markdown: str, token: "Token") -> str:
    first, after = token.map or [0, 0]
    return "\n".join(markdown.split("\n")[first:after])


def _line(token: "Token") -> int:
    return token.map[0] if token.map else 0


def _offset(lines: str, line: int) -> int:
    """Where line number `line` of `lines` begins."""
    offset = 0
    for _ in range(line):
        offset = lines.index("\n", offset) + 1
    return offset
