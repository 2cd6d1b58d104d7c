"""The short form of `make crash`: promises hold though real processes are killed."""

import sys

import pytest

from tests.crash import plan
from tests.crash.campaign import replay, tried
from tests.crash.command import CommandPlan
from tests.crash.nursery import Nursery
from tests.crash.plan import Life, Moment, Plan, Stop

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="forks, and looks into /proc"),
    pytest.mark.timeout(300),
]

SEED = 2


@pytest.mark.parametrize("number", range(8))
def test_nothing_is_lost_or_doubled_by_kills(nursery: Nursery, number: int) -> None:
    drawn = plan.drawn(SEED, number)
    outcome = tried(nursery, drawn)
    assert not outcome.broken, replay(drawn, outcome)
    assert outcome.continued


def killed(answer: plan.Answer, *lives: Life) -> Plan:
    return Plan(SEED, -1, answer, earlier=False, awaits_title=False, lives=lives)


TO_ITS_END = Moment("never")


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(
            killed("slow", Life("send", Moment("TextDelta", 2, statement=2))),
            id="a text has just been shown",
        ),
        pytest.param(
            killed(
                "fast",
                Life("send", Moment("TurnStarted", statement=12)),
                Life("send next", TO_ITS_END),
            ),
            id="the message is in the input's checkpoint only, then comes another",
        ),
        pytest.param(
            killed(
                "fast",
                Life("send", Moment("TextDelta", statement=4)),
                Life("send next", TO_ITS_END),
            ),
            id="the answer is written but in no checkpoint, then comes another message",
        ),
        pytest.param(
            killed(
                "fast tool",
                Life("send", Moment("StepSaved", statement=7)),
                Life("resume", Moment("TurnStarted", statement=44)),
            ),
            id="a call is written but in no checkpoint, and resuming is cut off too",
        ),
        pytest.param(
            killed(
                "slow",
                Life("send", Moment("begun", statement=37)),
                Life("rebuild", TO_ITS_END),
            ),
            id="the message is recorded only, and the read model is derived anew",
        ),
        pytest.param(
            killed(
                "slow tool",
                Life("send", Moment("stopping", statement=12), Stop("StepSaved", 1)),
                Life("leave", Moment("begun", statement=30)),
            ),
            id="settling is cut off twice",
        ),
    ],
)
def test_the_moments_that_hurt_most(nursery: Nursery, drawn: Plan) -> None:
    outcome = tried(nursery, drawn)
    assert outcome.kills
    assert not outcome.broken, replay(drawn, outcome)


def test_the_command_can_be_killed_in_mid_answer(nursery: Nursery) -> None:
    drawn = CommandPlan(SEED, -1, after_first_word=True, seconds=0.2, stop_seconds=None)
    outcome = tried(nursery, drawn)
    assert outcome.kills
    assert not outcome.broken, replay(drawn, outcome)
