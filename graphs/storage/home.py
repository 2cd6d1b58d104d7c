"""The data folder: one place that knows its layout. Opens nothing but folders."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from graphs.errors import HomeError, HomeReadOnly


@dataclass(frozen=True, slots=True)
class Home:
    """The folder in which everything that lasts is kept."""

    folder: Path

    @classmethod
    def default(cls) -> "Home":
        """`CAIRN_HOME`, or else the platform's user data folder.

        Raises HomeError when nobody can tell where the person's home is.
        """
        chosen = os.environ.get("CAIRN_HOME")
        try:
            folder = (
                Path(chosen).expanduser() if chosen else platformdirs.user_data_path("Cairn", False)
            )
        except RuntimeError as error:
            raise HomeError(
                "Cairn cannot tell where your home folder is, and so where its data is.",
                "Set CAIRN_HOME, or HOME, to a folder in full.",
            ) from error
        return cls(folder.absolute())

    @property
    def database(self) -> Path:
        return self.folder / "cairn.sqlite3"

    @property
    def settings(self) -> Path:
        return self.folder / "settings.toml"

    @property
    def version(self) -> Path:
        return self.folder / "version.txt"

    @property
    def blobs(self) -> Path:
        return self.folder / "blobs"

    @property
    def models(self) -> Path:
        return self.folder / "models"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def locks(self) -> Path:
        return self.folder / "locks"

    def prepare(self) -> None:
        """Make the folders. Raises HomeReadOnly when they cannot be made or written."""
        try:
            for folder in (
                self.folder,
                self.blobs,
                self.models,
                self.backups,
                self.logs,
                self.locks,
            ):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self.read_only() from error
        if not os.access(self.folder, os.W_OK):
            raise self.read_only()

    def read_only(self) -> HomeReadOnly:
        """The error that says this folder cannot be written."""
        return HomeReadOnly(
            f"Cairn cannot write to its data folder {self.folder}.",
            "Give your user the right to write there, or set CAIRN_HOME to another folder.",
        )


def default_workspace() -> Path:
    """`CAIRN_WORKSPACE`, or else the folder `Cairn` in the person's documents; made by nobody yet.

    Where the tools of a conversation work that has no folder of its own.
    """
    chosen = os.environ.get("CAIRN_WORKSPACE")
    folder = Path(chosen).expanduser() if chosen else platformdirs.user_documents_path() / "Cairn"
    return folder.absolute()
