import hashlib
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs.errors import DiskFull, HomeReadOnly, NotFound
from graphs.storage.blobs import Blobs
from graphs.storage.home import Home


@pytest.fixture
def blobs(home: Home) -> Blobs:
    home.prepare()
    return Blobs(home.blobs)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@given(content=st.binary(max_size=200))
def test_what_was_put_is_what_is_got(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    blobs = Blobs(tmp_path_factory.mktemp("blobs"))

    key = blobs.put(content)

    assert key == hashlib.sha256(content).hexdigest()
    assert blobs.get(key) == content
    assert blobs.has(key)
    assert blobs.size(key) == len(content)


def test_the_same_content_is_kept_once_under_its_hash(blobs: Blobs) -> None:
    key = blobs.put(b"stone")
    blobs.put(b"stone")

    assert files(blobs.folder) == [blobs.folder / key[:2] / key]


@pytest.mark.parametrize("key", ["0" * 64, "", "..", "../cairn.sqlite3", "A" * 64, "/etc/passwd"])
def test_what_is_not_there_is_not_found(blobs: Blobs, key: str) -> None:
    assert not blobs.has(key)
    with pytest.raises(NotFound):
        blobs.get(key)
    with pytest.raises(NotFound):
        blobs.size(key)


def test_a_changed_blob_is_never_handed_out_and_is_mended_by_the_next_put(blobs: Blobs) -> None:
    key = blobs.put(b"stone")
    (blobs.folder / key[:2] / key).write_bytes(b"stove")

    with pytest.raises(NotFound, match="damaged"):
        blobs.get(key)
    blobs.put(b"stone")

    assert blobs.get(key) == b"stone"


def test_many_threads_may_put_the_same(blobs: Blobs) -> None:
    content = b"pile" * 100_000
    threads = [threading.Thread(target=blobs.put, args=(content,)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(files(blobs.folder)) == 1
    assert blobs.get(hashlib.sha256(content).hexdigest()) == content


def test_a_full_disk_is_said_and_leaves_nothing_half_written(
    blobs: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("graphs.storage.blobs.os.fsync", full)

    with pytest.raises(DiskFull):
        blobs.put(b"stone")
    assert files(blobs.folder) == []


def test_a_folder_that_cannot_be_written_is_said(plain_user_home: Home) -> None:
    plain_user_home.prepare()
    plain_user_home.blobs.chmod(0o500)

    with pytest.raises(HomeReadOnly):
        Blobs(plain_user_home.blobs).put(b"stone")
