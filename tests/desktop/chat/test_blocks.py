import itertools
import re
import time
import timeit
from collections.abc import Sequence
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from desktop.chat.blocks import Block, Code, Prose, Rule, Stream, Table, blocks, feed, parse

OURS = {
    "p", "br", "em", "strong", "s", "code", "a", "h1", "h2", "h3", "h4", "ul", "ol",
    "li", "div", "blockquote", "pre", "hr", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
PIECES = [
    "word", "**bold**", "a|b", "|", "---", "|---|:-:|", "```", "````", "~~~", "`", "- ", "* ",
    "1. ", "2) ", "> ", "# ", "=", "===", "    ", "  ", " ", "\t", "\n", "\n\n", "\r", "\r\n",
    "\0", "\ud800", "[x](http://a.b)", "[ ] ", "[a]: http://x.y", "[a]", "![i](http://r/i.png)",
    "<b>", "<!--", "\\", "&amp;", "שלום", "👩‍👩‍👧", "é", "***", "_", "~~", "\u2028", "\u00a0",
]  # fmt: skip
markdown = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=60).map(
    "".join
)


def streamed(text: str, cuts: list[int]) -> Stream:
    stream = Stream()
    edges = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    for start, end in itertools.pairwise(edges):
        stream = feed(stream, text[start:end])
    return stream


@settings(max_examples=400, deadline=None)
@given(markdown, st.lists(st.integers(min_value=0), max_size=12))
def test_any_chunking_gives_the_blocks_of_the_whole(text: str, cuts: list[int]) -> None:
    assert blocks(streamed(text, cuts)) == parse(text)


@settings(max_examples=200, deadline=None)
@given(markdown)
def test_one_character_at_a_time_gives_the_blocks_of_the_whole(text: str) -> None:
    assert blocks(streamed(text, list(range(len(text))))) == parse(text)


@settings(max_examples=200, deadline=None)
@given(markdown)
def test_finished_blocks_stay_as_they_are(text: str) -> None:
    stream = Stream()
    for character in text:
        after = feed(stream, character)
        assert after.done[: len(stream.done)] == stream.done
        stream = after
    assert parse(text)[: len(stream.done)] == stream.done


@settings(max_examples=300, deadline=None)
@given(markdown)
def test_only_our_own_tags_reach_the_screen(text: str) -> None:
    seen = Tags()
    for html in cells(parse(text)):
        seen.feed(html)
    assert seen.names <= OURS
    assert all(one.startswith(("http://", "https://", "mailto:")) for one in seen.addresses)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abc `\t~\n", max_size=40), st.sampled_from(["```", "~~~", "````"]))
def test_a_fence_holds_what_the_parser_says(text: str, fence: str) -> None:
    source = f"{fence}py\n{text}\n"
    (first, *_) = MarkdownIt("commonmark").parse(source)
    assert parse(source)[0] == Code("py", first.content.removesuffix("\n"))


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("a *b* **c** ~~d~~", "a <em>b</em> <strong>c</strong> <s>d</s>"),
        ("one\ntwo", "one<br/>two"),
        ("1 < 2 & <b>x</b>", "1 &lt; 2 &amp; &lt;b&gt;x&lt;/b&gt;"),
        ("[x](https://a.b/?q=1&r=2)", '<a href="https://a.b/?q=1&amp;r=2">x</a>'),
        ("[x](mailto:a@b.c)", '<a href="mailto:a@b.c">x</a>'),
        ("[x](ftp://a.b)", "x (ftp://a.b)"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("![a cat](http://a.b/cat.png)", "a cat (http://a.b/cat.png)"),
        ("![](http://a.b/cat.png)", "(http://a.b/cat.png)"),
        ("[a]: http://x.y\n[a]", "[a]: http://x.y<br/>[a]"),
        ("nul \0 and half \ud800", "nul \ufffd and half \ufffd"),
        ("שלום 👩‍👩‍👧", "שלום 👩‍👩‍👧"),
    ],
)
def test_words_become_safe_rich_text(source: str, html: str) -> None:
    (block,) = parse(source)
    assert isinstance(block, Prose)
    assert re.fullmatch(r"<p [^>]*>(.*)</p>", block.html, re.DOTALL)[1] == html


def test_code_in_a_line_keeps_its_spaces() -> None:
    (block,) = parse("`a  <b>`")
    assert isinstance(block, Prose)
    assert "JetBrains Mono" in block.html
    assert "a&nbsp; &lt;b&gt;</code>" in block.html


def test_each_block_of_the_top_level_stands_alone() -> None:
    source = "# T\nwords\n\n- a\n  - b\n\n> said\n\n```sh\nls\n```\n|a|b|\n|-|-|\n|1|2|\n\n---\n"
    kinds = [type(block) for block in parse(source)]
    assert kinds == [Prose, Prose, Prose, Prose, Code, Table, Rule]


@pytest.mark.parametrize("level", range(1, 7))
def test_a_heading_is_at_most_the_fourth(level: int) -> None:
    (block,) = parse("#" * level + " Title")
    assert isinstance(block, Prose)
    assert block.html.startswith(f"<h{min(level, 4)} ")


def test_lists_nest_and_count_from_their_start() -> None:
    (block,) = parse("3. a\n4. b\n   - c\n")
    assert isinstance(block, Prose)
    shape = re.sub(r' style="[^"]*"|</?div[^>]*>', "", block.html)
    assert shape == '<ol start="3"><li>a</li><li>b<ul><li>c</li></ul></li></ol>'


def test_tasks_have_boxes() -> None:
    (block,) = parse("- [ ] milk\n- [x] bread\n- [y] no task\n")
    assert isinstance(block, Prose)
    shape = re.sub(r' style="[^"]*"|</?div[^>]*>', "", block.html)
    assert shape == (
        '<ul><li class="unchecked">milk</li><li class="checked">bread</li><li>[y] no task</li></ul>'
    )


