"""Prints what Kivijalka costs: start of the command, and the pure stages with the share of each.

`make bench` runs it. Numbers are measured, never asserted: machines differ.
"""

import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path


def main() -> None:
    """Measure each part in a process of its own, so that one part's memory and imports do not count for another."""
    print("Start of the command")
    command = shutil.which("kivijalka") or str(Path(sys.executable).parent / "kivijalka")
    times = [_seconds([command, "--help"]) for _ in range(5)]
    print(f"  kivijalka --help                    {min(times):6.2f} s wall (best of 5; target 0.5)\n")
    subprocess.run([sys.executable, "-m", "benchmarks.stages"], check=True)
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"  peak memory of a part               {peak_mb:6.0f} MB (target 700)\n", flush=True)
    subprocess.run([sys.executable, "-m", "benchmarks.networks"], check=True)
    subprocess.run([sys.executable, "-m", "benchmarks.structure"], check=True)


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
