"""`cairn compare`: two branches side by side, from the turn in which they part."""

import json
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict

from graphs.cli import steps, target
from graphs.cli.branches import shown_name
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.cli.terminal import harmless, plain
from graphs.history.compare import Comparison, Line, Passage, PassageKind, Row, Totals, compare
from graphs.history.lines import line_of
from graphs.history.words import Piece
from graphs.storage.library import Library
from graphs.storage.records import Branch

_WHO = {
    PassageKind.YOU: "You",
    PassageKind.SAID: "Cairn",
    PassageKind.CALL: "Call",
    PassageKind.RESULT: "Result",
    PassageKind.ANSWER: "Cairn",
}


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser(
        "compare", help="show where two branches differ, from the turn in which they part"
    )
    for name in ("a", "b"):
        parser.add_argument(
            name,
            metavar=name.upper(),
            help="a conversation or a branch; ID@STEP as it was at that step",
        )
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Print what differs, and what either has cost since. Raises CairnError."""
    left, ours = _side(library, arguments.a)
    right, theirs = _side(library, arguments.b)
    found = compare(ours, theirs)
    if arguments.json:
        print(json.dumps(_described(found, left, right), ensure_ascii=False))
    else:
        print("\n".join(_lines(found, left, right)))
    return ExitCode.FINISHED


def _side(library: Library, typed: str) -> tuple[Branch, Line]:
    id_, _, which = typed.partition("@")
    branch = target.find(library, id_).branch
    steps.number_steps(library, branch.id)
    position = library.step(branch.id, which).position if which else None
    return branch, line_of(library, branch.id, position)


def _described(found: Comparison, left: Branch, right: Branch) -> dict[str, object]:
    sides = {"left": (left, found.left), "right": (right, found.right)}
    return {
        **{
            side: {"branch": branch.id, "name": shown_name(branch), **asdict(totals)}
            for side, (branch, totals) in sides.items()
        },
        "shared": found.shared,
        "turns": [[_row(row) for row in turn] for turn in found.turns],
    }


def _row(row: Row) -> dict[str, object]:
    passage = row.left or row.right
    assert passage is not None
    return {
        "kind": passage.kind.value,
        "tool": passage.tool,
        "left": [asdict(piece) for piece in row.left.pieces] if row.left else None,
        "right": [asdict(piece) for piece in row.right.pieces] if row.right else None,
    }


def _lines(found: Comparison, left: Branch, right: Branch) -> list[str]:
    lines = [
        f"- {left.id}  {plain(shown_name(left))}",
        f"+ {right.id}  {plain(shown_name(right))}",
        "",
        "They are the same." if not found.turns else _shared(found.shared),
    ]
    for number, turn in enumerate(found.turns, found.shared + 1):
        lines += ["", f"Turn {number}"]
        for row in turn:
            lines += _row_lines(row)
    return [*lines, "", *_totals(found.left, found.right)]


def _shared(turns: int) -> str:
    match turns:
        case 0:
            return "They differ from the first turn on."
        case 1:
            return "The first turn is the same."
        case _:
            return f"The first {turns} turns are the same."


def _row_lines(row: Row) -> list[str]:
    passages = [passage for passage in (row.left, row.right) if passage]
    if len(passages) == 2 and passages[0].text == passages[1].text:
        return _passage(" ", passages[0], marked=False)
    both = len(passages) == 2
    lines = _passage("-", row.left, marked=both) if row.left else []
    return lines + (_passage("+", row.right, marked=both) if row.right else [])


def _passage(sign: str, passage: Passage, *, marked: bool) -> list[str]:
    who = " ".join(filter(None, (_WHO[passage.kind], plain(passage.tool))))
    text = _marked(sign, passage.pieces) if marked else passage.text
    return [f"{sign} {line}".rstrip() for line in harmless(f"{who}: {text}").splitlines()]


def _marked(sign: str, pieces: Sequence[Piece]) -> str:
    """The text with what stands on this side only in brackets, as wdiff writes it."""
    before, after = ("[-", "-]") if sign == "-" else ("{+", "+}")
    return "".join(piece.text if piece.same else f"{before}{piece.text}{after}" for piece in pieces)


def _totals(left: Totals, right: Totals) -> list[str]:
    rows = [
        ("Tokens read", _count(left.tokens_in), _count(right.tokens_in)),
        ("Tokens written", _count(left.tokens_out), _count(right.tokens_out)),
        ("Seconds", f"{left.seconds:,.1f}", f"{right.seconds:,.1f}"),
        ("Actions begun", f"{left.done} of {left.actions}", f"{right.done} of {right.actions}"),
    ]
    return [
        f"{'':<14} {'-':>14} {'+':>14}",
        *(f"{what:<14} {a:>14} {b:>14}" for what, a, b in rows),
    ]


def _count(tokens: int | None) -> str:
    return "unknown" if tokens is None else f"{tokens:,}"
