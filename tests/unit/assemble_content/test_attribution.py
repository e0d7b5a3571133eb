"""How official statistics are named below a figure: as CC BY 4.0 asks, and never for invented numbers."""

import pandas as pd
import pytest

from config.texts import Text
from tasks.assemble.scope import attribution
from tasks.reference.snapshot import Dataset


def dataset(**changes):
    stated = {
        "name": "jobs_by_industry@2022-09-16",
        "title": Text(fi="Alueella työssäkäyvät (115h)", sv="Sysselsatta i området (115h)", en="Jobs (115h)"),
        "source": Text(fi="Tilastokeskus", sv="Statistikcentralen", en="Statistics Finland"),
        "licence": "CC BY 4.0",
        "retrieved": "2022-09-16",
        "classification_year": 2022,
        "is_sample": False,
        "sha256": "0" * 64,
        "frame": pd.DataFrame(),
        "updated": "2022-09-15",
    }
    return Dataset(**{**stated, **changes})


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "Tilastokeskus, Alueella työssäkäyvät (115h), päivitetty 15.9.2022, haettu 16.9.2022, CC BY 4.0, "
         "tietoja muokattu hankkeessa"),
        ("sv", "Statistikcentralen, Sysselsatta i området (115h), uppdaterad 15.9.2022, hämtad 16.9.2022, CC BY 4.0, "
         "uppgifterna bearbetade i projektet"),
        ("en", "Statistics Finland, Jobs (115h), updated 15 September 2022, retrieved 16 September 2022, CC BY 4.0, "
         "data modified by the project"),
    ],
)  # fmt: skip
def test_office_table_days_licence_and_that_the_data_was_modified_are_named(language, words):
    assert attribution(dataset(), language) == words


def test_a_table_that_does_not_say_its_update_is_named_without_it():
    words = "Tilastokeskus, Alueella työssäkäyvät (115h), haettu 16.9.2022, CC BY 4.0, tietoja muokattu hankkeessa"
    assert attribution(dataset(updated=""), "fi") == words


def test_invented_statistics_claim_no_licence():
    invented = dataset(is_sample=True, source=Text(fi="Keksitty", sv="Påhittad", en="Invented"), updated="")
    assert attribution(invented, "fi") == "Keksitty, Alueella työssäkäyvät (115h), 16.9.2022"
