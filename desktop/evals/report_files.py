"""Writes a report where the person wants it."""

import json
from pathlib import Path

from graphs import Library, Report, as_object, as_page, write_whole


def write_report(library: Library, report: Report, path: str) -> str:
    """Write it, whole or not at all, and return the file's name. Blocks. Raises OSError.

    It is JSON if the name ends so, else a page of HTML.
    """
    file = Path(path)
    if file.suffix.lower() == ".json":
        text = json.dumps(as_object(report), indent=2, ensure_ascii=False) + "\n"
    else:
        text = as_page(library, report)
    write_whole(file, text.encode())
    return file.name
