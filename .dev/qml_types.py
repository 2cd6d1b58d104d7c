"""Write what QML's tools need to know of our Python types: desktop/views/Cairn/.

`qml_types.py` writes the file, `qml_types.py --check` fails when it is not what it would write.
"""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QMetaMethod, QMetaObject, QMetaProperty, QObject

ROOT = Path(__file__).resolve().parents[1]
MODULE = "Cairn"
FILE = ROOT / "desktop" / "views" / MODULE / "cairn.qmltypes"
HEAD = """import QtQuick.tooling 1.2

// Written by .dev/qml_types.py from the Python types; tools read it, the window does not.
Module {
"""


def main(arguments: list[str]) -> int:
    """Write or check the file; the exit code."""
    sys.path.insert(0, str(ROOT))
    text = HEAD + "".join(component(kind) for kind in kinds()) + "}\n"
    if "--check" not in arguments:
        FILE.write_text(text)
    elif not FILE.exists() or FILE.read_text() != text:
        print(f"{FILE.relative_to(ROOT)} is out of date: run .venv/bin/python .dev/qml_types.py")
        return 1
    return 0


def kinds() -> Iterator[type[QObject]]:
    """The types registered for QML, by name."""
    found: dict[str, type[QObject]] = {}
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        if "\n@QmlElement\n" not in path.read_text():
            continue
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        module = importlib.import_module(name)
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, QObject) and value.__module__ == name:
                found[value.__name__] = value
    for name in sorted(found):
        yield found[name]


def component(kind: type[QObject]) -> str:
    """One type with its enums, properties, signals and methods."""
    meta = kind.staticMetaObject
    lines = [
        f'name: "{kind.__name__}"',
        'accessSemantics: "reference"',
        f'prototype: "{base(meta)}"',
        f'exports: ["{MODULE}/{kind.__name__} 1.0"]',
        "isCreatable: false",
        "exportMetaObjectRevisions: [256]",
        *(enum(meta, index) for index in range(meta.enumeratorOffset(), meta.enumeratorCount())),
        *(prop(meta.property(i)) for i in range(meta.propertyOffset(), meta.propertyCount())),
        *(method(meta.method(i)) for i in range(meta.methodOffset(), meta.methodCount())),
    ]
    body = "".join(f"        {line}\n" for line in lines if line)
    return f"    Component {{\n{body}    }}\n"


def base(meta: QMetaObject) -> str:
    """The nearest base that Qt itself declares."""
    above = meta.superClass()
    return above.className() if above is not None else "QObject"


def enum(meta: QMetaObject, index: int) -> str:
    """An enum and its keys."""
    one = meta.enumerator(index)
    keys = ", ".join(f'"{one.key(i)}"' for i in range(one.keyCount()))
    return f'Enum {{ name: "{one.name()}"; isScoped: true; values: [{keys}] }}'


def prop(one: QMetaProperty) -> str:
    """A property."""
    kind = one.typeName()
    parts = [f'name: "{one.name()}"', f'type: "{kind.removesuffix("*")}"']
    if kind.endswith("*"):
        parts.append("isPointer: true")
    if not one.isWritable():
        parts.append("isReadonly: true")
    if one.isConstant():
        parts.append("isConstant: true")
    if one.hasNotifySignal():
        parts.append(f'notify: "{bytes(one.notifySignal().name().data()).decode()}"')
    return f"Property {{ {'; '.join(parts)} }}"


def method(one: QMetaMethod) -> str:
    """A signal or a slot; nothing for what QML cannot call."""
    label = "Signal" if one.methodType() is QMetaMethod.MethodType.Signal else "Method"
    name = bytes(one.name().data()).decode()
    if name.startswith("_"):
        return ""
    parts = [f'name: "{name}";']
    result = one.typeName()
    if label == "Method" and result not in ("", "void"):
        parts.append(f'type: "{result}";')
    for index in range(one.parameterCount()):
        kind = bytes(one.parameterTypes()[index].data()).decode()
        shown = "QVariant" if kind == "PyObject" else kind
        parts.append(f'Parameter {{ name: "p{index}"; type: "{shown}" }}')
    return f"{label} {{ {' '.join(parts)} }}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
