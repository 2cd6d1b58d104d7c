"""The short form of `make crash` for actions: each happens once though processes are killed."""

import sys

import pytest

from tests.crash.actions import plan
from tests.crash.actions.plan import NEVER, ActionsPlan, Life, Proposal
from tests.crash.campaign import replay, tried
from tests.crash.nursery import Nursery
from tests.crash.plan import Moment

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="forks, and looks into /proc"),
    pytest.mark.timeout(300),
]

SEED = 2
ONE = (Proposal("quick", "1.0.0", "approve", "reject"),)
MIXED = (
    Proposal("reading", "1.0.0", "approve", "reject"),
    Proposal("quick", "1.0.1", "approve", "reject"),
)
LAST = (Proposal("reading", "2.0.0", "approve", "reject"),)
TWO = (
    Proposal("slow", "1.0.0", "approve", "reject"),
    Proposal("quick", "1.0.1", "edit", "edit"),
)


@pytest.mark.parametrize("number", [7, 23, 43])
def test_each_action_happens_once_or_is_unknown(nursery: Nursery, number: int) -> None:
    drawn = plan.drawn(SEED, number)
    outcome = tried(nursery, drawn)
    assert outcome.kills
    assert not outcome.broken, replay(drawn, outcome)


def killed(*lives: Life, answer: tuple[Proposal, ...] = TWO) -> ActionsPlan:
    return ActionsPlan(SEED, -1, ((answer,), (LAST,)), lives)


def settling(statement: int) -> ActionsPlan:
    """What waits is written over, and that is cut off."""
    over = Life("send", Moment("begun", statement=statement), decides=False)
    return killed(Life("send", NEVER, decides=False), over, answer=MIXED)


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(
            killed(Life("send", Moment("born", statement=61), decides=False)),
            id="tables are half made",
        ),
        pytest.param(
            killed(Life("send", Moment("ActionStarted", seconds=0.01), decides=True)),
            id="an action has begun and not happened",
        ),
        pytest.param(
            killed(Life("send", Moment("effect", statement=1), decides=True)),
            id="an action has happened and nobody has written it down",
        ),
        pytest.param(
            killed(
                Life("send", NEVER, decides=False),
                Life("decide", Moment("ActionDecided", statement=1), decides=True),
            ),
            id="a decision is on disk and nothing has begun",
        ),
        pytest.param(settling(35), id="finished calls are taken over, the one that waits is not"),
        pytest.param(settling(57), id="the one that waited is rejected and has no result"),
        pytest.param(
            killed(
                Life("send", NEVER, decides=True, beside=Moment("deciding", statement=3)),
                Life("resume", Moment("effect"), decides=True, beside=NEVER),
            ),
            id="two processes decide, and not the same",
        ),
    ],
)
def test_the_moments_that_hurt_most(nursery: Nursery, drawn: ActionsPlan) -> None:
    outcome = tried(nursery, drawn)
    assert not outcome.broken, replay(drawn, outcome)


def test_what_had_begun_is_asked_about(nursery: Nursery) -> None:
    drawn = killed(Life("send", Moment("effect", statement=1), decides=True), answer=ONE)
    outcome = tried(nursery, drawn)
    assert outcome.kills == ["actions: finish"]
    assert not outcome.broken, replay(drawn, outcome)
    assert outcome.tally["times unknown"] == 1
