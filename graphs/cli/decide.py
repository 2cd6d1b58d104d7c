"""`cairn decide`: say what is to become of an action, and run its conversation on."""

import argparse
from argparse import Namespace

from graphs.approvals.decision import (
    Again,
    Answer,
    Approve,
    Decision,
    Edit,
    Happened,
    Reject,
    Skip,
)
from graphs.cli import target, turn
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.storage.library import Library


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("decide", help="decide an action that waits for you")
    parser.add_argument("action", metavar="ACTION", help="its id, or the beginning of it")
    with_json(parser)
    verbs = parser.add_subparsers(required=True, metavar="DECISION", dest="verb")
    verbs.add_parser("approve", help="run it as it was shown")
    reject = verbs.add_parser("reject", help="do not run it")
    reject.add_argument("--reason", metavar="TEXT", default="", help="what the agent is told")
    edit = verbs.add_parser("edit", help="run it with other arguments")
    edit.add_argument("--args", metavar="JSON", required=True, help="all of them, as an object")
    answer = verbs.add_parser("answer", help="give the agent your words as its result")
    answer.add_argument("--text", metavar="TEXT", required=True)
    verbs.add_parser("happened", help="of an unknown one: it has happened")
    verbs.add_parser("again", help="of an unknown one: run it again")
    verbs.add_parser("skip", help="of an unknown one: go on without it")
    for verb in verbs.choices.values():
        with_json(verb, default=argparse.SUPPRESS)  # what stands before the verb holds as well
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Decide, and run the branch on. Raises CairnError."""
    action = library.find_action(arguments.action)
    decision = _decision(arguments)
    return turn.run(
        library,
        target.of_branch(library, action.branch_id),
        lambda host: host.decide({action.id: decision}),
        as_json=arguments.json,
        action_id=action.id,
    )


def _decision(arguments: Namespace) -> Decision:
    match arguments.verb:
        case "approve":
            return Approve()
        case "reject":
            return Reject(arguments.reason)
        case "edit":
            return Edit(arguments.args)
        case "answer":
            return Answer(arguments.text)
        case "happened":
            return Happened()
        case "again":
            return Again()
        case "skip":
            return Skip()
        case verb:
            raise ValueError(f"there is no decision {verb}")
