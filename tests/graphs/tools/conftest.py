"""Real folders: a workspace, and beside it a tree that no tool may touch."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from graphs.tools.workspace import Workspace


def everything(folder: Path) -> Mapping[str, str]:
    """All that is in a folder: each path, and its content, link or kind."""
    return {str(path.relative_to(folder)): _what(path) for path in sorted(folder.rglob("*"))}


def _what(path: Path) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()}"
    if path.is_dir():
        return "folder"
    return path.read_bytes().decode("latin-1") if path.is_file() else "special"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A tree beside the workspace that must stay as it is."""
    folder = tmp_path / "outside"
    (folder / "deep").mkdir(parents=True)
    (folder / "secret.txt").write_text("secret")
    (folder / "deep" / "secret.txt").write_text("deep secret")
    return folder


@pytest.fixture
def workspace(tmp_path: Path, outside: Path) -> Workspace:
    assert outside.exists()
    folder = tmp_path / "work"
    folder.mkdir()
    return Workspace(folder)
