"""Markdown tokens as the rich text that Qt draws. Pure.

Every tag here is made by us, and none of them fetches anything: an image is its description and
its address. Colours are left to the view.
"""

import re
from collections.abc import Sequence
from html import escape

from markdown_it.token import Token

_MONO = "font-family:'JetBrains Mono'"
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_SPACES = re.compile(r"  +")
_TASK = re.compile(r"\[([ xX])\][ \t]+")

_OPENING = {
    "h1": '<h1 style="font-size:x-large; margin-top:8px; margin-bottom:0px">',
    "h2": '<h2 style="font-size:large; margin-top:6px; margin-bottom:0px">',
    "h3": '<h3 style="font-size:medium; margin-top:4px; margin-bottom:0px">',
    "h4": '<h4 style="font-size:medium; margin-top:4px; margin-bottom:0px">',
    "p": '<p style="margin-top:0px; margin-bottom:0px">',
    "blockquote": '<blockquote style="margin:0px 0px 0px 16px">',
    "ul": '<ul style="margin-top:0px; margin-bottom:0px">',
    "ol": '<ol style="margin-top:0px; margin-bottom:0px">',
}
_PLAIN_TAGS = frozenset(("em", "strong", "s", "table", "thead", "tbody", "tr"))


def rich_text(tokens: Sequence[Token]) -> str:
    """Block tokens as HTML; "" when nothing in them is visible."""
    parts: list[str] = []
    visible = False
    for index, token in enumerate(tokens):
        match token.type:
            case "inline":
                children = token.children or []
                text = inline(children)
                if index and tokens[index - 1].type == "paragraph_open" and _in_item(tokens, index):
                    text = _TASK.sub(_box, text, count=1) if _TASK.match(text) else text
                visible = visible or bool(text)
                parts.append(text)
            case "fence" | "code_block":
                visible = True
                parts.append(_preformatted(token.content))
            case "hr":
                visible = True
                parts.append("<hr/>")
            case "list_item_open" | "list_item_close":
                visible = True
                parts.append(_tag(token))
            case _ if not token.hidden:
                parts.append(_tag(token))
            case _:
                pass
    return "".join(parts) if visible else ""


def inline(tokens: Sequence[Token]) -> str:
    """Inline tokens as HTML."""
    parts: list[str] = []
    closing: list[str] = []
    for token in tokens:
        match token.type:
            case "text" | "text_special":
                parts.append(escape(token.content))
            case "code_inline":
                parts.append(f'<code style="{_MONO}">{_spaced(token.content)}</code>')
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
                parts.append(_tag(token))
    return "".join(parts)


def _tag(token: Token) -> str:
    tag = {"h5": "h4", "h6": "h4"}.get(token.tag, token.tag)
    if token.nesting < 0:
        return f"</{tag}>"
    if tag in ("th", "td"):
        align = str(token.attrGet("style") or "").removeprefix("text-align:")
        return f'<{tag} align="{align}">' if align else f"<{tag}>"
    opening = _OPENING.get(tag, f"<{tag}>")
    start = token.attrGet("start")
    return f'<ol start="{int(start)}"{opening[3:]}' if start is not None else opening


def _image(token: Token) -> str:
    said = "".join(child.content for child in token.children or [])
    address = str(token.attrGet("src") or "")
    return escape(" ".join(part for part in (said, f"({address})" if address else "") if part))


def _in_item(tokens: Sequence[Token], index: int) -> bool:
    return index > 1 and tokens[index - 2].type == "list_item_open"


def _box(found: re.Match[str]) -> str:
    return "☐ " if found[1] == " " else "☑ "


def _preformatted(text: str) -> str:
    return f'<pre style="{_MONO}; margin:4px 0px">{escape(text.removesuffix(chr(10)))}</pre>'


def _spaced(code: str) -> str:
    """Code in a line of text, where HTML would fold its spaces."""
    return _SPACES.sub(lambda run: "&nbsp;" * (len(run[0]) - 1) + " ", escape(code))
