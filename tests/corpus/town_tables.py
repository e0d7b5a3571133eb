"""The small tables of an invented town that the corpus spoils, and where their cells are."""

from collections.abc import Mapping, Sequence

from tests.corpus.packages import rows_xml, sheet_xml, xlsx

ACTOR_HEADINGS = (
    "Toimijan tunnus", "Nimi", "Nelikierteen osa", "Toimijatyyppi", "Päätoimiala", "Nimi julkinen", "Mukana alkaen",
    "Lähde",
)  # fmt: skip
ACTOR_COLUMNS = ("actor_id", "name", "helix", "actor_type", "primary_sector", "name_is_public", "active_from", "source")
FIRST_ACTOR = ("kivijarvi-001", "Ahjo Oy", "Yritykset", "Pk-yritys", "Metsäteollisuus", "kyllä", "1.9.2021", "kysely")
SECOND_ACTOR = ("kivijarvi-002", "Palikka Oy", "Yritykset", "Pk-yritys", "Meriklusteri", "ei", "", "")

FIGURE_HEADINGS = ("Vuosi", "Toimiala", "Henkilöstö", "Yritykset", "Liikevaihto €", "TKI-henkilöstö htv", "Lähde")
FIGURE_COLUMNS = (
    "year", "sector", "employee_count", "firm_count", "turnover_eur", "rd_person_years", "source",
)  # fmt: skip
FIRST_FIGURES = (2021, "Metsäteollisuus", 120, 8, 1500000.5, 2.5, "rekisteri")
TOTAL_FIGURES = (2021, "Yhteensä", 120, 8, 1500000.5, 2.5, "rekisteri")

NARRATIVE_HEADINGS = ("Raportti", "Luku", "Kieli", "Teksti", "Kirjoittajan rooli", "Tila")


def changed(row: Sequence[object], columns: Sequence[str], changes: Mapping[str, object]) -> list[object]:
    """Return a row in which some columns hold something else."""
    return [changes.get(column, value) for column, value in zip(columns, row, strict=True)]


def actor_rows(**changes: object) -> list[Sequence[object]]:
    """Return the actors with their heading; the first actor's columns changed."""
    return [ACTOR_HEADINGS, changed(FIRST_ACTOR, ACTOR_COLUMNS, changes), SECOND_ACTOR]


def figure_rows(**changes: object) -> list[Sequence[object]]:
    """Return the key figures with their heading; the first row's columns changed."""
    return [FIGURE_HEADINGS, changed(FIRST_FIGURES, FIGURE_COLUMNS, changes), TOTAL_FIGURES]


def actors_workbook(**changes: object) -> bytes:
    """Return a workbook of actors, the first one's columns changed."""
    return xlsx({"Toimijat": sheet_xml(rows_xml(actor_rows(**changes)))})


def figures_workbook(**changes: object) -> bytes:
    """Return a workbook of key figures, the first row's columns changed."""
    return xlsx({"Tunnusluvut": sheet_xml(rows_xml(figure_rows(**changes)))})
