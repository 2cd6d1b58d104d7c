"""Names that are names of files on every system."""

import pytest

from desktop.shared.text import file_stem


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Trips", "Trips"),
        ("Trips? /up", "Trips up"),
        (" ..hidden. ", "hidden"),
        ("a\nb\tc\0d", "a b c d"),
        ("C:\\x|y", "C x y"),
        ("ö" * 200, "ö" * 80),
        ("///", ""),
    ],
)
def test_a_name_becomes_one_of_a_file(name: str, stem: str) -> None:
    assert file_stem(name) == stem
