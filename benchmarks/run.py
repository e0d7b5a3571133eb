"""Prints what Kivijalka costs: start of the command, the stages, edited texts, large inputs, and the download page.

`make bench` runs all of it, `python -m benchmarks.run links` one part. Numbers are measured, never asserted: machines
differ.
"""

import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

PARTS = (
    "start", "stages", "measure", "documents", "edits", "networks", "structure", "workbooks", "links", "download_page",
 "replay",
)  # fmt: skip


def main() -> None:
    """Measure each part in a process of its own, so that one part's memory and imports do not count for another."""
    wanted = sys.argv[1:] or PARTS
    unknown = [part for part in wanted if part not in PARTS]
    if unknown:
        sys.exit(f"There is no part {', '.join(unknown)}; the parts are {', '.join(PARTS)}.")
    for part in wanted:
        if part == "start":
            _print_start()
        else:
            subprocess.run([sys.executable, "-m", f"benchmarks.{part}"], check=True)
        if part == "stages":
            peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(f"  peak memory of the stages           {peak_mb:6.0f} MB (target 700)")


def _print_start() -> None:
    print("Start of the command")
    command = shutil.which("kivijalka") or str(Path(sys.executable).parent / "kivijalka")
    times = [_seconds([command, "--help"]) for _ in range(5)]
    print(f"  kivijalka --help                    {min(times):6.2f} s wall (best of 5; target 0.5)\n", flush=True)


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
