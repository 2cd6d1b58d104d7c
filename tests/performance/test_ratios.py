"""`make bench` in short. Only ratios within one run are looked at, with wide margins."""

from pathlib import Path
from statistics import median

import pytest

from graphs.models.catalog import starter_model
from tests.performance import first_frame, sidebar, timeline, tool_use, turns
from tests.performance.serving import CHARACTERS, answering
from tests.performance.tool_requests import TUNING

EARLY, LATE = 10, 100
TOKENS_PER_EVENT = 10
"""What a turn costs is looked at here, not what a token does, which both pay alike."""


def test_the_first_frame_comes_before_any_heavy_import(tmp_path: Path) -> None:
    shown = first_frame.of_app(tmp_path)
    assert "desktop.app.startup" in shown.modules
    assert shown.heavy == set()


@pytest.mark.alone
def test_the_first_frame_is_not_far_behind_that_of_an_empty_window(tmp_path: Path) -> None:
    apps, empties = first_frame.alternating(tmp_path, runs=3)
    assert median(app.first for app in apps) < 4 * median(empty.first for empty in empties)


@pytest.mark.alone
async def test_a_long_conversation_stays_small_and_quick(tmp_path: Path) -> None:
    ours_file, stock_file = tmp_path / "cairn.sqlite3", tmp_path / "stock.sqlite3"
    with answering(tokens_per_event=TOKENS_PER_EVENT) as url:
        ours = await turns.measured(turns.ours(ours_file, url), ours_file, [LATE])
        stock = await turns.measured(turns.stock(stock_file, url), stock_file, [LATE])
    assert ours.bytes_at[LATE] < 15 * (2 * CHARACTERS * LATE)
    assert ours.bytes_at[LATE] < stock.bytes_at[LATE] / 8
    assert turns.growth(ours.outside, EARLY, LATE) < 3


@pytest.mark.alone
def test_the_sidebar_is_read_much_faster_than_threads_are_listed(tmp_path: Path) -> None:
    seen = sidebar.measure(tmp_path, 1_000)
    assert seen.read + seen.derived < seen.stock / 5


@pytest.mark.alone
async def test_a_timeline_is_listed_much_faster_and_no_slower_when_it_is_long(
    tmp_path: Path,
) -> None:
    short = await timeline.ours(tmp_path / "short", 400)
    stock = await timeline.stock(tmp_path / "stock.sqlite3", 400, whole=True)
    long = await timeline.ours(tmp_path / "long", 2_000)
    assert short.whole < stock.listing / 40
    assert long.page < 2.5 * short.page
    assert long.transcript < 2.5 * short.transcript
    assert long.detail < 2.5 * short.detail
    assert long.fork < 6 * short.fork


@pytest.mark.alone
@pytest.mark.timeout(300)
async def test_a_small_model_finds_tools_that_it_does_not_call(tmp_path: Path) -> None:
    few = TUNING[::16]
    async with tool_use.served(starter_model(), tmp_path) as model:
        ours = await tool_use.score(model, tool_use.ours, few)
        stock = await tool_use.score(model, tool_use.stock, few[:2])
    assert ours.arguments >= 0.6 * ours.needing
    assert ours.false == 0
    assert stock.arguments == 0
