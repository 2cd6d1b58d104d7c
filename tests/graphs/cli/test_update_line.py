import io
from pathlib import Path

from graphs.cli.update_line import UpdateLine
from graphs.storage.home import Home
from graphs.storage.update_progress import UpdateProgress, UpdateStage
from tests.graphs.cli.conftest import Cairn
from tests.graphs.storage.older import make_older


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(line: UpdateLine) -> None:
    for progress in (
        UpdateProgress(UpdateStage.COPYING, 0.25),
        UpdateProgress(UpdateStage.COPYING, 0.251),
        UpdateProgress(UpdateStage.COPYING, 1.0),
        UpdateProgress(UpdateStage.CHECKING),
        UpdateProgress(UpdateStage.CHECKING),
        UpdateProgress(UpdateStage.CHANGING, 0.5),
    ):
        assert line(progress)
    line.end()


def test_a_terminal_sees_the_share_grow() -> None:
    terminal = Terminal()

    told(UpdateLine(terminal))

    assert terminal.getvalue() == (
        "Your data are from an older Cairn; copying them first: 25%"
        "\rYour data are from an older Cairn; copying them first: 100%\n"
        "Checking the copy\n"
        "Updating your data: 50%\n"
    )


def test_elsewhere_there_is_a_line_a_stage() -> None:
    log = io.StringIO()

    told(UpdateLine(log))

    assert log.getvalue().splitlines() == [
        "Your data are from an older Cairn; copying them first",
        "Checking the copy",
        "Updating your data",
    ]


def test_a_command_updates_first_and_then_answers(cairn: Cairn, tmp_path: Path) -> None:
    make_older(Home(tmp_path / "home"), 2)

    ran = cairn("list")

    assert ran.code == 0
    assert ran.err.splitlines()[-1] == "Updating your data"
    assert [line.split()[0] for line in ran.out.splitlines()] == ["c2", "c1", "c0"]
    assert cairn("list").err == ""
