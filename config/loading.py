"""Reads a configuration folder into one frozen `Project`, or says which file, key and value is wrong."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from config.calendar import Calendar
from config.contracts import Correction, IndicatorText, Message, TableContract
from config.models import (
    ActorTypesFile,
    Budget,
    JointUnit,
    Project,
    ProjectIdentity,
    SectorsFile,
    Town,
    TownsFile,
    WorkPackagesFile,
)
from config.settings import Settings
from config.statistics import OfficialStatistics
from config.texts import Text
from config.yaml_text import YamlTextError, read_yaml

SHIPPED_CONFIG = Path(__file__).parent
_SHIPPED_FOR_ALL = ("actor_types.yaml", "code_lists.yaml", "indicators.yaml", "messages", "tables")
"""What says nothing of one project, so that another needs no copy of it."""
TOTAL_SECTOR = "yhteensa"
_TOTAL_LABEL = Text(fi="Yhteensä", sv="Totalt", en="Total")
UNALLOCATED = "kohdentamaton"
"""Stands for the work package in a budget row whose work package is not decided."""
_UNALLOCATED_LABEL = Text(fi="Kohdentamaton", sv="Ofördelat", en="Unallocated")

Model = TypeVar("Model", bound=BaseModel)


class ConfigError(Exception):
    """A configuration file is missing or wrong; the text says where and what is allowed."""


@cache
def current_project() -> Project:
    """Return the project of the configured folder, read once in a process.

    Raises:
        ConfigError: As `load_project`.
    """
    return load_project(Settings().config_folder)


def load_project(folder: Path = SHIPPED_CONFIG) -> Project:
    """Return the project that a configuration folder describes.

    The form and its words (`tables/`, `messages/`, `code_lists.yaml`, `actor_types.yaml`, `indicators.yaml`) are the
    shipped ones where the folder has none of its own.

    Raises:
        ConfigError: A file is missing, is not YAML, has an unknown key or a value that is not allowed, or two files
            disagree (a town that does not exist, a code list without labels).
    """
    towns_file = _read_model(folder / "towns.yaml", TownsFile)
    sectors = _read_model(folder / "sectors.yaml", SectorsFile).sectors
    packages = _read_model(folder / "work_packages.yaml", WorkPackagesFile)
    actor_types = _read_model(_own_or_shipped(folder, "actor_types.yaml"), ActorTypesFile)
    code_lists = _read_mapping(_own_or_shipped(folder, "code_lists.yaml"), dict[str, dict[str, Text]])
    code_lists["sector"] = {name: sector.name for name, sector in sectors.items()}
    code_lists["sector_or_total"] = {**code_lists["sector"], TOTAL_SECTOR: _TOTAL_LABEL}
    units = _reporting_units(towns_file)
    budget = _read_model(folder / "budget.yaml", Budget)
    identity = _read_model(folder / "project.yaml", ProjectIdentity)
    code_lists["town"] = {slug: town.name for slug, town in units.items()} | towns_file.former_towns
    code_lists["work_package"] = {name: package.name for name, package in packages.work_packages.items()}
    code_lists["work_package"][UNALLOCATED] = _UNALLOCATED_LABEL
    code_lists["cost_type"] = {name: cost.name for name, cost in budget.cost_types.items()}
    tables = {
        table.id: _of_project(table, budget, identity.coordinator, next(iter(packages.work_packages)))
        for table in (
            _read_model(path, TableContract) for path in sorted(_own_or_shipped(folder, "tables").glob("*.yaml"))
        )
    }
    messages: dict[str, Message] = {}
    for path in sorted(_own_or_shipped(folder, "messages").glob("*.yaml")):
        messages.update(_read_mapping(path, dict[str, Message]))
    corrections: dict[str, Correction] = {}
    for path in sorted((folder / "corrections").glob("*.yaml")):
        corrections.update(_read_mapping(path, dict[str, Correction]))
    project = Project(
        identity=identity,
        towns=units,
        former_towns=towns_file.former_towns,
        regions=towns_file.regions,
        sectors=sectors,
        statistics=_read_model(folder / "reference.yaml", OfficialStatistics),
        work_packages=packages.work_packages,
        dependencies=packages.dependencies,
        calendar=_read_model(folder / "calendar.yaml", Calendar),
        budget=budget,
        code_lists=code_lists,
        helix_of_actor_type=actor_types.helix_of_actor_type,
        higher_education_types=actor_types.higher_education,
        tables=tables,
        messages=messages,
        corrections=corrections,
        indicators=_read_mapping(_own_or_shipped(folder, "indicators.yaml"), dict[str, IndicatorText]),
        digest=_digest(folder),
    )
    _check_references(project, towns_file)
    return project


def _of_project(table: TableContract, budget: Budget, town: str, package: str) -> TableContract:
    """Return a table with the years of the project's budget, and with its own town and work package as examples."""

    def filled(text: str) -> str:
        return text.replace("%town%", town).replace("%work_package%", package)

    columns = {}
    for name, column in table.columns.items():
        words = Text(fi=filled(column.help.fi), sv=filled(column.help.sv), en=filled(column.help.en))
        first = min(budget.years) if column.minimum is None else column.minimum
        limits = {"minimum": first, "maximum": max(budget.years)} if column.of_budget else {}
        columns[name] = column.model_copy(update={"help": words, **limits})
    return table.model_copy(update={"columns": columns})


def _own_or_shipped(folder: Path, name: str) -> Path:
    """Return a file or folder of the configuration, or the shipped one: only of what says nothing of one project."""
    return folder / name if (folder / name).exists() else SHIPPED_CONFIG / name


