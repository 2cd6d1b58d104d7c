import pytest

from graphs.agent import titles


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("What is a cairn?", "What is a cairn?"),
        ("Hi! Can you please explain WAL mode to me. I use SQLite.", "Explain WAL mode to me"),
        ("## plan\n\nthe rest", "Plan"),
        ("hello", "Hello"),
        ("Hello there", "Hello there"),
        ("   \n  second line first", "Second line first"),
        ("```python\nprint(1)\n```", "Python"),
    ],
)
def test_a_title_is_the_first_sentence_without_courtesies(text: str, title: str) -> None:
    assert titles.from_text(text) == title


def test_a_long_sentence_is_cut_at_a_word() -> None:
    title = titles.from_text("word " * 100)
    assert len(title) <= titles.LONGEST + 1
    assert title.endswith("word…")


def test_one_endless_word_is_cut_too() -> None:
    assert len(titles.from_text("x" * 1_000_000)) <= titles.LONGEST + 1


@pytest.mark.parametrize("text", ["مرحبا كيف حالك", "🪨🪨🪨", "naïve café"])
def test_other_scripts_stay_whole(text: str) -> None:
    assert titles.from_text(text).lower() == text.lower()


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        ('"Sorting invoices."', "Sorting invoices"),
        ("**Heat pumps**\n", "Heat pumps"),
        ("", ""),
        ("I would be glad to help you with a title! " * 4, ""),
    ],
)
def test_only_a_title_is_taken_for_one(answer: str, title: str) -> None:
    assert titles.usable(answer) == title


def test_no_title_turns_what_is_around_it() -> None:
    assert titles.from_text("open \u202egnp.exe") == "Open gnp.exe"
    assert titles.usable("Photo \u202egnp") == "Photo gnp"
