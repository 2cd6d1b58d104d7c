"""Cairn run by root: it works, and says that it is better not."""

import os

from PySide6.QtCore import QCoreApplication

from desktop.app.remarks import Remark


def is_us() -> bool:
    """Whether this process may change the whole system."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def remark() -> Remark | None:
    """What root is told once; None for anybody else."""
    if not is_us():
        return None
    sentence = QCoreApplication.translate(
        "superuser",
        "Cairn runs as root, so what you approve can change the whole system. "
        "It is safer to start it as yourself.",
    )
    return Remark("root", sentence)
