import time

import pytest

from graphs.agent.constrained.spans import pointed, spans


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("Read notes.txt.", ("notes.txt",)),
        ("move a.txt to old/a.txt", ("a.txt", "old/a.txt")),
        ('open "my diary.txt" please', ("my diary.txt",)),
        ("what is in docs/reports", ("docs/reports",)),
        ("./run/it.sh and /etc/hosts", ("./run/it.sh", "/etc/hosts")),
        ("src/deep/down has it", ("src/deep/down",)),
        ("Lies Müll-übersicht.md", ("Müll-übersicht.md",)),
    ],
)
def test_paths_are_found_as_they_are_written(text: str, paths: tuple[str, ...]) -> None:
    assert spans(text).paths == paths


@pytest.mark.parametrize(
    "text",
    [
        "and/or",
        "I work 24/7",
        "TCP/IP is old",
        "e.g. this",
        "example.com is a name",
        "Hello.",
        "1.5",
    ],
)
def test_what_only_looks_like_a_path_is_none(text: str) -> None:
    assert spans(text).paths == ()


def test_quotes_of_all_kinds_are_taken_and_apostrophes_are_not() -> None:
    text = "'one' \"two\" „drei“ «quatre» “five” don't it's"
    assert spans(text).quoted == ("one", "two", "drei", "quatre", "five")
    assert spans("write 'don't panic' down").quoted == ("don't panic",)


def test_addresses_lose_the_sentence_around_them() -> None:
    assert spans("Is (https://example.com/a?b=1) up?").urls == ("https://example.com/a?b=1",)
    assert spans("see www.example.com/x.html, please").urls == ("www.example.com/x.html",)
    assert spans("see https://example.com/a.txt").paths == ()


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("run `make test` twice", ("make test",)),
        ("Please run git status for me", ("git status",)),
        ("execute the command foo --bar", ("foo --bar",)),
        ("Führe 'npm install' aus", ("npm install",)),
        ("$ ls -l", ("ls -l",)),
        ("Should I run a marathon?", ()),
        ("Run me through the basics of chess.", ()),
    ],
)
def test_commands_are_what_is_run(text: str, commands: tuple[str, ...]) -> None:
    assert spans(text).commands == commands


def test_folders_are_called_so() -> None:
    assert spans("list the invoices folder").folders == ("invoices",)
    assert spans("im Ordner Rechnungen").folders == ("Rechnungen",)
    assert spans("in this folder").folders == ()


def test_it_is_the_file_that_was_spoken_of_last() -> None:
    assert pointed("Delete it", ["thanks", "a.txt b.txt", "c.txt"]).paths == ("b.txt",)
    assert pointed("Delete x.txt, not that", ["a.txt"]).paths == ("x.txt",)
    assert pointed("Delete everything", ["a.txt"]).paths == ()


@pytest.mark.alone
@pytest.mark.parametrize("piece", ["a/", "'", "a.b ", "in ", "run ", "https://", "` ", "- -", ": "])
def test_no_text_takes_long_to_look_through(piece: str) -> None:
    began = time.monotonic()
    spans((piece * 2_000)[:2_000])
    assert time.monotonic() - began < 1
