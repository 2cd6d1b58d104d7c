"""What was done along a branch's history, by the branch itself or one it was forked from."""

from collections.abc import Sequence

from sqlalchemy import Connection

from graphs.storage import actions, branches, nodes, steps
from graphs.storage.records import Action


def actions_of(c: Connection, branch_id: str, turn_ids: Sequence[str]) -> list[Action]:
    """The actions of some turns of a branch's history, in the order they were proposed.

    A turn that a fork took up in its middle tells of actions of the branch it was forked from.
    Raises NotFound.
    """
    own = actions.of_turns(c, branch_id, turn_ids)
    earlier = [id_ for id_, _ in branches.lineage(c, branch_id)[1:]]
    if not earlier:
        return own
    known = {action.call_id for action in own}
    told = nodes.calls(c, branches.head(c, branch_id).key, turn_ids=set(turn_ids))
    calls = [one for one in dict.fromkeys(told) if one not in known]
    return sorted([*own, *_nearest(c, earlier, calls)], key=lambda action: action.proposed_at)


def done_since(c: Connection, branch_id: str, position: int) -> list[Action]:
    """The actions that have begun after that step of a branch's history, oldest first.

    0 is before the first step. Raises NotFound.
    """
    history = [id_ for id_, _ in branches.lineage(c, branch_id)]
    head = branches.head(c, branch_id).key
    if not position:
        return _begun(c, history, nodes.calls(c, head))
    step = steps.get(c, branch_id, position)
    turn = nodes.upwards(c, step.key, turn_id=step.turn_id)
    above = nodes.depth(c, step.key) - len(turn)
    answered = {node.said.tool_call_id for node in turn}
    calls = [*nodes.calls(c, step.key, above), *nodes.calls(c, head, above)]
    return _begun(c, history, [call for call in calls if call not in answered])


def _begun(c: Connection, branch_ids: Sequence[str], calls: Sequence[str]) -> list[Action]:
    done = _nearest(c, branch_ids, list(dict.fromkeys(calls)))
    return [action for action in done if action.started_at is not None]


def _nearest(c: Connection, branch_ids: Sequence[str], calls: Sequence[str]) -> list[Action]:
    """The actions of those calls, in that order, each of the first branch that has it."""
    found: dict[str, Action] = {}
    for branch_id in branch_ids:
        for action in actions.of_calls(c, branch_id, set(calls) - found.keys()):
            found[action.call_id] = action
    return [found[call] for call in calls if call in found]
