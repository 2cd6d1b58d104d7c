"""Whose work is in a packaged Cairn: what is known of it, and what becomes of what is not."""

import json
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.licenses import canonicalize_license_expression

from desktop.settings import distributions
from tests.packaging.package_scripts import script

belonging = script("belonging")
known_parts = script("known_parts")
licences = script("licences")

TABLE = known_parts.read()
LIBRARIES = {
    "libcrypto.so.3": "OpenSSL",
    "libssl-3.dll": "OpenSSL",
    "libxcb-cursor.so.0": "XCB utilities",
    "libxcb-render.so.0": "XCB",
    "libgomp.so.1": "GNU OpenMP (libgomp)",
    "VCRUNTIME140_1.dll": "Microsoft's runtime libraries",
    "PySide6/MSVCP140.dll": "Microsoft's runtime libraries",
    "PySide6/Qt/lib/libQt6Core.so.6": "Qt",
    "PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore": "Qt",
    "PySide6/Qt6Core.dll": "Qt",
    "PySide6/Qt/plugins/platforms/libqxcb.so": "Qt",
    "PySide6/Qt/lib/libicudata.so.73": "ICU",
    "resources/fonts/Inter-Bold.otf": "Inter",
    "resources/models/SmolLM2-135M-Instruct.Q4_1.gguf": "SmolLM2 135M",
    "base_library.zip": "Python",
    "python311.dll": "Python",
    "python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so": "Python",
    "unicodedata.pyd": "Python",
}


def test_every_licence_is_one_that_was_looked_at_and_has_its_text() -> None:
    for part in (*TABLE.parts, *TABLE.packages.values()):
        assert part.licence in TABLE.reviewed or (not part.licence and not part.files), part.name
        assert part.text() or not part.texts, part.name
    for expression in TABLE.reviewed:
        assert canonicalize_license_expression(expression) == expression


def test_no_text_is_kept_that_no_part_needs() -> None:
    named = {text for part in (*TABLE.parts, *TABLE.packages.values()) for text in part.texts}

    kept = {file.name for file in known_parts.FOLDER.glob("*.txt")}
    assert kept == {Path(text).name for text in named if not text.startswith("../")}


@pytest.mark.parametrize("path", LIBRARIES)
def test_a_file_belongs_to_its_project(path: str) -> None:
    found = belonging.belonging([path], [], {}, TABLE.parts)

    assert (found.parts, found.unknown) == ({LIBRARIES[path]}, ())


def test_packages_are_known_by_what_they_recorded_and_with_what_is_inside_them() -> None:
    recorded = {
        "xllamacpp/__init__.py": "xllamacpp",
        "xllamacpp/xllamacpp.abi3.so": "xllamacpp",
        "h11/_util.py": "h11",
        "PyInstaller/loader/pyimod01_archive.py": "pyinstaller",
    }
    modules = ["json.decoder", "xllamacpp", "h11._util", "pyimod01_archive", "graphs.cli.main"]

    found = belonging.belonging(
        ["xllamacpp/xllamacpp.abi3.so"], [*modules, "start"], recorded, TABLE.parts
    )

    assert found.packages == {"xllamacpp", "h11", "pyinstaller"}
    assert {"llama.cpp", "BoringSSL", "Python"} < found.parts
    assert "SQLite" not in found.parts
    assert found.unknown == ()


def test_each_package_that_cairn_needs_has_a_licence_that_was_looked_at_and_its_text() -> None:
    for one in distributions.needed_by("cairn-desktop"):
        known = TABLE.packages.get(one.name, known_parts.Known())
        assert (known.licence or distributions.licence_of(one)) in TABLE.reviewed, one.name
        assert distributions.text_of(one) or known.text(), one.name


def test_a_macos_app_is_read_as_the_folder_that_it_is_made_of(tmp_path: Path) -> None:
    app = tmp_path / "Cairn.app" / "Contents"
    extension = app / "Frameworks" / "python3__dot__11" / "lib-dynload" / "_ssl.so"
    for file in (
        extension,
        app / "Frameworks" / "libssl.3.dylib",
        app / "Resources" / "resources" / "fonts" / "Inter-Bold.otf",
        app / "Resources" / "cairn.icns",
    ):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")
    (app / "Resources" / "libssl.3.dylib").symlink_to("../Frameworks/libssl.3.dylib")
    files = licences.inside.files(tmp_path / "Cairn.app")

    found = belonging.belonging(files, [], {}, TABLE.parts)

    assert (found.parts, found.unknown) == ({"OpenSSL", "Python", "Inter"}, ())
    assert licences.inside.home(tmp_path / "Cairn.app") == app / "Resources"


class Bundle:
    """A folder that looks like a packaged Cairn, with these modules in it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.internal = folder / "_internal"
        self.internal.mkdir()
        self.modules = ["json", "h11", "lxml.html", "desktop.app.startup"]
        monkeypatch.setattr(licences.inside, "modules", lambda bundle: self.modules)
        self.add("libssl.so.3")
        self.add("libz.so.1")

    def add(self, path: str) -> None:
        (self.internal / path).write_bytes(b"")

    @property
    def written(self) -> dict[str, bytes]:
        folder = self.internal / "resources" / "licences"
        return {file.name: file.read_bytes() for file in folder.glob("*")}


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bundle:
    return Bundle(tmp_path, monkeypatch)


def test_the_index_names_each_part_and_where_its_text_is(bundle: Bundle) -> None:
    licences.main(bundle.folder)

    listed = json.loads(bundle.written["index.json"])["parts"]
    assert [part["name"] for part in listed] == [
        "Cairn",
        "h11",
        "libxml2, libxslt and libexslt",
        "lxml",
        "OpenSSL",
        "Python",
        "zlib",
        "zlib (in lxml)",
    ]
    by_name = {part["name"]: part for part in listed}
    assert by_name["h11"]["version"] == distribution("h11").version
    assert by_name["h11"]["licence"] == "MIT"
    assert "Copyright (c) 2016 Nathaniel" in bundle.written[by_name["h11"]["text"]].decode()
    assert set(bundle.written) == {"index.json", *(part["text"] for part in listed)}

    before = bundle.written
    licences.main(bundle.folder)
    assert bundle.written == before


def test_what_nobody_knows_ends_the_build_with_its_name(bundle: Bundle) -> None:
    bundle.add("libmystery.so.7")
    bundle.modules.append("mystery.part")

    with pytest.raises(SystemExit) as refused:
        licences.main(bundle.folder)

    assert "libmystery.so.7" in str(refused.value)
    assert "mystery.part" in str(refused.value)
    assert bundle.written == {}


def test_a_licence_at_which_nobody_looked_ends_the_build(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    fewer = known_parts.Table(TABLE.reviewed - {"MIT"}, TABLE.parts, TABLE.packages)
    monkeypatch.setattr(known_parts, "read", lambda: fewer)

    with pytest.raises(SystemExit, match="h11 is under “MIT”"):
        licences.main(bundle.folder)


def test_files_whose_names_differ_in_their_case_only_end_the_build(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = known_parts.Known("H11", "MIT", files=("libz.so.1",), texts=("MIT.txt",))
    more = known_parts.Table(TABLE.reviewed, (double, *TABLE.parts), TABLE.packages)
    monkeypatch.setattr(known_parts, "read", lambda: more)

    with pytest.raises(SystemExit, match=r"h11\.txt"):
        licences.main(bundle.folder)
