import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QTextDocument

from desktop.chat.highlight import DARK, LARGEST, LIGHT, Shade, highlight

LANGUAGES = ["python", "js", "bash", "html", "diff", "json", "sql", "nobody-knows", ""]


def drawn(html: str) -> str:
    """The text that Qt shows of `html`."""
    document = QTextDocument()
    document.setHtml(html)
    return document.toPlainText()


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "code",
    [
        "",
        "\n\nx  =  1\n\n",
        "    a <b> & 'c'\n\td",
        "&amp; <!-- </pre> -->",
        "# שלום 👩‍👩‍👧\n- x\n+ y",
    ],
)
def test_qt_draws_the_very_code(code: str, language: str) -> None:
    assert drawn(highlight(code, language, dark=False)) == code


@pytest.mark.usefixtures("app")
@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab <>&'\"#=\n\t()", max_size=60), st.sampled_from(LANGUAGES))
def test_nothing_in_the_code_becomes_a_tag(code: str, language: str) -> None:
    html = highlight(code, language, dark=True)
    assert set(re.findall(r"<(/?\w+)", html)) <= {"pre", "/pre", "span", "/span"}
    assert drawn(html) == code


def test_words_have_the_colours_of_their_kind() -> None:
    code = "def add(a):\n    return a + 1  # why\n"
    for dark, palette in ((False, LIGHT), (True, DARK)):
        html = highlight(code, "Python", dark)
        for word, shade in (
            ("def", Shade.KEYWORD),
            ("add", Shade.NAME),
            ("1", Shade.VALUE),
            ("# why", Shade.COMMENT),
        ):
            assert re.search(rf'color:{palette[shade]}">\s*{re.escape(word)}', html)


@pytest.mark.parametrize("language", ["", "nobody-knows", "../../etc/passwd"])
def test_an_unknown_language_stays_plain(language: str) -> None:
    assert "<span" not in highlight("if x: pass", language, dark=False)


def test_huge_code_stays_plain() -> None:
    assert "<span" in highlight("x = 1\n" * 10, "py", dark=False)
    html = highlight("x = 1\n" * (LARGEST // 6 + 1), "py", dark=False)
    assert "<span" not in html
    assert html.count("x = 1") == LARGEST // 6 + 1


@pytest.mark.parametrize(
    ("palette", "grounds"),
    [(LIGHT, ("#FFFFFF", "#EFEDE6")), (DARK, ("#20221E", "#252722"))],
)
def test_every_colour_is_legible(palette: Mapping[Shade, str], grounds: tuple[str, ...]) -> None:
    assert set(palette) == set(Shade)
    for colour in palette.values():
        for ground in grounds:
            assert contrast(colour, ground) >= 4.5, (colour, ground)


def contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colours, 1 to 21."""
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in QColor(colour).getRgbF()[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
