import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.chat.blocks import Stream, blocks, feed, parse

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