def _reporting_units(towns_file: TownsFile) -> dict[str, Town]:
    joined = {member for unit in towns_file.joint_units.values() for member in unit.members}
    units = {slug: town for slug, town in towns_file.towns.items() if slug not in joined}
    for slug, unit in towns_file.joint_units.items():
        for member in unit.members:
            if member not in towns_file.towns:
                _disagree("towns.yaml", f"joint_units.{slug}.members", member, list(towns_file.towns))
        units[slug] = _joint_town(slug, unit, [towns_file.towns[member] for member in unit.members])
    return units


def _joint_town(slug: str, unit: JointUnit, members: list[Town]) -> Town:
    """Return one reporting unit for several municipalities; its first member gives region and role."""
    first = members[0]
    return first.model_copy(
        update={
            "slug": slug,
            "name": unit.name,
            "kind": "joint_unit",
            "language": unit.language,
            "forms": unit.forms,
            "sectors": tuple(dict.fromkeys(s for m in members for s in m.sectors)),
            "sector_lead": tuple(dict.fromkeys(s for m in members for s in m.sector_lead)),
            "population": {
                year: sum(m.population[year] for m in members)
                for year in first.population
                if all(year in m.population for m in members)
            },
            "member_codes": tuple(m.municipality_code for m in members),
        }
    )


def _check_references(project: Project, towns_file: TownsFile) -> None:
    slugs = [*towns_file.towns, *towns_file.joint_units]
    if project.identity.coordinator not in slugs:
        _disagree("project.yaml", "coordinator", project.identity.coordinator, slugs)
    for name, town in towns_file.towns.items():
        if town.region_code not in project.regions:
            _disagree("towns.yaml", f"towns.{name}.region_code", town.region_code, list(project.regions))
        for sector in (*town.sectors, *town.sector_lead):
            if sector not in project.sectors:
                _disagree("towns.yaml", f"towns.{name}.sectors", sector, list(project.sectors))
    for name, sector_model in project.sectors.items():
        for town_slug in sector_model.responsible:
            if town_slug not in slugs:
                _disagree("sectors.yaml", f"sectors.{name}.responsible", town_slug, slugs)
    for name, package in project.work_packages.items():
        if package.lead not in slugs:
            _disagree("work_packages.yaml", f"work_packages.{name}.lead", package.lead, slugs)
        for table_name in package.shown_in:
            if table_name not in project.tables:
                _disagree("work_packages.yaml", f"work_packages.{name}.shown_in", table_name, list(project.tables))
        for output, named in package.outputs.items():
            for indicator in named.planned_counts:
                if indicator not in project.indicators:
                    where = f"work_packages.{name}.outputs.{output}.planned_counts"
                    _disagree("work_packages.yaml", where, indicator, list(project.indicators))
    outputs = [output for package in project.work_packages.values() for output in package.outputs]
    for name, due in project.calendar.due.items():
        for output in due.outputs:
            if output not in outputs:
                _disagree("calendar.yaml", f"due.{name}.outputs", output, outputs)
    for name, correction in project.corrections.items():
        where = f"corrections/: {name}"
        if correction.town not in project.towns:
            _disagree(where, "town", correction.town, list(project.towns))
        if correction.table not in project.tables:
            _disagree(where, "table", correction.table, list(project.tables))
        if correction.column not in project.tables[correction.table].columns:
            _disagree(where, "column", correction.column, list(project.tables[correction.table].columns))
    for actor_type, helix in project.helix_of_actor_type.items():
        if helix not in project.code_lists["helix"]:
            _disagree("actor_types.yaml", f"helix_of_actor_type.{actor_type}", helix, list(project.code_lists["helix"]))
    for actor_type in project.code_lists["actor_type"]:
        if actor_type not in project.helix_of_actor_type:
            _disagree(
                "actor_types.yaml",
                "helix_of_actor_type",
                f"without {actor_type}",
                list(project.code_lists["actor_type"]),
            )
    for table in project.tables.values():
        for column_name, column in table.columns.items():
            if column.codes is not None and column.codes not in project.code_lists:
                where = f"columns.{column_name}.codes"
                _disagree(f"tables/{table.id}.yaml", where, column.codes, list(project.code_lists))


def _disagree(file: str, key: str, value: str, allowed: list[str]) -> None:
    raise ConfigError(f"{file}: {key} is '{value}', but only these are known: {', '.join(allowed)}")


def _read_model(path: Path, model: type[Model]) -> Model:
    try:
        return model.model_validate(_read_yaml(path))
    except ValidationError as error:
        raise ConfigError(_explain(path, error)) from error


def _read_mapping(path: Path, shape: Any) -> Any:
    try:
        return TypeAdapter(shape).validate_python(_read_yaml(path))
    except ValidationError as error:
        raise ConfigError(_explain(path, error)) from error


def _read_yaml(path: Path) -> Any:
    try:
        return read_yaml(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: the file is missing") from error
    except (YamlTextError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid YAML: {error}") from error


def _explain(path: Path, error: ValidationError) -> str:
    lines = []
    for problem in error.errors():
        key = ".".join(str(part) for part in problem["loc"]) or "(whole file)"
        value = problem.get("input")
        shown = "" if isinstance(value, dict | list) else f" = {value!r}"
        lines.append(f"{path}: {key}{shown}: {problem['msg']}")
    return "\n".join(lines)


def _digest(folder: Path) -> str:
    """Return a SHA-256 over all configuration files, so that a document can say which configuration made it."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.yaml")}
    for name in _SHIPPED_FOR_ALL:
        shipped = SHIPPED_CONFIG / name
        if not (folder / name).exists():
            paths = shipped.rglob("*.yaml") if shipped.is_dir() else (shipped,)
            files |= {path.relative_to(SHIPPED_CONFIG).as_posix(): path for path in paths}
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(name.encode())
        total.update(files[name].read_bytes())
    return total.hexdigest()
