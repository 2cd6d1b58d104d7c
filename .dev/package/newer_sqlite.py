"""Puts the SQLite that was packaged in the place of the one that Python brings.

Before 3.51.3 two connections that write to one file could, rarely, damage it.
"""

import sys

try:
    import pysqlite3
    import pysqlite3.dbapi2
except ModuleNotFoundError:
    pass  # there is none for this system
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
