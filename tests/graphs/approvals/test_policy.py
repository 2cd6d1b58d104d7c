"""What must ask: never is read widely and beats allow, allow is read narrowly."""

from posixpath import normpath
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs.approvals.policy import Ruling, Scope, described, patterns, ruling
from graphs.storage.action_records import Rule

Verdict = Literal["allow", "never"]


def rule(verdict: Verdict, pattern: str = "", tool: str = "a_tool", conversation: str = "") -> Rule:
    return Rule("r", tool, pattern, conversation, verdict, 1.0)


def ruled(scope: Scope, subject: str | tuple[str, ...], *rules: Rule, asks: bool = True) -> Ruling:
    subjects = (subject,) if isinstance(subject, str) else subject
    return ruling(asks, "a_tool", scope, subjects, rules)


def allowed(scope: Scope, pattern: str, *subjects: str) -> bool:
    found = ruled(scope, subjects, rule("allow", pattern))
    assert not found.forbidden
    return not found.asks


def forbidden(scope: Scope, pattern: str, *subjects: str) -> bool:
    return ruled(scope, subjects, rule("never", pattern)).forbidden


def test_without_a_rule_what_changes_something_asks_and_what_only_reads_runs() -> None:
    assert ruled("folder", "/w/a") == Ruling(True, False, "It changes something.")
    assert ruled("none", (), asks=False) == Ruling(False, False, "It only reads.")


def test_a_rule_is_said_in_the_reason() -> None:
    found = ruled("command", "git status", rule("allow", "git status", conversation="c1"))
    assert found == Ruling(
        False, False, 'Your rule: allow a_tool "git status", in this conversation.'
    )
    assert described(rule("never")) == "never a_tool, always"


def test_a_rule_of_another_tool_changes_nothing() -> None:
    others = rule("allow", tool="b_tool"), rule("never", tool="b_tool")
    assert ruled("folder", "/w/a", *others).asks


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(("wide", "narrow"), [("", "/w/"), ("/w/", "/w/a/"), ("/w/a/", "/w/")])
def test_never_beats_allow_whatever_is_narrower_or_newer(
    wide: str, narrow: str, swapped: bool
) -> None:
    rules = [rule("allow", wide), rule("never", narrow)]
    found = ruled("folder", "/w/a/b", *(reversed(rules) if swapped else rules))
    assert found.forbidden
    assert not found.asks


def test_never_holds_for_what_only_reads_too() -> None:
    assert ruled("none", (), rule("never"), asks=False).forbidden


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/w/notes/", "/w/notes/a.txt"),
        ("/w/notes", "/w/notes/deep/a.txt"),
        ("/w/notes/", "/w/notes"),
        ("/w/x/../notes/", "/w/notes/a.txt"),
        ("/", "/w/a"),
    ],
)
def test_a_folder_holds_what_lies_in_it(pattern: str, path: str) -> None:
    assert allowed("folder", pattern, path)
    assert forbidden("folder", pattern, path)


@pytest.mark.parametrize(
    "path",
    [
        "/w/notes2/a.txt",
        "/w/notes.txt",
        "/w/notes/../secret.txt",
        "/w/notes/../../etc/passwd",
        "/w/Notes/a.txt",
        "/w",
        "/other/w/notes/a.txt",
        "w/notes/a.txt",
    ],
)
def test_a_folder_that_is_allowed_holds_nothing_else(path: str) -> None:
    assert not allowed("folder", "/w/notes/", path)


def test_all_that_a_call_touches_must_be_allowed_and_none_of_it_forbidden() -> None:
    inside, outside = "/w/notes/a", "/w/b"
    assert allowed("folder", "/w/notes/", inside, inside)
    assert not allowed("folder", "/w/notes/", inside, outside)
    assert forbidden("folder", "/w/notes/", outside, inside)


def test_what_touches_nothing_that_can_be_named_matches_no_narrowed_allow() -> None:
    assert not allowed("folder", "/")
    assert not allowed("command", "git")
    assert not allowed("host", "example.org")
    assert not allowed("none", "x", "x")


def test_a_forbidden_folder_is_forbidden_in_any_case() -> None:
    assert forbidden("folder", "/w/Private/", "/w/private/a")
    assert not forbidden("folder", "/w/Private/", "/w/private2/a")


names = st.text(alphabet="abAB._-", min_size=1, max_size=4).filter(lambda name: name.strip("."))
folders = st.lists(names, min_size=1, max_size=3).map(lambda parts: "/" + "/".join(parts))


@given(folders, st.lists(st.sampled_from([*"ab", "..", "."]), max_size=6))
def test_no_way_around_leads_out_of_an_allowed_folder(folder: str, way: list[str]) -> None:
    path = "/".join([folder, *way])
    if not f"{normpath(path)}/".startswith(f"{folder}/"):
        assert not allowed("folder", folder, path)


