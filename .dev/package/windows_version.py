"""What Windows shows of the executables under Properties > Details.

    .venv/bin/python .dev/package/windows_version.py

prints the version as the four numbers that Windows compares.
"""

from pathlib import Path
from typing import Final

from version import version as our_version

_TEMPLATE: Final = """\
VSVersionInfo(
    ffi=FixedFileInfo(
        filevers={numbers},
        prodvers={numbers},
        mask=0x3F,
        flags=0x0,
        OS=0x40004,
        fileType=0x1,
        subtype=0x0,
        date=(0, 0),
    ),
    kids=[
        StringFileInfo([StringTable("040904B0", [{strings}])]),
        VarFileInfo([VarStruct("Translation", [0x0409, 1200])]),
    ],
)
"""

DESCRIPTIONS: Final = {"Cairn": "Cairn", "cairn-cli": "Cairn on the command line"}
"""Executable without .exe -> what the task manager calls it."""


def numbers(version: str) -> tuple[int, int, int, int]:
    """`1.2.3` -> (1, 2, 3, 0): the four numbers that Windows compares.

    Of a version before a release (`1.2.0rc1`) they are those of the release. Raises ValueError for
    what does not begin with one to four numbers of 16 bits.
    """
    release = version.partition("+")[0].partition(".dev")[0]
    for word in ("rc", "a", "b"):
        release = release.partition(word)[0]
    parts = [int(part) for part in release.split(".")]
    if len(parts) > 4 or any(not 0 <= part < 1 << 16 for part in parts):
        message = f"{version} cannot be the version of a Windows program"
        raise ValueError(message)
    first, second, third, fourth = (*parts, 0, 0, 0)[:4]
    return first, second, third, fourth


def resource(version: str, name: str) -> str:
    """The version resource of the executable `name`.exe, as the packager reads it.

    Raises KeyError for an executable that is not in DESCRIPTIONS.
    """
    strings = {
        "CompanyName": "The Cairn project",
        "FileDescription": DESCRIPTIONS[name],
        "FileVersion": version,
        "InternalName": name,
        "LegalCopyright": "The Cairn project. Apache License 2.0.",
        "OriginalFilename": f"{name}.exe",
        "ProductName": "Cairn",
        "ProductVersion": version,
    }
    listed = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items())
    return _TEMPLATE.format(numbers=numbers(version), strings=listed)


def write(version: str, name: str, folder: Path) -> str:
    """Write it to a file in `folder`, which is made, for EXE(version=...). Gives the path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-version.txt"
    path.write_text(resource(version, name), encoding="utf-8")
    return str(path)


if __name__ == "__main__":
    print(".".join(map(str, numbers(our_version()))))
