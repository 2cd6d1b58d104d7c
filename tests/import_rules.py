"""Who may import whom, as a pure function over a tree of files.

A tree is a mapping from a file's path (POSIX, relative to the top level) to its text. Each
violation is one sentence that names the file, the line and the fix.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import PurePosixPath
from typing import Final

TOP_LEVEL: Final = frozenset(
    {
        "CHANGELOG.md",
        "LICENSE",
        "Makefile",
        "README.md",
        "build.spec",
        "desktop",
        "docs",
        "graphs",
        "pyproject.toml",
        "resources",
        "tests",
    }
)
VAGUE_NAMES: Final = frozenset({"common", "helpers", "misc", "util", "utils"})

QT: Final = frozenset({"PySide6", "qasync", "shiboken6"})
AGENT_LIBRARIES: Final = frozenset(
    {"langchain", "langchain_core", "langchain_openai", "langgraph", "langsmith", "openai"}
)
INPUT_OUTPUT: Final = frozenset(
    {
        "aiosqlite",
        "asyncio",
        "filelock",
        "http",
        "httpx",
        "io",
        "multiprocessing",
        "os",
        "pathlib",
        "shutil",
        "signal",
        "socket",
        "sqlalchemy",
        "sqlite3",
        "subprocess",
        "tempfile",
        "threading",
        "time",
        "urllib",
    }
)

# From the top down. A room imports itself and the rooms of lower lines.
LAYERS: Final = (
    frozenset({"cli"}),
    frozenset({"evals"}),
    frozenset({"session"}),
    frozenset({"agent", "approvals", "history"}),
    frozenset({"models", "tools"}),
    frozenset({"storage"}),
    frozenset({"errors"}),
)
ROOT_OF_GRAPHS: Final = "__init__"
PURE_PARTS: Final = frozenset({"urllib.parse"})
"""Of those packages, what reads and writes nothing."""

PURE: Final = (
    "desktop/*/blocks.py",
    "desktop/*/derive.py",
    "desktop/*/highlight.py",
    "desktop/*/lanes.py",
    "desktop/shared/links.py",
    "desktop/evals/candidates.py",
    "desktop/evals/case_rows.py",
    "desktop/evals/checks.py",
    "desktop/evals/spending.py",
    "desktop/settings/legal_text.py",
    "desktop/settings/report.py",
    "desktop/shared/text.py",
    "graphs/models/addresses.py",
    "graphs/models/connection_faults.py",
    "graphs/agent/constrained/concepts.py",
    "graphs/agent/constrained/fillings.py",
    "graphs/agent/constrained/likely.py",
    "graphs/agent/constrained/spans.py",
    "graphs/agent/constrained/steps.py",
    "graphs/agent/constrained/typed_calls.py",
    "graphs/approvals/policy.py",
    "graphs/errors.py",
    "graphs/evals/langsmith_examples.py",
    "graphs/evals/langsmith_results.py",
    "graphs/evals/statistics.py",
    "graphs/history/compare.py",
    "graphs/history/naming.py",
    "graphs/history/tree.py",
    "graphs/history/words.py",
    "graphs/session/events.py",
    "graphs/storage/message_tree.py",
    "graphs/storage/action_records.py",
    "graphs/storage/eval_records.py",
    "graphs/storage/records.py",
    "graphs/storage/text.py",
    "graphs/storage/update_progress.py",
)


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module, absolute; `names` are those taken from it, () for `import module`."""

    module: str
    names: tuple[str, ...]
    line: int

    @property
    def top(self) -> str:
        """The distribution's or our own top package."""
        return self.module.partition(".")[0]

    def modules(self) -> tuple[str, ...]:
        """The dotted paths that this may load: `from graphs import storage` may be a module."""
        return tuple(f"{self.module}.{name}" for name in self.names) or (self.module,)


def imports_of(path: str, source: str) -> Iterator[Import]:
    """Every import of a file, wherever it stands, relative ones made absolute."""
    package = PurePosixPath(path).parent.parts
    for node in ast.walk(ast.parse(source, path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, (), node.lineno)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*above, *([node.module] if node.module else [])))
            yield Import(module, tuple(alias.name for alias in node.names), node.lineno)