def test_a_table_has_cells_and_alignments() -> None:
    (block,) = parse("| l | *c* | r |\n|---|:-:|--:|\n| 1 | 2 |\n| 3 | 4 | 5 | 6 |\n")
    assert block == Table(
        ("l", "<em>c</em>", "r"), (("1", "2", ""), ("3", "4", "5")), ("left", "center", "right")
    )


@pytest.mark.parametrize(
    ("source", "block"),
    [
        ("```", Code("", "")),
        ("```py", Code("py", "")),
        ("```py title=x\na\n\n", Code("py", "a\n")),
        ("```py\na\n```", Code("py", "a")),
        ("~~~\na\n```\n", Code("", "a\n```")),
        ("  ```\n    a\n b\n  ```", Code("", "  a\nb")),
        ("````\n```\n````", Code("", "```")),
        ("    indented\n", Code("", "indented")),
        ("```\r\na\r\nb\r", Code("", "a\nb")),
    ],
)
def test_code_is_kept_as_written(source: str, block: Code) -> None:
    assert parse(source) == (block,)


def test_nothing_visible_gives_no_block() -> None:
    assert parse("") == parse(" \n\t\n") == parse("\u00a0\n") == ()


def test_a_fence_that_is_still_open_is_shown() -> None:
    stream = feed(feed(Stream(), "Look:\n\n```py\nx = 1\ny"), " = 2")
    assert blocks(stream)[1:] == (Code("py", "x = 1\ny = 2"),)


def test_a_long_list_is_cut_before_an_item_and_counts_on() -> None:
    source = "".join(f"{number}. item {number}\n" for number in range(1, 200))
    parts = parse(source)
    assert len(parts) > 1
    html = "".join(cells(parts))
    assert [int(one) for one in re.findall(r"<li[^>]*>item (\d+)</li>", html)] == [*range(1, 200)]
    for part in parts[1:]:
        assert isinstance(part, Prose)
        assert re.search(r'start="(\d+)"', part.html)[1] == re.search(r"item (\d+)", part.html)[1]


def test_a_long_table_is_cut_under_its_header() -> None:
    source = "|n|\n|-|\n" + "".join(f"|{number}|\n" for number in range(300))
    parts = parse(source)
    assert len(parts) > 1
    assert all(isinstance(part, Table) and part.header == ("n",) for part in parts)
    rows = [row for part in parts if isinstance(part, Table) for row in part.rows]
    assert rows == [(str(number),) for number in range(300)]


def test_a_long_line_loses_nothing() -> None:
    source = "word " * 4000 + "x" * 10_000
    words = "".join(re.sub(r"<[^>]*>", " ", html) for html in cells(parse(source)))
    assert words.count("word") == 4000
    assert words.count("x") == 10_000


@pytest.mark.parametrize("mark", ["> ", "- "])
def test_what_is_nested_too_deep_is_still_there(mark: str) -> None:
    assert "the bottom" in "".join(cells(parse(mark * 300 + "the bottom")))


@settings(max_examples=25, deadline=None)
@given(
    st.integers(min_value=40, max_value=5000),
    st.sampled_from(["- a\n", "> q\n", "w ", "|x|\n", "[", "    c\n"]),
)
def test_long_blocks_are_cut_alike_in_any_chunking(size: int, piece: str) -> None:
    text = "before\n\n|t|\n|-|\n" + piece * 1200 + "\n\nafter"
    stream = Stream()
    for start in range(0, len(text), size):
        stream = feed(stream, text[start : start + size])
    assert blocks(stream) == parse(text)


@pytest.mark.parametrize("source", ["x = 1\n" * 170_000, "```\n" + "x = 1\n" * 170_000])
def test_a_megabyte_is_parsed_whole(source: str) -> None:
    parts = parse(source)
    shown = "".join(part.text if isinstance(part, Code) else "" for part in parts)
    shown += "".join(cells(parts))
    assert shown.count("x = 1") == 170_000


@pytest.mark.alone
@pytest.mark.parametrize("opening", ["", "```py\n"])
def test_a_piece_costs_the_same_at_the_end_as_at_the_start(opening: str) -> None:
    piece = "some *words* of a line\n\n"
    short, long = feed(Stream(), opening + piece * 20), feed(Stream(), opening + piece * 10_000)
    assert cost(long, piece) < 10 * cost(short, piece) + 0.001


def cost(stream: Stream, piece: str) -> float:
    """Seconds, the least of many."""
    return min(timeit.repeat(lambda: feed(stream, piece), number=1, repeat=50))


def cells(parts: Sequence[Block]) -> list[str]:
    found: list[str] = []
    for part in parts:
        if isinstance(part, Prose):
            found.append(part.html)
        elif isinstance(part, Table):
            found += [*part.header, *(cell for row in part.rows for cell in row)]
    return found


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        for name, value in attrs:
            assert name in {"href", "style", "class", "start", "align"}
            if name == "href":
                self.addresses.append(value or "")


@pytest.mark.alone
@pytest.mark.parametrize("unit", ["[", "![", "[[a](", "[a](b", "]("])
def test_crowds_of_brackets_cost_no_more_than_words(unit: str) -> None:
    def cost(text: str) -> float:
        began = time.process_time()
        for _ in range(3):
            parse(text)
        return time.process_time() - began

    crowd = unit * (4_000 // len(unit))
    words = "some words " * 364
    assert cost(crowd) < 20 * cost(words) + 0.02
    assert "".join(block.html for block in parse(crowd) if isinstance(block, Prose))
