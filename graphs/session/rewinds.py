"""Files brought back: done in a thread, told on the engine's loop."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from graphs.approvals.decision import Decision
from graphs.approvals.rewinder import Rewinder, Tell
from graphs.session import translate
from graphs.session.events import Event
from graphs.storage.action_records import Action
from graphs.tools.threads import to_the_end

T = TypeVar("T")


async def done(work: Callable[[Tell], T], emit: Callable[[Event], None]) -> T:
    """Do it to its end, though the caller is cancelled; each change of an action is emitted."""
    loop = asyncio.get_running_loop()

    def tell(action: Action) -> None:
        loop.call_soon_threadsafe(emit, translate.told(action))

    return await to_the_end(work, tell)


async def settle(
    rewinder: Rewinder,
    decisions: Mapping[str, Decision],
    by: str,
    emit: Callable[[Event], None],
) -> dict[str, Decision]:
    """Settle those of the actions that bring files back; the decisions that are left.

    Raises NotFound, AlreadyDecided, BranchBusy, HomeError.
    """
    mine = await asyncio.to_thread(rewinder.among, decisions)
    for action_id in mine:
        await done(partial(rewinder.settle, action_id, decisions[action_id], by), emit)
    return {id_: decision for id_, decision in decisions.items() if id_ not in mine}