def violations(tree: Mapping[str, str]) -> list[str]:
    """Every broken rule of the tree, in the order of its paths."""
    found: list[str] = []
    for path in sorted(tree):
        found += _place(path)
        if path.endswith(".py"):
            for imported in imports_of(path, tree[path]):
                found += (f"{path}:{imported.line}: {why}" for why in _import(path, imported, tree))
    return found


def _place(path: str) -> Iterator[str]:
    parts = PurePosixPath(path).parts
    if parts[0] not in TOP_LEVEL and not parts[0].startswith("."):
        yield f"{path}: the top level is full; move it into the room it belongs to."
    of_qml = parts[-1] == "qmldir" or path.endswith((".qml", ".qmltypes"))
    if parts[:2] == ("desktop", "views") and not of_qml:
        yield f"{path}: views hold QML only; move it into the feature it serves."
    for part in parts:
        if part.removesuffix(".py") in VAGUE_NAMES:
            yield f"{path}: {part!r} says nothing; name the module after what it does."


def _import(path: str, imported: Import, tree: Mapping[str, str]) -> Iterator[str]:
    if any(fnmatch(path, pattern) for pattern in PURE):
        yield from _pure(imported)
    if path.startswith("graphs/"):
        yield from _graphs(path, imported)
    elif path.startswith("desktop/"):
        yield from _desktop(path, imported, tree)


def _pure(imported: Import) -> Iterator[str]:
    for what, packages in (
        ("Qt", QT),
        ("LangGraph", AGENT_LIBRARIES),
        ("input and output", INPUT_OUTPUT),
    ):
        if imported.top in packages and imported.module not in PURE_PARTS:
            yield (
                f"a pure file imports {imported.module}; {what} belongs to its caller, "
                "hand the values in."
            )


def _graphs(path: str, imported: Import) -> Iterator[str]:
    if imported.top in QT:
        yield f"graphs imports {imported.module}; it runs without a window, move this to desktop."
    if imported.top == "desktop":
        yield "graphs imports desktop; tell it by an event instead."
    if imported.top != "graphs":
        return
    room = _room(path)
    if room == ROOT_OF_GRAPHS:
        return
    for module in imported.modules():
        other = module.partition(".")[2].partition(".")[0]
        if other == room:
            continue
        layer = _layer(other)
        if layer is None:
            yield (
                f"graphs/{room} imports from `graphs` itself, a circle; "
                "import from the module that defines it."
            )
        elif layer <= (_layer(room) or 0):
            yield (
                f"graphs/{room} imports graphs/{other}, which does not lie below it; "
                "hand the value in from above, or raise it as an event."
            )


def _room(path: str) -> str:
    return PurePosixPath(path).parts[1].removesuffix(".py")


def _layer(room: str) -> int | None:
    return next((depth for depth, rooms in enumerate(LAYERS) if room in rooms), None)


def _desktop(path: str, imported: Import, tree: Mapping[str, str]) -> Iterator[str]:
    room = _room(path)
    in_app = room in {"app", "__main__"}
    if imported.top in AGENT_LIBRARIES:
        yield f"desktop imports {imported.module}; it sees events and records of graphs only."
    if imported.top == "graphs":
        yield from _public_names(imported, tree)
    if imported.top != "desktop" or path == "desktop/app/wiring.py":
        return
    for module in imported.modules():
        other = module.partition(".")[2].partition(".")[0]
        if other in {room, "shared"} or (in_app and other == "app"):
            continue
        if other == "app":
            yield "nothing imports desktop.app; take what you need in the constructor."
        elif in_app:
            yield f"desktop.app imports desktop.{other}; only desktop/app/wiring.py sees features."
        else:
            yield (
                f"desktop/{room} imports desktop.{other}; features never import each other, "
                "join them by a signal in desktop/app/wiring.py or move it to desktop.shared."
            )


def _public_names(imported: Import, tree: Mapping[str, str]) -> Iterator[str]:
    below = [
        module
        for module in imported.modules()
        if imported.module != "graphs" or _is_module(module, tree)
    ]
    for module in below:
        yield (
            f"desktop imports {module}; take the name from `graphs`, "
            "and add it to graphs/__init__.py if it is missing."
        )


def _is_module(dotted: str, tree: Mapping[str, str]) -> bool:
    path = dotted.replace(".", "/")
    return f"{path}.py" in tree or f"{path}/__init__.py" in tree
