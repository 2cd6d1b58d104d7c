import pytest

from desktop.app import update_watch
from desktop.app.update_watch import OFTEN, SOON, UpdateWatch
from graphs import UpdateProgress, UpdateStage


class Clock:
    """The seconds that it is told to be."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(update_watch, "time", clock)
    return clock


def progress(share: float) -> UpdateProgress:
    return UpdateProgress(UpdateStage.COPYING, share)


def test_nothing_is_told_of_what_is_over_soon_and_then_not_too_much(clock: Clock) -> None:
    watch = UpdateWatch()
    told: list[float] = []
    watch.told.connect(lambda one: told.append(one.share))

    for step in range(100):
        assert watch(progress(step / 100))
        clock.now += SOON / 50

    assert told[0] == pytest.approx(0.5, abs=0.011)
    assert 2 <= len(told) <= SOON / OFTEN + 1


def test_it_goes_on_until_it_is_stopped() -> None:
    watch = UpdateWatch()
    assert watch(progress(0))

    watch.stop()

    assert not watch(progress(0.5))
