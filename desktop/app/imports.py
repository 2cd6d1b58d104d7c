"""Imports as Python does them."""

import builtins


def leave_sources_alone() -> None:
    """Take PySide's hook off `import`: it reads the source of every module that is imported.

    The hook serves `from __feature__ import ...`, which we do not use. It costs a quarter of the
    engine's import, and it now and then breaks it: looking for a module's source asks a module for
    attributes while it is still being imported, and pydantic answers that with an ImportError.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
