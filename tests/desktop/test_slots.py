"""A method of a QObject that is connected to a signal must be a Slot.

Connecting any other gives that one object a meta-object of its own. QML remembers what a
meta-object holds by its address; once the object is gone, the address is given to another's, whose
properties then read as undefined.
"""

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

DESKTOP = Path(__file__).parents[2] / "desktop"


def _modules() -> list[str]:
    files = [path for path in DESKTOP.rglob("*.py") if path.stem not in ("__main__", "__init__")]
    tails = (path.relative_to(DESKTOP.parent).with_suffix("").parts for path in files)
    return sorted(".".join(tail) for tail in tails)


def _connected(source: str) -> Iterator[tuple[str, str]]:
    """The class and the method of each `signal.connect(self.method)`."""
    for kind in ast.walk(ast.parse(source)):
        if not isinstance(kind, ast.ClassDef):
            continue
        for call in ast.walk(kind):
            match call:
                case ast.Call(
                    func=ast.Attribute(attr="connect"),
                    args=[ast.Attribute(value=ast.Name(id="self"), attr=method), *_],
                ):
                    yield kind.name, method
                case _:
                    pass


def _plain(module: str) -> list[str]:
    """The connected methods that are no slots."""
    found = importlib.import_module(module)
    connected = _connected(inspect.getsource(found))
    methods = [(getattr(found, kind), method) for kind, method in connected]
    return [
        f"{kind.__name__}.{method}"
        for kind, method in methods
        if issubclass(kind, QObject)
        and inspect.isfunction(inspect.getattr_static(kind, method))
        and not hasattr(getattr(kind, method), "_slots")
    ]


@pytest.mark.parametrize("module", _modules())
def test_what_is_connected_is_a_slot(module: str) -> None:
    assert _plain(module) == []


def test_others_are_found() -> None:
    source = "class A:\n    def f(self):\n        self.x.connect(self.g)\n"
    assert list(_connected(source)) == [("A", "g")]
