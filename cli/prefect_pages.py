"""Keeps the pages of Prefect's user interface to themselves.

They ask a foreign analytics host for its settings as soon as they load, whatever the server's own settings say. The
server copies its pages into our data folder when it starts; in that copy the key of the analytics account is taken out,
without which they ask nobody.
"""

import re
from pathlib import Path

_ANALYTICS_MARK = b"prefect-web-app-loaded"
_ACCOUNT_KEY = re.compile(rb"(return\s*[`\"'])[0-9a-f]{32}([`\"'])")


def silence_pages(folder: Path) -> int:
    """Return the number of files below a folder from which the key of an analytics account was taken out."""
    silenced = 0
    for path in sorted(folder.rglob("*.js")):
        content = path.read_bytes()
        if _ANALYTICS_MARK not in content:
            continue
        silent, count = _ACCOUNT_KEY.subn(rb"\1\2", content)
        if count:
            path.write_bytes(silent)
            silenced += 1
    return silenced
