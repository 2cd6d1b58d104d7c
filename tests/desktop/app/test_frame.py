from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.app.frame import SMALLEST, FrameViewModel, Place, fit
from tests.desktop.conftest import Desk

MAIN = Place(0, 0, 1920, 1040)
SIDE = Place(1920, 0, 1280, 1000)
places = st.builds(
    Place,
    st.integers(-5000, 5000),
    st.integers(-5000, 5000),
    st.integers(1, 6000),
    st.integers(1, 6000),
    st.booleans(),
)


def test_a_place_that_can_be_seen_is_kept() -> None:
    wanted = Place(2000, 40, 900, 700, maximized=True)

    assert fit(wanted, [MAIN, SIDE]) == wanted


def test_a_place_on_a_screen_that_is_gone_moves_to_the_main_one() -> None:
    found = fit(Place(2000, 40, 1000, 700), [MAIN])

    assert found == Place(320, 90, 1280, 860)


@given(places)
def test_the_window_is_always_whole_on_one_screen(wanted: Place) -> None:
    found = fit(wanted, [MAIN, SIDE])

    assert any(
        screen.x <= found.x
        and screen.y <= found.y
        and found.x + found.width <= screen.x + screen.width
        and found.y + found.height <= screen.y + screen.height
        for screen in (MAIN, SIDE)
    )
    assert found.width >= SMALLEST[0]
    assert found.height >= SMALLEST[1]


def test_everything_is_remembered_without_an_orderly_end(desk: Desk, tmp_path: Path) -> None:
    frame = FrameViewModel(tmp_path)
    assert frame.sidebarShown
    assert frame.timelineShown
    assert frame.conversation == ""

    frame.moved(0, 0, 800, 640, False)
    frame.moved(0, 0, 800, 800, True)
    frame.showSidebar(False)
    frame.showTimeline(False)
    frame.opened("c1")
    desk.until(lambda: "place" in (tmp_path / "window.ini").read_text())

    again = FrameViewModel(tmp_path)
    assert (again.width, again.height, again.maximized) == (800, 640, True)
    assert not again.sidebarShown
    assert not again.timelineShown
    assert again.conversation == "c1"


@pytest.mark.parametrize("text", ["", "garbage", "[General]\nplace=nonsense\nmaximized=7\n"])
def test_a_spoilt_file_is_no_hindrance(desk: Desk, tmp_path: Path, text: str) -> None:
    (tmp_path / "window.ini").write_text(text)

    frame = FrameViewModel(tmp_path)

    assert frame.width >= SMALLEST[0]
    assert not frame.maximized
