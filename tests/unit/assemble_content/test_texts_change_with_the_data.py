"""Sentences follow the numbers: what a small town, a silent one and a contradiction make a document say."""

import dataclasses

import pandas as pd
import pytest

from config.texts import Text
from tasks.assemble.documents import build_document
from tasks.assemble.outline import outline
from tasks.assemble.registry import find_deliverable
from tasks.reference.snapshot import ReferenceSnapshot
from tests.golden.invented_quarter import built_document, document_inputs
from tests.golden.invented_submissions import ESIMERKKILA, SENT


def text_of(town, **changed):
    """Return what a town's document says, with some of the tables that it sent changed."""
    if not changed:
        return outline(built_document("situation_picture", town).content)
    inputs = document_inputs(town, {**SENT, town: {**SENT[town], **changed}})
    return outline(build_document(find_deliverable("situation_picture"), inputs).content)


@pytest.fixture(scope="module")
def small():
    return text_of("mallila")


def test_an_interval_on_both_sides_of_one_is_said_not_to_differ(small):
    line = next(line for line in small.splitlines() if line.startswith("- Metsäteollisuus"))
    assert "ei poikkea koko maasta luotettavasti" in line


def test_a_suppressed_number_is_said_to_be_so_and_why_once(small):
    assert "- Teknologiateollisuus: salattu" in small
    assert small.count("Luku salataan, jos toimialalla on alle 3 yritystä") == 1


def test_a_contradiction_between_phase_and_evidence_is_a_warning(small):
    warnings = [line for line in small.splitlines() if line.startswith("[Warning]")]
    assert len(warnings) == 2
    assert "ei ole nimetty orkestroijaa" in warnings[0]
    assert "korkeakouluihin tai tutkimuslaitoksiin ei ole kirjattu" in warnings[1]


def test_a_municipality_is_not_called_a_town(small):
    assert "# Kunnan toimintaympäristö" in small
    assert "Kaupungin" not in small


def test_missing_parts_of_the_helix_are_named_with_the_verb_that_they_take(small):
    assert "Nelikierteestä puuttuvat korkeakoulut ja tutkimus sekä kansalaisyhteiskunta." in small
    without_associations = ESIMERKKILA["actors"].replace("civil_society", "public")
    assert "Nelikierteestä puuttuu kansalaisyhteiskunta." in text_of("esimerkkila", actors=without_associations)


def test_a_population_that_grew_is_not_said_to_have_fallen(small):
    assert "väkiluku on laskenut" in small
    assert "Vuonna 2019 työpaikkoja oli ‹val:job_count.2019›308, joten määrä on kasvanut." in small


def test_a_year_that_was_not_over_at_the_quarters_end_is_not_told(small):
    assert "9 000 asukasta" not in small


def test_a_silent_town_stands_on_its_last_registers_and_says_their_date():
    text = text_of("hiljala")
    assert "Tiedot perustuvat 20.6.2022 päivättyyn lähetykseen (Q2/2022)." in text
    assert "taulukot Toimijat ja Yhteydet, aiempi lähetys 20.6.2022" in text


def test_a_town_that_never_sent_anything_has_only_charts_from_statistics():
    text = text_of("tyhjala")
    charts = [line for line in text.splitlines() if line.startswith("[chart")]
    assert charts == ["[chart line: population]", "[chart line: jobs]", "[chart grouped bar: shares]"]
    assert "[figure" not in text
    assert "Kaupungin tietoja ei ole toimitettu kierroksella Q3/2022 eikä sitä ennen." in text


def test_too_few_scored_dimensions_give_no_phase():
    lines = ESIMERKKILA["maturity_scores"].strip().splitlines()
    three = "\n".join([lines[0], *lines[5:8]])
    text = text_of("esimerkkila", maturity_scores=three)
    assert "kehitysvaihe ei ole arvioitavissa, koska pisteet on annettu alle neljästä ulottuvuudesta" in text


