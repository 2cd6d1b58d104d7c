import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.app.arguments import MOST, Arguments, BadArguments, as_line, from_line, parsed

HERE = "/home/zoe"


def test_links_files_and_the_wish_to_stay_hidden_are_told_apart() -> None:
    words = ["cairn://suite/1", "--hidden", "a b.cairn", "/tmp/x.cairn", "file:///tmp/%C3%AB.cairn"]

    assert parsed(words, HERE) == Arguments(
        True, ("cairn://suite/1",), (f"{HERE}/a b.cairn", "/tmp/x.cairn", "/tmp/ë.cairn")
    )


def test_two_dashes_end_the_options() -> None:
    assert parsed(["--", "--hidden"], HERE) == Arguments(files=(f"{HERE}/--hidden",))


def test_no_words_say_nothing() -> None:
    assert parsed(["", ""], HERE) == Arguments()


@pytest.mark.parametrize("word", ["--help", "-x", "--hidden=1"])
def test_an_unknown_option_is_named_with_the_usage(word: str) -> None:
    with pytest.raises(BadArguments, match=rf"{word}.\nusage: Cairn"):
        parsed([word], HERE)


def test_more_than_anyone_means_is_refused() -> None:
    with pytest.raises(BadArguments, match="at most"):
        parsed(["x"] * (MOST + 1), HERE)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), max_size=5))
def test_what_is_handed_over_arrives_as_it_was(words: list[str]) -> None:
    given_ = parsed(["--", *words], HERE)

    assert from_line(as_line(given_, "token")) == (given_, "token")
