"""Writes the whole sample: submissions, official statistics and, for invented towns, their configuration."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cli.sample.csv_files import csv_file_name, write_csv_files
from cli.sample.habits import apply_habits
from cli.sample.invented import write_invented_config
from cli.sample.mistakes import make_mistakes
from cli.sample.opendocument import write_opendocument
from cli.sample.profiles import TownProfile
from cli.sample.reference import write_reference
from cli.sample.roles import Role, assign_roles, assign_roles_over_time
from cli.sample.sheets import SHEET_ORDER, plan_sheets
from cli.sample.towns import SampleNetwork
from cli.sample.workbook import write_workbook
from config.loading import load_project
from config.models import Project
from config.quarters import Quarter
from config.texts import LANGUAGES

MOST_TOWNS = 10_000

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class SampleReport:
    """What was written.

    Attributes:
        out: The folder below which everything stands.
        quarter: The quarter that the submissions are for.
        seed: The seed that made them.
        roles: How each town's submission comes, by slug.
        files: Every data file, relative to the folder.
        config_folder: The configuration of the invented towns; None when the towns are the project's own.
    """

    out: Path
    quarter: Quarter
    seed: int
    roles: Mapping[str, Role]
    files: tuple[str, ...]
    config_folder: Path | None

    def towns_with(self, role: Role) -> list[str]:
        """Return the towns that have a role."""
        return [town for town, given in self.roles.items() if given == role]


def write_sample(
    project: Project,
    out: Path,
    quarter: Quarter,
    town_count: int | None = None,
    seed: int = 1,
    progress: Progress | None = None,
) -> SampleReport:
    """Write invented submissions and statistics below a folder and return who sends what.

    Args:
        project: The project whose towns send; not used when `town_count` is given.
        out: Folder that gets `inputs/`, `reference/` and, with `town_count`, `config/`.
        quarter: The quarter that the submissions are for.
        town_count: Number of invented towns; None takes the project's own towns.
        seed: Equal seeds give equal bytes.
        progress: Called with the number of towns written and of all.

    Raises:
        ValueError: `town_count` is not between 1 and 10,000.
    """
    config_folder = None
    if town_count is not None:
        if not 1 <= town_count <= MOST_TOWNS:
            raise ValueError(f"the sample can have 1 to {MOST_TOWNS} towns, not {town_count}")
        config_folder = out / "config"
        write_invented_config(config_folder, town_count, seed)
        project = load_project(config_folder)
    roles = assign_roles(list(project.towns), seed)
    network = SampleNetwork(project, quarter, seed)
    files: list[Path] = []
    for done, profile in enumerate(network.profiles, start=1):
        files += _write_town(network, profile, roles[profile.town.slug], out)
        if progress is not None:
            progress(done, len(network.profiles))
    files += write_reference(project, network.profiles, out, quarter)
    return SampleReport(
        out=out,
        quarter=quarter,
        seed=seed,
        roles=roles,
        files=tuple(sorted(path.relative_to(out).as_posix() for path in files)),
        config_folder=config_folder,
    )


def write_whole_sample(project: Project, out: Path, seed: int = 1, progress: Progress | None = None) -> SampleReport:
    """Write what the towns send in each quarter of the calendar and return who sends what in the last one.

    The quarters tell one history: who joined and what began stays in the later ones, and no quarter knows of a later
    one. In each, some towns send OpenDocument or CSV files, one a workbook with mistakes and one nothing.

    Args:
        project: The project whose towns send.
        out: Folder that gets `inputs/` and `reference/`.
        seed: Equal seeds give equal bytes.
        progress: Called with the number of quarters written and of all.
    """
    quarters = sorted(project.calendar.quarters)
    roles = assign_roles_over_time(list(project.towns), project.identity.coordinator, quarters, seed)
    files: list[Path] = []
    for done, quarter in enumerate(quarters, start=1):
        network = SampleNetwork(project, quarter, seed, seen_from=quarters[-1])
        for profile in network.profiles:
            files += _write_submission(network, profile, roles[quarter][profile.town.slug], out, quarter)
        # The statistics of the first quarter, and those that the later ones use.
        if quarter in (quarters[0], quarters[-1]):
            files += write_reference(project, network.profiles, out, quarter)
        if progress is not None:
            progress(done, len(quarters))
    names = tuple(sorted({path.relative_to(out).as_posix() for path in files}))
    return SampleReport(out, quarters[-1], seed, roles[quarters[-1]], names, config_folder=None)


def _write_town(network: SampleNetwork, profile: TownProfile, role: Role, out: Path) -> list[Path]:
    files = []
    # Before the project's first quarter nobody was asked.
    quarters = [q for q in (network.quarter, network.quarter.previous) if q in network.project.calendar.quarters]
    for quarter in quarters:
        files += _write_submission(network, profile, role, out, quarter)
    return files


def _write_submission(
    network: SampleNetwork, profile: TownProfile, role: Role, out: Path, quarter: Quarter
) -> list[Path]:
    """Return the files that a town sends for a quarter, written in place of those of an earlier sample."""
    folder = out / "inputs" / str(quarter) / profile.town.slug
    _remove_earlier(network.project, folder, f"{profile.town.slug}_{quarter}")
    files = []
    for name, content in submission_files(network, profile, role, quarter).items():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
        files.append(folder / name)
    return files


def submission_files(network: SampleNetwork, profile: TownProfile, role: Role, quarter: Quarter) -> dict[str, bytes]:
    """Return the files that a town sends for a quarter, by name; none when it sends nothing.

    The silent and the faulty town sent everything in order a quarter earlier, so that their registers stand.
    """
    is_earlier = quarter != network.quarter
    if is_earlier != (role == Role.SILENT) and not (is_earlier and role == Role.FAULTY):
        return {}
    town, language = profile.town, profile.language
    sheets = plan_sheets(network.project, network.tables(profile, quarter), language)
    if role == Role.FAULTY and not is_earlier:
        make_mistakes(network.project, sheets, language)
    if role == Role.CLEAN:
        apply_habits(network.project, sheets, language, profile.index)
    sheets = [sheet for sheet in sheets if sheet.rows]
    title = f"{town.name.in_language(language)} {quarter.label}"
    stem = f"{town.slug}_{quarter}"
    if role == Role.CSV_FILES:
        return write_csv_files(sheets)
    if role == Role.OPEN_DOCUMENT:
        return {f"{stem}.ods": write_opendocument(sheets, title)}
    return {f"{stem}.xlsx": write_workbook(sheets, title)}


def _remove_earlier(project: Project, folder: Path, stem: str) -> None:
    """Remove what an earlier sample of another seed may have left, and nothing else."""
    names = {f"{stem}.xlsx", f"{stem}.ods"}
    for table in SHEET_ORDER:
        names |= {csv_file_name(table, project.tables[table].name.in_language(language)) for language in LANGUAGES}
    for name in sorted(names):
        (folder / name).unlink(missing_ok=True)