def test_gap_lists_without_rows_are_not_called_covered():
    text = text_of("esimerkkila", competence_gaps="gap_id | sector | description | gap_type | importance | status")
    assert "Osaamispuutteita ei ole kirjattu." in text
    assert "on katettu" not in text


class TestTextsOfPeople:
    def test_an_approved_text_stands_without_a_remark(self):
        text = text_of("esimerkkila")
        assert "Kaupungin oma tiivistelmä:\n{edit:summary" in text

    def test_a_draft_is_named_as_one_outside_the_control(self):
        assert "Tekstin tila: luonnos, 26.9.2022.\n{edit:weaknesses" in text_of("esimerkkila")

    def test_a_text_in_another_language_is_left_for_that_language(self):
        text = text_of("esimerkkila")
        assert "Förbindelserna växer." not in text
        assert "Kaupunki täydentää tähän oman kuvauksensa yhteyksistä ja verkostosta." in text

    def test_a_text_of_an_earlier_quarter_is_dated(self):
        assert "(hyväksytty, 20.6.2022, aiempi lähetys Q2/2022):\n{edit:actors" in text_of("hiljala")


@pytest.fixture(scope="module")
def network():
    return outline(built_document("network_picture", "network").content)


class TestNetwork:
    def test_towns_stand_in_alphabetical_order(self, network):
        after = network.partition("{gen:synthesis")[2].splitlines()[3:7]
        assert [row.split("|")[0].strip() for row in after] == ["Esimerkkilä", "Hiljala", "Mallila", "Tyhjälä"]

    def test_it_says_who_is_missing_and_that_nothing_was_scaled_up(self, network):
        assert "‹val:town_with_data_count›3 kunnan tiedot verkoston 4 kunnasta" in network
        assert "Tyhjälä ei ole toimittanut tietoja lainkaan." in network
        assert "eikä niitä ole korotettu koko verkoston tasolle" in network

    def test_a_town_without_data_has_words_and_no_zeros(self, network):
        rows = [line.strip() for line in network.splitlines() if line.strip().startswith("Tyhjälä |")]
        assert "Tyhjälä | ei tietoa | ei tietoa | ei tietoa | ei tietoa" in rows
        assert not [row for row in rows if "| 0 |" in row]

    def test_places_are_named_in_the_case_that_the_sentence_needs(self, network):
        assert "Tiedot puuttuvat Hiljalasta ja Tyhjälästä." in network
        assert "Yhteyksiä muihin verkoston kuntiin ei ole kirjattu Hiljalassa." in network

    def test_it_names_the_towns_whose_phase_contradicts_the_evidence(self, network):
        assert "[Warning] Kehitysvaiheen arvio ja muu aineisto ovat ristiriidassa: Mallila." in network

    def test_a_network_of_which_nobody_sent_anything_is_still_a_document(self):
        inputs = document_inputs("network", {})
        text = outline(build_document(find_deliverable("network_picture"), inputs).content)
        assert "Yhdeltäkään kunnalta ei ole tietoja" in text
        assert "[chart" not in text


def test_a_joint_unit_is_called_an_area():
    inputs = document_inputs("esimerkkila")
    unit = inputs.project.towns["esimerkkila"].model_copy(update={"kind": "joint_unit"})
    project = inputs.project.model_copy(update={"towns": {**inputs.project.towns, "esimerkkila": unit}})
    built = build_document(find_deliverable("situation_picture"), dataclasses.replace(inputs, project=project))
    assert "# Alueen toimintaympäristö" in outline(built.content)


def test_two_actors_without_links_give_neither_a_drawing_nor_an_index():
    text = text_of("mallila", links="from_id | to_id | link_type | intensity")
    assert "[figure" not in text
    assert "E–I-indeksi on" not in text


