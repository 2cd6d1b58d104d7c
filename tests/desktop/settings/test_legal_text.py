import pytest

from desktop.settings.legal_text import Paragraph, paragraphs
from desktop.settings.parts import PACKAGED

LICENCES = PACKAGED.parent / "packaging" / "licences"


def words(text: str) -> list[str]:
    return [one.text for one in paragraphs(text)]


def test_lines_that_were_broken_for_their_width_are_joined() -> None:
    text = (
        "Permission is hereby granted, free of charge, to any person obtaining a copy\n"
        "of this software, to deal in it.\n\nTHE SOFTWARE IS PROVIDED AS IS.\n"
    )

    assert words(text) == [
        "Permission is hereby granted, free of charge, to any person obtaining a copy "
        "of this software, to deal in it.",
        "THE SOFTWARE IS PROVIDED AS IS.",
    ]


def test_holders_and_points_keep_their_lines() -> None:
    text = (
        "Copyright (c) 2004-2016 The Very Long Name of a Foundation, Inc., and others\n"
        "Copyright (c) 1998 Somebody\n\n"
        "  a) Redistributions of source code must retain the above notice and the next;\n"
        "  b) neither the name of the holder\n"
        "   * nor copyright notices in other places may be used for anything at all.\n"
    )

    assert [line[:20] for line in words(text)] == [
        "Copyright (c) 2004-2",
        "Copyright (c) 1998 S",
        "a) Redistributions o",
        "b) neither the name ",
        "* nor copyright noti",
    ]


def test_a_word_of_the_law_at_the_beginning_of_a_line_does_not_begin_a_paragraph() -> None:
    text = "the work, made available under the License, as indicated by a\ncopyright notice in it."

    assert len(words(text)) == 1


def test_tables_keep_their_blanks_and_rules_become_lines() -> None:
    text = "Heading\n=======\n\n  1.5.2     1999      CNRI\n  1.6       2000      no\n\n" + "-" * 72

    assert paragraphs(text + "\n\nEnd") == (
        Paragraph("0", "Heading"),
        Paragraph("1", "======="),
        Paragraph("2", "1.5.2     1999      CNRI\n1.6       2000      no", drawn=True),
        Paragraph("3", "", rule=True),
        Paragraph("4", "End"),
    )


@pytest.mark.parametrize("name", ["GPL-3.0", "Python", "qt-third-party", "Zlib"])
def test_no_word_of_a_real_licence_is_lost(name: str) -> None:
    text = (LICENCES / f"{name}.txt").read_text("utf-8")

    def said(text: str) -> list[str]:
        return [word for word in text.split() if not set(word) <= set("-=_*~")]

    assert said(" ".join(one.text for one in paragraphs(text))) == said(text)


@pytest.mark.parametrize("text", ["", "\n\n\n", "\0", "x" * 9000, "\t" * 50, "\r\n\r\n"])
def test_what_is_no_licence_is_laid_out_too(text: str) -> None:
    found = paragraphs(text)

    assert sum(len(one.text) for one in found) <= 9000
    assert all(len(one.text) <= 4000 for one in found)
