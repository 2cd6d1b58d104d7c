"""The entry that starts Cairn at login, as the desktops' own tool judges it."""

import subprocess
from pathlib import Path

import pytest

from desktop.app.login_start import AutostartFile


@pytest.mark.parametrize(
    "program", ["/usr/lib/cairn-desktop/Cairn", '/home/Zoë O\'Neil/$a "b"/Cairn']
)
def test_desktops_accept_the_entry(tmp_path: Path, program: str) -> None:
    entry = AutostartFile(tmp_path, (program, "--hidden"), tmp_path / "a b")
    entry.write(True)

    checked = subprocess.run(
        ["desktop-file-validate", entry.place], capture_output=True, text=True, check=False
    )

    assert (checked.returncode, checked.stdout) == (0, "")
