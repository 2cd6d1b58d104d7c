import sys
from pathlib import Path

import pytest

from graphs.models.memory import available_memory


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_this_machine_has_some() -> None:
    available = available_memory()
    assert available is not None
    assert available > 10_000_000


def test_the_kernels_estimate_is_read(tmp_path: Path) -> None:
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal:  900 kB\nMemFree:  100 kB\nMemAvailable:    250 kB\n")
    assert available_memory(meminfo) == 250 * 1024


def test_a_platform_that_does_not_tell_gives_none(tmp_path: Path) -> None:
    assert available_memory(tmp_path / "nothing") is None
