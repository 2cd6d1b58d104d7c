import subprocess
import sys

CHECK = """
import linecache
import PySide6.QtCore
from desktop.app import imports
imports.leave_sources_alone()
import pydantic, httpx2
from PySide6.QtGui import QColor
assert QColor("red").isValid()
read = [name for name in linecache.cache if "pydantic" in name or "httpx2" in name]
assert read == [], read
"""


def test_importing_a_module_does_not_read_its_source() -> None:
    """In a process of its own: the hook is put on once a process."""
    subprocess.run([sys.executable, "-c", CHECK], check=True, timeout=120)
