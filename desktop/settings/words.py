"""Tools and dates in the reader's language."""

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale


def tool_words(name: str) -> str:
    """What a tool does, in two or three words; for one we do not know, its name."""
    translate = QCoreApplication.translate
    known = {
        "current_time": translate("Tool", "Tell the time"),
        "delete_file": translate("Tool", "Delete files"),
        "edit_file": translate("Tool", "Edit files"),
        "fetch_url": translate("Tool", "Fetch web pages"),
        "forget": translate("Tool", "Forget facts"),
        "list_files": translate("Tool", "List files"),
        "move_file": translate("Tool", "Move files"),
        "read_file": translate("Tool", "Read files"),
        "recall": translate("Tool", "Look into earlier conversations"),
        "remember": translate("Tool", "Remember facts"),
        "run_command": translate("Tool", "Run commands"),
        "search_files": translate("Tool", "Search files"),
        "write_file": translate("Tool", "Write files"),
    }
    plain = name.replace("_", " ")
    return known.get(name) or plain[:1].upper() + plain[1:]


def day(seconds: float) -> str:
    """The date of a moment, as `3 May 2026`."""
    date = QDateTime.fromSecsSinceEpoch(int(seconds)).date()
    return QLocale().toString(date, "d MMM yyyy")
