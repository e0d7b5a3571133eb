"""A second project by configuration and templates alone: four towns, three work packages, in Swedish and English."""

import pytest

from cli.offline import accept_folder, snapshot_of_folder
from cli.sample import write_whole_sample
from config.loading import SHIPPED_CONFIG, load_project
from config.quarters import Quarter
from config.settings import PROJECT_ROOT
from tasks.assemble.documents import build_document
from tasks.assemble.outline import outline
from tasks.assemble.quality import check_document
from tasks.assemble.work_list import document_inputs, documents_to_make
from tasks.measure.changes import no_changes
from tasks.measure.quarter import measure_quarter

EXAMPLE = PROJECT_ROOT / "docs" / "examples" / "kustringen"
STRATEGIES, SHEETS = Quarter(2025, 2), Quarter(2025, 3)
OF_THE_SHIPPED_PROJECT = (
    "Iisalmi", "Idensalmi", "Kristinestad", "Regionstäder", "regionstad", "sub-regional", "Seutukaupun",
    "Norra Savolax förbund", "North Savo", "Arbets- och näringsministeriet", "TP1", "TP2", "andra arbetspaket",
    "temanätverksprojekt", "projektansökan", "lägesbild",
)  # fmt: skip


@pytest.fixture(scope="module")
def kustringen():
    """The example project; its folders hold no copy of what every project shares."""
    assert not (EXAMPLE / "config" / "tables").exists()
    return load_project(EXAMPLE / "config")


@pytest.fixture(scope="module")
def built(kustringen, tmp_path_factory):
    """Every document that the example project owes in its second and third quarter, from invented data, by quarter."""
    folder = tmp_path_factory.mktemp("kustringen")
    write_whole_sample(kustringen, folder)
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KIVIJALKA_TEMPLATES_FOLDER", str(EXAMPLE / "templates"))
        for quarter in (STRATEGIES, SHEETS):
            accepted = accept_folder(kustringen, quarter, folder)
            snapshot = snapshot_of_folder(kustringen, quarter, folder)
            values = measure_quarter(kustringen, quarter, accepted, snapshot)
            wanted = documents_to_make(kustringen, kustringen.calendar.due_in(quarter), ())
            inputs = document_inputs(kustringen, quarter, wanted, accepted, snapshot, values, no_changes())
            found[quarter] = [build_document(one.deliverable, its) for one, its in zip(wanted, inputs, strict=True)]
    return found


def test_the_documents_are_those_of_its_calendar_in_its_languages(built):
    towns = ("norrvik", "storholm", "ekbacka", "lillsund")
    assert {one.id for one in built[STRATEGIES]} == {f"town_strategy_{town}_sv" for town in towns}
    sheets = {f"invest_in_{town}_{language}" for town in towns for language in ("sv", "en")}
    of_the_ring = {f"network_marketing_sheet_network_{language}" for language in ("sv", "en")}
    assert {one.id for one in built[SHEETS]} == sheets | of_the_ring


def test_every_document_passes_the_checks_and_knows_nothing_of_the_shipped_project(built):
    for document in (*built[STRATEGIES], *built[SHEETS]):
        assert check_document(document.content) == [], document.id
        text = outline(document.content)
        assert [word for word in OF_THE_SHIPPED_PROJECT if word in text] == [], document.id


def test_files_and_covers_name_the_work_package_of_this_project(built):
    strategy = next(one for one in built[STRATEGIES] if one.id == "town_strategy_norrvik_sv")
    assert strategy.file_name == "a_town_strategy_norrvik_2025Q2_sv.docx"
    assert "Gemensam riktning" in outline(strategy.content)


def test_its_own_templates_stand_above_the_shipped_ones(built):
    sheet = {one.id: outline(one.content) for one in built[SHEETS]}
    swedish, english = (sheet[f"network_marketing_sheet_network_{language}"] for language in ("sv", "en"))
    assert "Bo och arbeta i Kustringen" in swedish
    assert "som finansieras av Exempelfonden och av ringens 4 städer" in swedish
    assert "Live and work in the Coastal ring" in english
    assert "which is funded by Example Fund" in english
    assert "Om uppgifterna" in swedish, "the shipped chapters are there too"


def test_the_shipped_project_uses_none_of_it(project):
    assert load_project(SHIPPED_CONFIG).digest == project.digest
    assert {one.language for one in documents_to_make(project, ("network_strategy",), ())} == {"fi"}
    for deliverable in project.calendar.due:
        assert project.calendar.due[deliverable].languages == ()
