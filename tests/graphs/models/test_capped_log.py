from pathlib import Path

from graphs.models.capped_log import CappedLog


def test_it_keeps_the_newest_and_never_grows_beyond_two_caps(tmp_path: Path) -> None:
    log = CappedLog(tmp_path / "a.log", cap=100)
    for number in range(50):
        log.append(f"line {number:04}\n".encode())
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["a.log", "a.log.1"]
    assert all(file.stat().st_size <= 100 for file in files)
    assert (tmp_path / "a.log").read_text().splitlines()[-1] == "line 0049"


def test_a_folder_that_is_gone_stops_nothing(tmp_path: Path) -> None:
    CappedLog(tmp_path / "gone" / "a.log").append(b"x\n")
    assert list(tmp_path.iterdir()) == []
