import os
import socket
from pathlib import Path

import platformdirs
import pytest

from graphs.errors import ToolError
from graphs.tools.workspace import Workspace


@pytest.mark.parametrize(
    "text",
    [
        "..",
        "../outside/secret.txt",
        "a/../../outside/secret.txt",
        "./../folder/../outside/secret.txt",
        "/etc/passwd",
        "/",
        "//etc/passwd",
        "~",
        "~/.ssh/id_rsa",
        "~root/x",
        "",
        "  ",
        "a\0b",
        "\ud83d",
        "C:\\Windows\\win.ini",
        "C:win.ini",
        "C:/Windows/win.ini",
        "\\\\server\\share\\x",
        "\\\\?\\C:\\x",
        "\\\\.\\NUL",
        "..\\outside\\secret.txt",
        "NUL",
        "con.txt",
        "folder/COM1",
        "lpt1 .log",
        "a.txt:hidden",
        "a.txt.",
        "a.txt ",
        "folder./a.txt",
        "... ",
        "a/" * 2000,
        "a" * 5000,
    ],
)
def test_what_leads_out_or_deceives_is_refused_with_a_sentence(
    workspace: Workspace, text: str
) -> None:
    with pytest.raises(ToolError) as caught:
        workspace.resolve(text)
    assert caught.value.sentence.endswith(".")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (".", "."),
        ("notes.txt", "notes.txt"),
        ("./notes.txt", "notes.txt"),
        ("drafts/../notes.txt", "notes.txt"),
        ("drafts//a/./b.txt", "drafts/a/b.txt"),
        ("drafts/", "drafts"),
        ("..notes", "..notes"),
        (".hidden", ".hidden"),
        ('it\'s "here" 🪨\n2.txt', 'it\'s "here" 🪨\n2.txt'),
    ],
)
def test_what_is_inside_is_found(workspace: Workspace, text: str, shown: str) -> None:
    path = workspace.resolve(text)

    assert path == workspace.root() / shown
    assert workspace.shown(path) == shown


def test_absolute_paths_inside_are_fine_also_through_a_link_to_the_workspace(
    workspace: Workspace, tmp_path: Path
) -> None:
    alias = tmp_path / "alias"
    alias.symlink_to(workspace.folder)

    for folder in (workspace.folder, alias):
        found = Workspace(alias).resolve(str(folder / "drafts" / "a.txt"))
        assert found == workspace.root() / "drafts" / "a.txt"
    with pytest.raises(ToolError):
        workspace.resolve(f"{workspace.folder}-other/a.txt")
    with pytest.raises(ToolError):
        workspace.resolve(f"{workspace.folder}/../outside/secret.txt")


def test_links_are_not_followed_at_any_level(workspace: Workspace, outside: Path) -> None:
    (workspace.folder / "inner").mkdir()
    (workspace.folder / "file").symlink_to(outside / "secret.txt")
    (workspace.folder / "inner" / "folder").symlink_to(outside)
    (workspace.folder / "dangling").symlink_to(outside / "new.txt")
    (workspace.folder / "loop").symlink_to(workspace.folder / "loop")

    for text in ("file", "inner/folder", "inner/folder/deep/secret.txt", "dangling", "loop"):
        with pytest.raises(ToolError, match="link"):
            workspace.resolve(text)


def test_only_files_and_folders_are_touched(workspace: Workspace) -> None:
    os.mkfifo(workspace.folder / "pipe")
    (workspace.folder / "file").write_text("x")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(workspace.folder / "socket"))

        for text in ("pipe", "socket"):
            with pytest.raises(ToolError, match="neither a file nor a folder"):
                workspace.resolve(text)
    with pytest.raises(ToolError, match="a file, not a folder"):
        workspace.resolve("file/below")


def test_names_that_deceive_other_systems_are_reached_where_they_exist(
    workspace: Workspace,
) -> None:
    for name in ("12:30.txt", "aux", "end.", "~backup"):
        (workspace.folder / name).write_text("x")

        assert workspace.resolve(name).name == name


def test_two_spellings_of_one_file_are_one_path(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Disks that fold case are played by a look-up that does, over a real folder."""
    (workspace.folder / "Notes.txt").write_text("x")
    plain = Path.lstat

    def folding(path: Path) -> os.stat_result:
        return plain(path.with_name("Notes.txt") if path.name.lower() == "notes.txt" else path)

    monkeypatch.setattr(Path, "lstat", folding)

    assert workspace.resolve("NOTES.TXT").name == "Notes.txt"
    assert workspace.resolve("notes.txt").name == "Notes.txt"


def test_hard_links_that_differ_in_case_stay_two(workspace: Workspace) -> None:
    (workspace.folder / "a").write_text("x")
    (workspace.folder / "A").hardlink_to(workspace.folder / "a")

    assert workspace.resolve("a").name == "a"
    assert workspace.resolve("A").name == "A"


def test_a_workspace_that_vanished_is_said(workspace: Workspace) -> None:
    workspace.folder.rmdir()

    with pytest.raises(ToolError, match="not there any more"):
        workspace.resolve("a.txt")
    workspace.folder.write_text("a file now")
    with pytest.raises(ToolError, match="not there any more"):
        workspace.root()


def test_the_default_one_is_made_when_first_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platformdirs, "user_documents_path", lambda: tmp_path / "Documents")
    workspace = Workspace.default()

    assert not workspace.folder.exists()
    assert workspace.resolve("a.txt") == tmp_path / "Documents" / "Cairn" / "a.txt"
    assert Workspace(workspace.folder).root().is_dir()


def test_a_link_made_after_the_check_is_not_followed(workspace: Workspace, outside: Path) -> None:
    (workspace.folder / "drafts").mkdir()
    path = workspace.resolve("drafts/secret.txt")
    (workspace.folder / "drafts").rename(workspace.folder / "old")
    (workspace.folder / "drafts").symlink_to(outside)

    with pytest.raises(ToolError), workspace.opened(path.parent) as folder:
        folder.read("secret.txt", 100)


def test_a_folder_that_is_moved_while_open_stays_the_one_that_was_opened(
    workspace: Workspace, outside: Path
) -> None:
    (workspace.folder / "drafts").mkdir()
    (workspace.folder / "drafts" / "secret.txt").write_text("mine")

    with workspace.opened(workspace.resolve("drafts")) as folder:
        (workspace.folder / "drafts").rename(workspace.folder / "old")
        (workspace.folder / "drafts").symlink_to(outside)

        assert folder.read("secret.txt", 100) == b"mine"
