"""What was done along a branch's history, by the branch itself or one it was forked from."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from graphs.storage import actions, branches, nodes, steps
from graphs.storage.action_records import Action


def actions_of(c: Connection, branch_id: str, turn_ids: Sequence[str]) -> list[Action]:
    """The actions of some turns of a branch's history, in the order they were proposed.

    A turn that a fork took up in its middle tells of actions of the branch it was forked from: of
    those whose results it has. What it has yet to ask is not decided there. Raises NotFound.
    """
    own = actions.of_turns(c, branch_id, turn_ids)
    earlier = [id_ for id_, _ in branches.lineage(c, branch_id)[1:]]
    if not earlier:
        return own
    head, turns = branches.head(c, branch_id).key, set(turn_ids)
    calls, answered = nodes.calls(c, head, turn_ids=turns)
    answered -= {action.call_id for action in own}
    calls = [call for call in calls if call in answered]
    return [*_nearest(c, earlier, calls, answered), *own]


def done_since(c: Connection, branch_id: str, position: int) -> list[Action]:
    """The actions that have begun after that step of a branch's history, oldest first.

    0 is before the first step. Those of a branch it was forked from count where their results are
    part of the history. Raises NotFound.
    """
    history = [id_ for id_, _ in branches.lineage(c, branch_id)]
    head = branches.head(c, branch_id).key
    if not position:
        return _begun(c, history, *nodes.calls(c, head))
    step = steps.get(c, branch_id, position)
    turn = nodes.upwards(c, step.key, turn_id=step.turn_id)
    above = nodes.depth(c, step.key) - len(turn)
    before = {node.said.tool_call_id for node in turn}
    then, _ = nodes.calls(c, step.key, above)
    now, answered = nodes.calls(c, head, above)
    since = [call for call in [*then, *now] if call not in before]
    return _begun(c, history, since, answered)


def _begun(
    c: Connection, history: Sequence[str], calls: Sequence[str], answered: Collection[str]
) -> list[Action]:
    done = _nearest(c, history, calls, answered)
    return [action for action in done if action.started_at is not None]


def _nearest(
    c: Connection, branch_ids: Sequence[str], calls: Sequence[str], answered: Collection[str]
) -> list[Action]:
    """The actions of those calls, in that order, each of the first branch that has it.

    Of all but the first branch, those of the `answered` calls.
    """
    found: dict[str, Action] = {}
    wanted = set(calls)
    for branch_id in branch_ids:
        for action in actions.of_calls(c, branch_id, wanted - found.keys()):
            found[action.call_id] = action
        wanted.intersection_update(answered)
    return [found[call] for call in dict.fromkeys(calls) if call in found]
