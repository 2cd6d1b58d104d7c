"""A file is written whole or not at all."""

import os
import stat
import sys
from pathlib import Path

import pytest

from graphs.storage.whole_file import write_whole


def test_what_stood_there_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "file.txt"
    for content in (b"one\n", b"two\r\n"):
        write_whole(file, content)
        assert file.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]


def test_what_cannot_be_put_in_place_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file.txt"
    file.write_bytes(b"before")

    def refuse(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space left"):
        write_whole(file, b"after")
    assert file.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_private_file_is_never_for_others_to_read(tmp_path: Path) -> None:
    write_whole(tmp_path / "key", b"secret", private=True)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes no links without rights")
def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write_whole(tmp_path / "link", b"there")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"there"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_takes_it_as_it_comes_and_a_folder_not_at_all(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_whole(tmp_path / "pipe", b"there", into_devices=True)
    assert os.read(reader, 10) == b"there"
    os.close(reader)
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, b"nowhere", into_devices=True)
    write_whole(tmp_path / "pipe", b"in its place")
    assert (tmp_path / "pipe").read_bytes() == b"in its place"
