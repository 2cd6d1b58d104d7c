"""`cairn branches`: the lines of history of one conversation."""

import json
from argparse import Namespace

from graphs.cli import target
from graphs.cli.exit_codes import ExitCode
from graphs.cli.parser import Commands, with_json
from graphs.cli.terminal import plain
from graphs.cli.times import minute
from graphs.storage.library import Library
from graphs.storage.records import Branch

_SHORT_ID = 8


def add(commands: Commands) -> None:
    """Say what the command takes."""
    parser = commands.add_parser("branches", help="list the branches of a conversation")
    parser.add_argument("conversation", metavar="ID", help="a conversation or a branch of it")
    parser.add_argument("--trash", action="store_true", help="those in the trash instead")
    with_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, library: Library) -> ExitCode:
    """Print the list, oldest first. Raises NotFound."""
    conversation = target.find(library, arguments.conversation).conversation
    found = library.branches(conversation.id, trashed=arguments.trash)
    if arguments.json:
        rows = [described(branch) for branch in found]
        told = {"conversation": conversation.id, "branches": rows}
        print(json.dumps(told, ensure_ascii=False))
        return ExitCode.FINISHED
    for branch in found:
        print(_line(branch))
    return ExitCode.FINISHED


def described(branch: Branch) -> dict[str, object]:
    """The branch as an object. `origin` is None for one that is no fork."""
    origin = {
        "branch": branch.origin_branch_id,
        "step": branch.origin_position,
        "checkpoint_id": branch.origin_checkpoint_id or None,
    }
    return {
        "id": branch.id,
        "name": shown_name(branch),
        "main": branch.main,
        "origin": origin if branch.origin_branch_id else None,
        "created_at": branch.created_at,
        "updated_at": branch.updated_at,
        "status": branch.status.value,
        "steps": branch.steps,
        "model": branch.settings.model,
        "system_prompt": branch.settings.system_prompt,
        "tools": None if branch.settings.tools is None else list(branch.settings.tools),
        "agent_version": branch.agent_version,
        "pinned": branch.pinned,
        "trashed_at": branch.trashed_at,
    }


def shown_name(branch: Branch) -> str:
    """What people call the branch."""
    if branch.name:
        return branch.name
    if branch.origin_branch_id:
        return "new branch"
    return "main" if branch.main else "first"


def _line(branch: Branch) -> str:
    """The branch in one line: id, when, status, where it comes from, name."""
    sign = "*" if branch.main else " "
    origin = ""
    if branch.origin_branch_id:
        origin = f" (from {branch.origin_branch_id[:_SHORT_ID]} at step {branch.origin_position})"
    name = plain(shown_name(branch))
    when = minute(branch.updated_at)
    return f"{sign} {branch.id}  {when}  {branch.status.value:<10}  {name}{origin}"
