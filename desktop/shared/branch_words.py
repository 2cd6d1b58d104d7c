"""What branches are called, in the reader's language."""

from PySide6.QtCore import QCoreApplication

from graphs import Branch


def branch_name(branch: Branch) -> str:
    """The branch's name, or what it is called without one."""
    translate = QCoreApplication.translate
    if branch.name:
        return branch.name
    if branch.origin_branch_id:
        return translate("Branches", "new branch")
    return translate("Branches", "main") if branch.main else translate("Branches", "first")


def new_name(branch: Branch, typed: str) -> str:
    """The name that was typed for the branch; "" when it is blank, or what it is called anyway."""
    name = " ".join(typed.split())
    return "" if name == branch_name(branch) else name
