"""The short form of `make crash` for forks: each is whole or not there though processes die."""

import sys

import pytest

from tests.crash.campaign import replay, tried
from tests.crash.forks.plan import NEVER, ForksPlan, Life
from tests.crash.nursery import Nursery
from tests.crash.plan import Moment

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="forks, and looks into /proc"),
    pytest.mark.timeout(300),
]

SEED = 2


@pytest.mark.parametrize(
    "lives",
    [
        pytest.param(
            (Life("fork", Moment("forking", 2, statement=40)), Life("run", NEVER)),
            id="a fork's thread is written and its branch is not",
        ),
        pytest.param(
            (
                Life("fork", NEVER),
                Life("run", Moment("StepSaved", 2, statement=4)),
                Life("decide", Moment("effect", statement=1)),
            ),
            id="branches side by side are cut off in their steps, then in an action",
        ),
        pytest.param(
            (
                Life("fork", NEVER),
                Life("bring back", Moment("ActionStarted", statement=8)),
                Life("take back", NEVER),
                Life("bring back", NEVER),
                Life("take back", Moment("ActionStarted", statement=8)),
            ),
            id="files are brought back and taken back, and either is cut off",
        ),
    ],
)
def test_forks_are_whole_and_all_goes_on(nursery: Nursery, lives: tuple[Life, ...]) -> None:
    drawn = ForksPlan(SEED, -1, lives)
    outcome = tried(nursery, drawn)
    assert outcome.kills
    assert not outcome.broken, replay(drawn, outcome)
