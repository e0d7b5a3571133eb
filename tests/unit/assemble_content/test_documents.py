"""What a built document says of itself, and that equal inputs give equal bytes."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from tasks.assemble.documents import build_document
from tasks.assemble.outline import outline
from tasks.assemble.registry import DELIVERABLES, find_deliverable
from tests.golden.invented_quarter import built_document, document_inputs, finding
from tests.golden.invented_submissions import SENT

HASH_OF_EACH = """
import hashlib
from tasks.assemble.documents import build_document
from tasks.assemble.registry import DELIVERABLES
from tests.golden.invented_quarter import document_inputs
for deliverable in DELIVERABLES:
    town = "network" if deliverable.scope == "network" else "esimerkkila"
    inputs = document_inputs(town, deliverable=deliverable.id)
    print(hashlib.sha256(build_document(deliverable, inputs).content).hexdigest())
"""


def build(town, deliverable="situation_picture", **options):
    if not options:
        return built_document(deliverable, town)
    return build_document(find_deliverable(deliverable), document_inputs(town, **options))


def test_a_document_is_named_by_package_deliverable_town_quarter_and_language():
    built = build("esimerkkila")
    assert built.id == "situation_picture_esimerkkila_fi"
    assert built.file_name == "tp1_situation_picture_esimerkkila_2022Q3_fi.docx"
    assert built.title.sv == "Lägesbild av innovationsekosystemet: Esimerkkilä"


def test_a_complete_document_has_no_gaps():
    assert build("esimerkkila").gaps == ()


def test_gaps_name_what_is_missing_and_what_is_older():
    silent, unknown = build("hiljala").gaps, build("tyhjala").gaps
    assert silent[0].fi == "Tiedot ovat aiemmasta lähetyksestä (Q2/2022)."
    assert "Taulukkoa Haastattelut ja työpajat ei ole toimitettu." in [gap.fi for gap in silent]
    assert [gap.en for gap in unknown] == ["Tyhjälä: no data has been delivered."]


def test_a_rejected_table_is_a_gap_that_says_so():
    sent = {**SENT, "esimerkkila": {k: v for k, v in SENT["esimerkkila"].items() if k != "actors"}}
    built = build("esimerkkila", sent=sent, rejected=[("esimerkkila", "actors")])
    assert [gap.fi for gap in built.gaps] == ["Taulukko Toimijat on hylätty, eikä aiempaa hyväksyttyä ole."]
    assert "Taulukkoa Toimijat ei ole voitu käyttää" in outline(built.content)


def test_findings_are_listed_to_forty_and_the_rest_is_counted():
    findings = [finding("esimerkkila", number) for number in range(2, 45)]
    text = outline(build("esimerkkila", findings=findings).content)
    assert "43 huomautusta" in text
    assert "ACT-002 (43)" in text
    assert text.count("ACT-002 | Toimijat ") == 40
    assert "Lisäksi aineistossa on 3 huomautusta, jotka eivät mahdu taulukkoon." in text


def test_findings_of_another_town_are_not_told():
    text = outline(build("esimerkkila", findings=[finding("mallila", 2)]).content)
    assert "Aineiston tarkistuksissa ei tehty havaintoja." in text


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_equal_inputs_give_equal_bytes_in_another_process_with_another_hash_seed(seed):
    here = [
        hashlib.sha256(build("network" if one.scope == "network" else "esimerkkila", one.id).content).hexdigest()
        for one in DELIVERABLES
    ]
    there = subprocess.run(
        [sys.executable, "-c", HASH_OF_EACH],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.split() == here


def test_a_document_that_is_made_without_what_it_builds_on_says_so_on_its_cover():
    inputs = document_inputs("network", deliverable="network_strategy")
    without = replace(inputs, missing_basis=("network_picture", "town_strategy"))
    built = build_document(find_deliverable("network_strategy"), without)
    told = "Asiakirjoja, joihin tämä perustuu, ei ole julkaistu: Verkoston tilannekuva, Strategia."
    assert built.gaps[0].fi == told
    assert built.gaps[0].en.endswith("have not been published: Network picture, Strategy.")
    assert told in outline(built.content).split("[Heading1]")[0]
    assert told not in outline(built_document("network_strategy", "network").content)
