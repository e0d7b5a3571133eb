import hashlib
import os
import subprocess
import sys
from pathlib import Path

from cli.sample import SampleReport, write_sample
from config.models import Project
from config.quarters import Quarter

QUARTER = Quarter(2022, 3)
_PROGRAM = """
import sys
from pathlib import Path
from cli.sample import write_sample
from config.loading import load_project
from config.quarters import Quarter

write_sample(load_project(), Path(sys.argv[1]), Quarter(2022, 3), town_count=int(sys.argv[2]) or None, seed=1)
"""


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def write_in_another_process(out: Path, hash_seed: str, town_count: int = 0) -> dict[str, str]:
    subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(out), str(town_count)],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        cwd=Path(__file__).parents[3],
    )
    return digests(out)


def test_an_equal_seed_gives_equal_bytes_in_another_process(ten_towns: SampleReport, tmp_path: Path):
    first = digests(ten_towns.out)
    assert sorted(first) == list(ten_towns.files)
    assert write_in_another_process(tmp_path / "a", hash_seed="1") == first
    assert write_in_another_process(tmp_path / "b", hash_seed="4242") == first


def test_invented_towns_and_their_configuration_are_equal_too(tmp_path: Path):
    first = write_in_another_process(tmp_path / "a", hash_seed="0", town_count=12)
    assert write_in_another_process(tmp_path / "b", hash_seed="99", town_count=12) == first
    assert "config/towns.yaml" in first


def test_another_seed_gives_other_figures(ten_towns: SampleReport, project: Project, tmp_path: Path):
    other = write_sample(project, tmp_path, QUARTER, seed=2)
    name = "reference/jobs_by_sector@2022-09-01/data.csv"
    assert digests(other.out)[name] != digests(ten_towns.out)[name]


def test_a_second_seed_in_the_same_folder_leaves_nothing_of_the_first(project: Project, tmp_path: Path):
    write_sample(project, tmp_path, QUARTER, seed=1)
    own = tmp_path / "inputs/2022Q3/iisalmi/muistiinpanot.txt"
    own.write_text("oma tiedosto", encoding="utf-8")
    second = write_sample(project, tmp_path, QUARTER, seed=2)
    assert sorted(digests(tmp_path)) == sorted([*second.files, own.relative_to(tmp_path).as_posix()])
