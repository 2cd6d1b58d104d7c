"""A case from a step: all that its agent knew then, by value. Every call blocks."""

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from uuid import uuid4

from graphs.agent import titles
from graphs.approvals.outcome import outcome
from graphs.errors import NotFound, NothingToDo
from graphs.evals import workspace_copy
from graphs.storage import branches, lineage, nodes, steps
from graphs.storage.action_records import Action, ActionStatus
from graphs.storage.blobs import Blobs
from graphs.storage.eval_records import Case, Origin, Recording, ToolsFrom
from graphs.storage.library import Library
from graphs.storage.message_tree import NewMessage
from graphs.storage.records import Step

_KEPT = re.compile(r"result:([0-9a-f]{64})")
"""How messages and arguments name a long result; see tools/long_results.py."""

_RECORDED = (ActionStatus.DONE, ActionStatus.FAILED, ActionStatus.ANSWERED)


def draft(
    library: Library,
    branch_id: str,
    position: int,
    facts: Sequence[str],
    tools_from: ToolsFrom = "records",
) -> Case:
    """The case that a step makes, without checks yet.

    A step that brought an answer makes one of the state before it: what is asked is what the agent
    does there. `facts` are those it is told. Raises NotFound, NothingToDo for a step before any
    message, and WorkspaceTooLarge when a copy of the workspace is wanted and cannot be kept.
    """
    step = library.step(branch_id, str(position))
    with library.database.reading() as c:
        path = [node.said for node in nodes.upwards(c, step.key)]
        settings = branches.settings(c, branch_id)
        history = nodes.upwards(c, branches.head(c, branch_id).key)
        turn_ids = list(dict.fromkeys(node.turn_id for node in history))
        done = lineage.actions_of(c, branch_id, turn_ids)
    state, said = _parted(path)
    if not said:
        said = _after(library, branch_id, step)
    if not state:
        raise NothingToDo("Nothing was asked before this step.", "Make the case of a later one.")
    asked = next((one.text for one in reversed(state) if one.role == "user"), "")
    recordings = tuple(_recorded(done))
    blobs = _contents(library, [*(one.text for one in state), *_texts(recordings)])
    case = Case(
        id=uuid4().hex,
        name=titles.from_text(asked) or "A case",
        messages=tuple(state),
        facts=tuple(facts),
        system_prompt=settings.system_prompt,
        tools=settings.tools,
        recordings=recordings,
        blobs=blobs,
        origin=_origin(library, branch_id, step, said),
        made_at=time.time(),
    )
    if tools_from == "records":
        return case
    conversation = library.conversation_of_branch(branch_id)
    folder = conversation.workspace or library.workspace("")
    return workspace_copy.with_copy(case, Path(folder))


def _parted(path: Sequence[NewMessage]) -> tuple[list[NewMessage], list[NewMessage]]:
    """What the agent had to react to, and what it said then if that is in the path."""
    said = list(takewhile(lambda one: one.role == "assistant", reversed(path)))
    return list(path[: len(path) - len(said)]), said[::-1]


def _after(library: Library, branch_id: str, step: Step) -> list[NewMessage]:
    """What the agent said next in that branch, if it said anything."""
    with library.database.reading() as c:
        try:
            following = steps.get(c, branch_id, step.position + 1)
        except NotFound:
            return []
        brought = nodes.upwards(c, following.key, limit=max(following.count, 1))
    return list(takewhile(lambda one: one.role == "assistant", (node.said for node in brought)))


def _recorded(done: Iterable[Action]) -> Iterator[Recording]:
    """What the model was told of each call, the last time it was made; also as it was changed."""
    results: dict[tuple[str, str], Recording] = {}
    for action in done:
        if action.status in _RECORDED:
            told = outcome(action)
            calls = [(action.tool, action.arguments)]
            if action.edited:
                calls.append((action.tool, action.edited))
            for call in calls:
                results[call] = Recording(*call, told.text, told.failed)
    yield from results.values()


def _texts(recordings: Iterable[Recording]) -> Iterator[str]:
    for recording in recordings:
        yield from (recording.arguments, recording.result)


def _contents(library: Library, texts: Iterable[str]) -> tuple[tuple[str, bytes], ...]:
    """The long results that the texts refer to, as far as they are there."""
    blobs = Blobs(library.home.blobs)
    found: dict[str, bytes] = {}
    for text in texts:
        for key in _KEPT.findall(text):
            if key not in found and blobs.has(key):
                found[key] = blobs.get(key)
    return tuple(found.items())


def _origin(library: Library, branch_id: str, step: Step, said: Sequence[NewMessage]) -> Origin:
    return Origin(
        conversation_title=library.conversation_of_branch(branch_id).title,
        branch_id=branch_id,
        checkpoint_id=step.checkpoint_id,
        position=step.position,
        agent_version=library.agent_version(branch_id),
        model=step.model,
        run_id=step.run_id,
        given="\n\n".join(one.text for one in said if one.text),
        wanted=tuple((call.name, call.arguments) for one in said for call in one.tool_calls),
    )