def ring(helices, count=24):
    """The tables of a town whose actors stand in a ring, each linked to the next; their helices repeat."""
    actors = ["actor_id | name | helix | actor_type | primary_sector | role | name_is_public"]
    links = ["from_id | to_id | link_type | intensity"]
    for number in range(count):
        helix = helices[number % len(helices)]
        kind = "sme" if helix == "business" else "municipality"
        actors.append(f"mallila-{number:03} | Keksitty {number} Oy | {helix} | {kind} | muu | member | true")
        links.append(f"mallila-{number:03} | mallila-{(number + 1) % count:03} | network | 1")
    return {"actors": "\n".join(actors), "links": "\n".join(links)}


@pytest.mark.parametrize(
    ("helices", "words"),
    [
        (("business", "public"), "Nelikierteen osien välisiä yhteyksiä on siis vähintään sen verran kuin"),
        (("business",) * 12 + ("public",) * 12, "Nelikierteen osien välisiä yhteyksiä on siis vähemmän kuin"),
        (("business", "business", "public", "public"), "ei siis poikkea luotettavasti siitä, mitä osien koon"),
    ],
)
def test_the_reading_of_the_ei_index_follows_its_interval(helices, words):
    text = text_of("mallila", **ring(helices))
    sentence = next(line for line in text.splitlines() if "E–I-indeksi" in line and "odotettu arvo" in line)
    assert "(95\u00a0%:n väli ‹val:ei_index.helix.interval›" in sentence
    assert words in sentence


def test_density_and_mean_degree_of_twenty_actors_have_their_intervals_beside_them():
    text = text_of("mallila", **ring(("business", "public")))
    assert "keskimäärin ‹val:mean_degree›2,0 yhteyttä (95\u00a0%:n väli ‹val:mean_degree.interval›" in text
    assert "on ‹val:network_density›0,087 (95\u00a0%:n väli ‹val:network_density.interval›" in text
    assert "jos kartoitus olisi tavoittanut osin toisia toimijoita." in text
    assert "95\u00a0%:n väli ‹val:mean_degree" not in text_of("mallila")


def test_the_share_of_links_between_towns_has_its_interval_beside_it():
    inputs = document_inputs("network", {**SENT, "mallila": {**SENT["mallila"], **ring(("business", "public"))}})
    text = outline(build_document(find_deliverable("network_picture"), inputs).content)
    assert "(95\u00a0%:n väli ‹val:cross_town_link_share_pct.interval›" in text
    sentence = next(line for line in text.splitlines() if "Kuntien välistä yhteydenpitoa kuvaava" in line)
    assert "‹val:ei_index.town.interval›" in sentence
    assert "Kuntien välisiä yhteyksiä on siis vähemmän kuin toimijamäärien perusteella voisi odottaa." in sentence


def test_jobs_beside_the_employed_residents_are_a_key_number_with_its_source():
    inputs = document_inputs("esimerkkila")
    assert "Työpaikkaomavaraisuus" not in text_of("esimerkkila")
    like = inputs.values[(inputs.values["indicator"] == "job_count") & (inputs.values["town"] == "esimerkkila")]
    measured = like[like["dimension"] == "2021"].assign(
        indicator="workplace_self_sufficiency_pct",
        unit="pct",
        value=112.5,
        reference_snapshot="employed_residents@2022-09-01",
    )
    residents = dataclasses.replace(
        inputs.snapshot.datasets["jobs_by_sector"],
        name="employed_residents@2022-09-01", title=Text(fi="Työlliset", sv="Sysselsatta", en="Employed"),
    )  # fmt: skip
    snapshot = ReferenceSnapshot({**inputs.snapshot.datasets, "employed_residents": residents})
    told = dataclasses.replace(inputs, values=pd.concat([inputs.values, measured]), snapshot=snapshot)
    text = outline(build_document(find_deliverable("situation_picture"), told).content).replace("\u00a0", " ")
    assert "Työpaikkaomavaraisuus | 112,5 % | 2021" in text
    assert "Keksitty tilasto, Työlliset, 1.9.2022" in text
    assert "Työpaikkaomavaraisuus | Alueella olevien työpaikkojen määrä" in text
