"""`cairn rules`: what is decided beforehand."""

import argparse
import json
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from graphs.approvals.policy import described
from graphs.cli.action_text import SHORT_ID
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.cli.terminal import plain
from graphs.errors import InvalidText, NotFound
from graphs.storage.action_records import Rule
from graphs.storage.library import Library


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("rules", help="list, make and withdraw rules")
    with_json(parser)
    parser.set_defaults(run=run)
    verbs = parser.add_subparsers(metavar="add | remove")
    adding = verbs.add_parser("add", help="make a rule for what is proposed from now on")
    adding.add_argument("tool", metavar="TOOL")
    adding.add_argument("verdict", choices=("allow", "never"))
    adding.add_argument(
        "--pattern", default="", help="only this folder, this beginning of a command, or this host"
    )
    adding.add_argument("--conversation", metavar="ID", default="", help="only in this one")
    adding.set_defaults(run=run_add)
    removing = verbs.add_parser("remove", help="withdraw a rule; what it decided stays decided")
    removing.add_argument("rule", metavar="ID", help="its id, or the beginning of it")
    removing.set_defaults(run=run_remove)
    for verb in verbs.choices.values():
        with_json(verb, default=argparse.SUPPRESS)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Print the rules in force, newest first."""
    rules = library.rules()
    if arguments.json:
        print(json.dumps({"rules": [asdict(rule) for rule in rules]}, ensure_ascii=False))
        return ExitCode.FINISHED
    for rule in rules:
        _print(rule)
    return ExitCode.FINISHED


def run_add(arguments: Namespace, library: Library) -> ExitCode:
    """Make a rule and print it. Raises NotFound, and InvalidText when it could never apply."""
    if arguments.conversation:
        library.conversation(arguments.conversation)
    rule = library.add_rule(
        arguments.tool,
        _pattern(arguments.tool, arguments.pattern),
        arguments.conversation,
        arguments.verdict,
    )
    if arguments.json:
        print(json.dumps(asdict(rule), ensure_ascii=False))
    else:
        _print(rule)
    return ExitCode.FINISHED


def run_remove(arguments: Namespace, library: Library) -> ExitCode:
    """Withdraw a rule. Raises NotFound."""
    found = [rule for rule in library.rules() if rule.id.startswith(arguments.rule)]
    if len(found) > 1:
        raise NotFound("Several rules begin like that.", "Give more of the id.")
    library.withdraw_rule(found[0].id if found else arguments.rule)
    return ExitCode.FINISHED


def _pattern(tool: str, typed: str) -> str:
    """The pattern as rules hold it: a folder by its full path."""
    from graphs.tools.registry import tools  # brings LangChain along, which no list waits for

    specs = {spec.tool.name: spec for spec in tools()}
    if tool not in specs:
        raise InvalidText(f"There is no tool {tool}.", f"There are {', '.join(specs)}.")
    if not typed:
        return ""
    match specs[tool].scope:
        case "none":
            raise InvalidText(f"{tool} takes no pattern.", "Make the rule without one.")
        case "folder":
            return Path(typed).expanduser().resolve().as_posix()
        case "command" | "host":
            return typed


def _print(rule: Rule) -> None:
    title = f" ({plain(rule.conversation_title)})" if rule.conversation_title else ""
    print(f"{rule.id[:SHORT_ID]}  {plain(described(rule))}{title}")
