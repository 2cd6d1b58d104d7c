"""Markdown tokens as the rich text that Qt draws. Pure.

Every tag here is made by us, and none of them fetches anything: an image is its description and
its address. Colours are left to the view.
"""

import re
from collections.abc import Sequence
from html import escape
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

_CODE = "font-family:'JetBrains Mono'; font-size:small"
_LINE = "line-height:122%"
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_SPACES = re.compile(r"  +")
_TASK = re.compile(r"\[([ xX])\][ \t]+")

_HEADINGS = {"h1": "x-large", "h2": "large"}


def rich_text(tokens: "Sequence[Token]") -> str:
    """Block tokens as HTML; "" when nothing in them is visible."""
    parts: list[str] = []
    visible = False
    first = True  # of what is around it
    for index, token in enumerate(tokens):
        match token.type:
            case "inline":
                text = inline(token.children or [])
                if _task(tokens, index):
                    text = _TASK.sub("", text, count=1)
                visible = visible or bool(text)
                parts.append(text)
            case "fence" | "code_block":
                visible = True
                parts.append(_preformatted(token.content))
            case "list_item_open":
                visible = True
                parts.append(_item(tokens, index, first))
            case "paragraph_open" | "paragraph_close" if token.hidden:
                pass
            case "bullet_list_open" | "ordered_list_open":
                parts.append(_list(tokens, index))
            case "bullet_list_close" | "ordered_list_close":
                parts.append(f"</{token.tag}></div>")
            case _:
                parts.append(_tag(token, first))
        first = token.nesting > 0 and token.type != "paragraph_open"
    return "".join(parts) if visible else ""


def plain_text(text: str) -> str:
    """`text` as it stands, as HTML."""
    lines = escape(text.strip()).replace("\n", "<br/>")
    return f'<p style="{_LINE}; margin:0em 0em 0em 0em">{lines}</p>'


def inline(tokens: "Sequence[Token]") -> str:
    """Inline tokens as HTML."""
    parts: list[str] = []
    closing: list[str] = []
    for token in tokens:
        match token.type:
            case "text" | "text_special":
                parts.append(escape(token.content))
            case "code_inline":
                parts.append(f'<code style="{_CODE}">{_spaced(token.content)}</code>')
            case "softbreak" | "hardbreak":
                parts.append("<br/>")
            case "link_open":
                address = str(token.attrGet("href") or "")
                if _SAFE_LINK.match(address):
                    parts.append(f'<a href="{escape(address)}">')
                    closing.append("</a>")
                else:
                    closing.append(f" ({escape(address)})" if address else "")
            case "link_close":
                parts.append(closing.pop())
            case "image":
                parts.append(_image(token))
            case _:
                parts.append(f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}>")
    return "".join(parts)


def _tag(token: "Token", first: bool) -> str:
    tag = {"h5": "h4", "h6": "h4"}.get(token.tag, token.tag)
    if token.nesting < 0:
        return f"</{tag}>"
    match tag:
        case "p":
            return f'<p style="{_LINE}; margin:{0 if first else 0.45}em 0em 0em 0em">'
        case "h1" | "h2" | "h3" | "h4":
            size, above = _HEADINGS.get(tag, "medium"), 0 if first else 0.45
            return f'<{tag} style="{_LINE}; font-size:{size}; margin:{above}em 0em 0em 0em">'
        case "blockquote":
            return '<blockquote style="margin:0em 0em 0em 0.9em">'
        case "th" | "td":
            align = str(token.attrGet("style") or "").removeprefix("text-align:")
            return f'<{tag} align="{align}">' if align else f"<{tag}>"
        case _:
            return f"<{tag}>"


def _list(tokens: "Sequence[Token]", index: int) -> str:
    """The start of a list, indented by what its longest number needs.

    Qt adds 40 px to that whatever the font's size; the block around the list takes them back.
    """
    token = tokens[index]
    start = token.attrGet("start")
    number = "" if start is None else f' start="{start}"'
    digits = 1
    if token.tag == "ol":
        digits = len(str(int(start or 1) + _items(tokens, index) - 1))
    indent = 0.7 + 0.5 * digits
    style = f"margin:0em 0em 0em {indent:.1f}em"
    return f'<div style="margin-left:-40px"><{token.tag}{number} style="{style}">'


def _items(tokens: "Sequence[Token]", index: int) -> int:
    """How many items the list has that begins at `index`."""
    level = tokens[index].level
    inside = takewhile(lambda token: token.level > level, tokens[index + 1 :])
    return sum(token.level == level + 1 and token.type == "list_item_open" for token in inside)


def _item(tokens: "Sequence[Token]", index: int, first: bool) -> str:
    """A list's item, with a box for its bullet when it is a task."""
    inside = tokens[index + 2] if index + 2 < len(tokens) else None
    box = _TASK.match(inside.content) if inside and _task(tokens, index + 2) else None
    state = "" if box is None else ' class="unchecked"' if box[1] == " " else ' class="checked"'
    return f'<li{state} style="{_LINE}; margin-top:{0 if first else 0.2}em">'


def _task(tokens: "Sequence[Token]", index: int) -> bool:
    """Whether the token there begins a list's item with [ ] or [x]."""
    token = tokens[index]
    opens = index > 1 and tokens[index - 2].type == "list_item_open"
    return opens and token.type == "inline" and _TASK.match(token.content) is not None


def _image(token: "Token") -> str:
    said = "".join(child.content for child in token.children or [])
    address = str(token.attrGet("src") or "")
    return escape(" ".join(part for part in (said, f"({address})" if address else "") if part))


def _preformatted(text: str) -> str:
    code = escape(text.removesuffix("\n"))
    return f'<pre style="{_CODE}; margin:0.4em 0em 0.4em 0em">{code}</pre>'


def _spaced(code: str) -> str:
    """Code in a line of text, where HTML would fold its spaces."""
    return _SPACES.sub(lambda run: "&nbsp;" * (len(run[0]) - 1) + " ", escape(code))
