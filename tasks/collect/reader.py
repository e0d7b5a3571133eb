"""The reader's own process: takes an untrusted file, gives back plain cells, and dies when it needs too much.

It is started as `python -m tasks.collect.reader workbook|csv`, gets the file on its standard input and answers in JSON.
Few things are imported here, so that it starts in a few hundredths of a second.
"""

import json
import sys
from typing import Any

import python_calamine

from tasks.collect.csv_text import read_csv
from tasks.collect.package import RefusedError
from tasks.collect.workbook_cells import read_workbook

CPU_LIMIT_SECONDS = 10
MEMORY_LIMIT_BYTES = 500 * 1024**2


def read_content(kind: str, content: bytes) -> dict[str, Any]:
    """Return the cells of a file, or `{"refusal": {"code": ...}}`; what a broken file makes the libraries raise is one.

    Args:
        kind: `workbook` or `csv`.
        content: The file's bytes.
    """
    try:
        return {"rows": read_csv(content)} if kind == "csv" else read_workbook(content)
    except RefusedError as refused:
        return {"refusal": {"code": refused.code, **refused.words}}
    except python_calamine.PasswordError:
        return {"refusal": {"code": "FIL-002"}}
    except MemoryError:
        return {"refusal": {"code": "FIL-011"}}
    except BaseException as error:
        # A panic in calamine is no Exception; all else that an untrusted file raises means that the file is broken.
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return {"refusal": {"code": "FIL-003"}}


def limit_this_process() -> None:
    """Let the system stop this process when it uses more than a file may need."""
    if sys.platform == "win32":
        return
    import resource

    for limit, value in (
        (resource.RLIMIT_CPU, CPU_LIMIT_SECONDS),
        (resource.RLIMIT_AS, MEMORY_LIMIT_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):
            # macOS knows the limit of memory but refuses to set it.
            continue


def main() -> None:
    """Read the file on standard input and write its cells to standard output."""
    limit_this_process()
    answer = read_content(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer, separators=(",", ":")).encode())


if __name__ == "__main__":
    main()