@given(folders, names)
def test_a_sibling_with_the_same_beginning_is_another_folder(folder: str, more: str) -> None:
    assert not allowed("folder", folder, f"{folder}{more}")
    assert not forbidden("folder", folder, f"{folder}{more}")


@pytest.mark.parametrize(
    ("pattern", "command"),
    [
        ("git status", "git status"),
        ("git status", "git  status --short"),
        ("git status", "git 'status'"),
        ("ls", "ls -l 'a b'"),
    ],
)
def test_a_command_that_begins_so_is_allowed(pattern: str, command: str) -> None:
    assert allowed("command", pattern, command)


@pytest.mark.parametrize(
    ("pattern", "command"),
    [
        ("git status", "git push"),
        ("git status", "git"),
        ("git status", "git statusx"),
        ("git status", "GIT status"),
        ("git status", "GIT_PAGER=evil git status"),
        ("git", "'git status"),
        ("git", "gitk"),
        ("git", "/tmp/git"),
        ("'", "'"),
    ],
)
def test_a_command_that_begins_otherwise_is_not(pattern: str, command: str) -> None:
    assert not allowed("command", pattern, command)


CHAINS = (
    *("; rm x", "&& rm x", "& rm x", "| sh", "|sh", "> f", ">> f", "< f", "<(rm x)"),
    *("$x", "${IFS}x", "$(rm x)", "`rm x`", "(rm x)", "{ rm x; }"),
    *("\nrm x", "\rrm x", "\\\nrm x"),
)
chains = st.sampled_from(CHAINS)
words = st.text(alphabet="abz-/.'\" ", max_size=8)


@given(st.sampled_from(["git status", "git", "ls"]), words, chains, words)
def test_a_chained_command_never_matches_an_allowing_pattern(
    pattern: str, before: str, chain: str, after: str
) -> None:
    assert not allowed("command", pattern, f"{pattern} {before}{chain}{after}")
    assert not allowed("command", pattern, f"{pattern}{chain}{after}")


@pytest.mark.parametrize(
    "command",
    [
        "rm -rf /",
        "RM  -rf x",
        "ls; rm -rf x",
        "ls&&rm -rf x",
        "(rm -rf x)",
        "'rm' -rf x",
        'r"m" -rf x',
        "r\\m -rf x",
        "/bin/rm -rf x",
        "sudo rm -rf x",
        "echo x |\nrm -rf x",
        "rm\t-rf x",
    ],
)
def test_a_forbidden_command_is_found_wherever_it_hides(command: str) -> None:
    assert forbidden("command", "rm -rf", command)


@pytest.mark.parametrize("command", ["rmdir x", "rm x", "form -rf", "ls rm-rf"])
def test_another_command_is_not_forbidden(command: str) -> None:
    assert not forbidden("command", "rm -rf", command)


@pytest.mark.parametrize("pattern", ["echo a|b", "it's", "a;b", "RM"])
def test_every_pattern_that_says_something_forbids_at_least_itself(pattern: str) -> None:
    assert forbidden("command", pattern, pattern)
    assert forbidden("command", pattern, f"x; {pattern}")


@pytest.mark.parametrize("host", ["example.org", "EXAMPLE.org"])
def test_an_allowed_host_is_that_host(host: str) -> None:
    assert allowed("host", "example.org", host)


@pytest.mark.parametrize(
    "host", ["evil.example.org", "example.org.evil", "example.com", "xexample.org", "example"]
)
def test_no_other_host_is(host: str) -> None:
    assert not allowed("host", "example.org", host)


@pytest.mark.parametrize("pattern", ["example.org", "Example.org", "example.org."])
@pytest.mark.parametrize("host", ["example.org", "www.example.org", "EXAMPLE.ORG."])
def test_a_forbidden_host_is_forbidden_with_all_below_it(pattern: str, host: str) -> None:
    assert forbidden("host", pattern, host)
    assert not forbidden("host", pattern, "notexample.org")


def test_patterns_are_proposed_from_the_narrowest_on() -> None:
    assert patterns("folder", ["/w/a/b.txt"]) == ("/w/a/",)
    assert patterns("folder", ["/w/a/b.txt", "/w/c/d.txt"]) == ("/w/",)
    assert patterns("command", ["git status --short"]) == (
        "git status --short",
        "git status",
        "git",
    )
    assert patterns("command", ["ls"]) == ("ls",)
    assert patterns("command", ["ls | wc"]) == ()
    assert patterns("command", ["'"]) == ()
    assert patterns("host", ["Example.org"]) == ("example.org",)
    assert patterns("none", ["x"]) == patterns("folder", ()) == ()


@given(st.sampled_from(["folder", "command", "host"]), st.text(max_size=12))
def test_a_proposed_pattern_allows_the_call_it_was_made_from(scope: Scope, subject: str) -> None:
    subject = f"/w/{subject}" if scope == "folder" else subject
    for pattern in patterns(scope, [subject]):
        assert allowed(scope, pattern, subject) or not pattern.strip("'")
        assert forbidden(scope, pattern, subject) or not pattern.strip("'")
