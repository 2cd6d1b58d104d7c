import pytest

from desktop.settings.derive import rule_pattern, shown_path

WORKSPACE = "/home/me/Documents/Cairn"
HOME = "/home/me"


@pytest.mark.parametrize(
    ("scope", "typed", "pattern"),
    [
        ("folder", "notes", "/home/me/Documents/Cairn/notes/"),
        ("folder", " notes/../plans/ ", "/home/me/Documents/Cairn/plans/"),
        ("folder", "~/Letters", "/home/me/Letters/"),
        ("folder", "~", "/home/me/"),
        ("folder", "/srv/shared", "/srv/shared/"),
        ("folder", "C:\\Users\\me", "C:/Users/me/"),
        ("folder", ".", "/home/me/Documents/Cairn/"),
        ("folder", "", ""),
        ("command", ' git log  --format="%h  %s" ', 'git log  --format="%h  %s"'),
        ("host", "Example.org", "example.org"),
        ("host", "https://me@example.org:8443/a?b", "example.org"),
        ("none", "whatever", ""),
    ],
)
def test_what_is_typed_becomes_the_pattern_that_is_kept(
    scope: str, typed: str, pattern: str
) -> None:
    assert rule_pattern(scope, typed, WORKSPACE, HOME) == pattern


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/home/me/Documents/Cairn", "~/Documents/Cairn"),
        ("/home/me", "~"),
        ("/home/me/", "~"),
        ("/home/menhir/x", "/home/menhir/x"),
        ("git status", "git status"),
        ("", ""),
    ],
)
def test_paths_are_shown_from_the_home_folder(path: str, shown: str) -> None:
    assert shown_path(path, HOME) == shown
