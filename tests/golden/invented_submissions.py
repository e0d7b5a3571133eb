"""What the invented towns sent, as text tables: one a table of the workbook."""
# ruff: noqa: E501 -- a row of a table stands on one line.

ESIMERKKILA = {
    "submission": """
        quarter | municipality_code | sender_role    | form_version | submitted_date | mapping_method | mapping_kind | existing_description_title | existing_description_date
        2022Q3  | 901               | project_worker | 1.0          | 2022-09-26     | own_staff      | updated      | Ekosysteemikuvaus 2019     | 2019-03-15
    """,
    "actors": """
        actor_id        | name                     | helix         | actor_type          | primary_sector | role         | rdi_activity | internationality | active_to  | name_is_public
        esimerkkila-001 | Esimerkkilän Kehitys Oy  | public        | development_company | muu            | orchestrator | occasional   | none             |            | true
        esimerkkila-002 | Keksitty Puu Oy               | business      | anchor_company      | metsa          | anchor       | continuous   | export           |            | true
        esimerkkila-003 | Keksitty Sorvaus Oy                 | business      | sme                 | teknologia     | member       | occasional   | export           |            | true
        esimerkkila-004 | Olematon Hitsaus Oy                 | business      | sme                 | teknologia     | member       | none         | none             |            | false
        esimerkkila-005 | Mallikorkeakoulu         | academia      | applied_university  | muu            | researcher   | continuous   | none             |            | true
        esimerkkila-006 | Esimerkkilän yrittäjät   | civil_society | association         | muu            | member       | none         | none             |            | true
        esimerkkila-007 | Keksitty Lopettanut Oy            | business      | sme                 | metsa          | member       | none         | none             | 2022-06-30 | true
    """,
    "external_actors": """
        external_id         | name              | country | locality | helix    | actor_type
        ulko-esimerkkila-01 | Kauko-yliopisto   | FI      | Kaukala  | academia | university
        ulko-esimerkkila-02 | Påhittad Maskin AB   | SE      | Påhittsby  | business | sme
    """,
    "links": """
        from_id         | to_id               | link_type    | intensity
        esimerkkila-001 | esimerkkila-002     | network      | 3
        esimerkkila-001 | esimerkkila-003     | network      | 2
        esimerkkila-003 | esimerkkila-001     | rdi          | 2
        esimerkkila-001 | esimerkkila-005     | rdi          | 2
        esimerkkila-002 | esimerkkila-003     | supply_chain | 1
        esimerkkila-002 | ulko-esimerkkila-02 | business     | 1
        esimerkkila-003 | ulko-esimerkkila-01 | rdi          | 1
        esimerkkila-001 | mallila-001         | network      | 1
    """,
    "key_figures": """
        year | sector      | employee_count | firm_count | turnover_eur | export_eur | rd_expenditure_eur | largest_firm_share_class
        2021 | metsa       | 800            | 20         | 90000000     | 45000000   | 900000             | under_50
        2021 | teknologia  | 520            | 25         | 60000000     | 30000000   | 1800000            | under_50
        2021 | meri        | 40             | 6          | 4000000      | 0          | 0                  | under_50
        2021 | elintarvike | 140            | 12         | 20000000     | 1000000    | 200000             | under_50
        2021 | muu         | 2500           | 300        | 200000000    | 4000000    | 1000000            | under_50
        2021 | yhteensa    | 4000           | 363        | 374000000    | 80000000   | 3900000            | under_50
    """,
    "competence_gaps": """
        gap_id          | sector     | description                               | gap_type         | importance | status
        esimerkkila-p01 | metsa      | Puurakentamisen suunnittelijoita puuttuu. | talent           | 3          | open
        esimerkkila-p02 | teknologia | Robotiikan kokeiluympäristö puuttuu.      | test_environment | 2          | partial
        esimerkkila-p03 | teknologia | Hitsausosaajia on liian vähän.            | talent           | 1          | covered
    """,
    "maturity_scores": """
        year | dimension     | score | justification                | source    | assessor_role | assessed_date
        2019 | actors        | 1     | Toimijat tunnettiin osin.    | Työpaja   | Konsultti     | 2022-08-10
        2019 | links         | 1     | Yhteyksiä oli vähän.         | Työpaja   | Konsultti     | 2022-08-10
        2019 | orchestration | 1     | Orkestroijaa ei ollut.       | Työpaja   | Konsultti     | 2022-08-10
        2019 | shared_goal   | 2     | Tavoitteesta keskusteltiin.  | Työpaja   | Konsultti     | 2022-08-10
        2022 | actors        | 3     | Toimijat on kartoitettu.     | Työpaja   | Konsultti     | 2022-08-10
        2022 | links         | 2     | Hankkeita on käynnissä.      | Työpaja   | Konsultti     | 2022-08-10
        2022 | orchestration | 3     | Kehitysyhtiö vastaa.         | Asiakirja | Konsultti     | 2022-08-10
        2022 | shared_goal   | 2     | Tavoite on kirjattu.         | Asiakirja | Konsultti     | 2022-08-10
        2022 | resources     | 2     | Rahoitus on määräaikaista.   | Asiakirja | Konsultti     | 2022-08-10
        2022 | results       |       |                              |           | Konsultti     | 2022-08-10
    """,
    "hei_presence": """
        year | institution      | level | unit_name       | staff_count | student_count
        2022 | Mallikorkeakoulu | 3     | Puutekniikka    | 14          | 0
        2022 | Kauko-yliopisto  | 1     |                 |             |
    """,
    "peer_ecosystems": """
        peer_id         | name           | country | sector | features                    | lesson                     | source_url                 | contact_state
        esimerkkila-v01 | Påhittsby Kluster | SE     | metsa  | Pieni metsäteollisuuskunta. | Yhteinen kokeiluympäristö. | https://example.org/pahittsby | contacted
    """,
    "proposals": """
        proposal_id     | title                     | justification                 | gap_ids                         | growth_area     | owner                   | urgency   | state
        esimerkkila-e01 | Kokeiluympäristö          | Yritykset tarvitsevat laitteita. | esimerkkila-p02              | Älykäs valmistus | Esimerkkilän Kehitys Oy | immediate | agreed
        esimerkkila-e02 | Puurakentamisen koulutus  | Suunnittelijoita puuttuu.     | esimerkkila-p01,esimerkkila-p03 | Puurakentaminen | Mallikorkeakoulu        | near      | draft
    """,
    "interviews_workshops": """
        event_id        | event_date | method    | organisation_helix | participant_count
        esimerkkila-h01 | 2022-07-04 | interview | business           | 2
        esimerkkila-h02 | 2022-08-15 | interview | public             | 1
        esimerkkila-h03 | 2022-09-01 | workshop  | business           | 12
    """,
    "steering": """
        decision_id | meeting_number | meeting_date | organisations_present | decision                         | owner_role       | due_date   | state
        oh01-1      | 4              | 2022-06-10   | Kunnat                | Kunnat toimittavat tietonsa.     | Projektipäällikkö | 2022-08-01 | open
        oh02-1      | 5              | 2022-09-12   | Kunnat ja rahoittaja  | Merkittiin talous tiedoksi.      | Hankesihteeri    | 2022-11-01 | open
        oh02-2      | 5              | 2022-09-12   | Kunnat ja rahoittaja  | Hyväksyttiin pöytäkirja.         | Hankesihteeri    | 2022-09-12 | closed
    """,
    "risks": """
        risk_id | description            | probability | impact | score | response            | owner_role        | state
        r01     | Kunnan tiedot puuttuvat. | 3         | 4      | 12    | Muistutus ajoissa   | Projektipäällikkö | open
        r02     | Henkilöstö vaihtuu.    | 1           | 2      | 2     | Tehtävät kirjataan  | Päätoteuttaja     | managed
        r03     | Tilat puuttuvat.       | 5           | 5      | 25    |                     | Päätoteuttaja     | closed
    """,
    "claims": """
        claim_number | cost_type | period_start | period_end | claimed_eur | approved_eur | paid_eur
        1            | personnel | 2021-09-01   | 2021-12-31 | 60000.50    | 60000.50     | 48000.40
        1            | services  | 2021-09-01   | 2021-12-31 | 10000       | 10000        | 8000
        2            | personnel | 2022-01-01   | 2022-06-30 | 100000.25   |              |
        2            | services  | 2022-01-01   | 2022-06-30 | 30000       |              |
    """,
    "costs": """
        voucher_id | partner_town | voucher_date | cost_type | work_package  | amount_eur | state
        t-1        | esimerkkila  | 2022-07-31   | personnel | TP1           | 30000.25   | recorded
        t-2        | mallila      | 2022-08-31   | personnel | TP2           | 12000      | recorded
        t-3        | esimerkkila  | 2022-09-10   | services  | TP1           | 5000       | recorded
        t-4        | esimerkkila  | 2022-09-12   | services  | kohdentamaton | 100        | rejected
    """,
    "municipal_funding": """
        partner_town | year | committed_eur | paid_eur
        esimerkkila  | 2022 | 60000         | 15000
        mallila      | 2022 | 40000         |
        hiljala      | 2022 | 25900         | 5000
    """,
    "service_feedback": """
        response_number | service                  | rating | response_days
        1               | coordination             | 4      | 2
        1               | financial_administration | 5      | 1
        2               | coordination             | 5      | 3
        2               | financial_administration | 3      | 4
    """,
    "strategy": """
        scope   | language | vision                                          | mission                | goals                | focus_areas | state    | approved_date | approved_by
        town    | fi       | Vuonna 2027 puu ja tekniikka kehittyvät yhdessä. | Yhteistyö joka viikko. | Osaaminen riittää.   | Puu         | approved | 2022-09-12    | Kaupunginhallitus
        town    | sv       | År 2027 utvecklas trä och teknik tillsammans.   | Samarbete varje vecka. | Kompetensen räcker.  | Trä         | approved | 2022-09-12    | Stadsstyrelsen
        network | fi       | Vuonna 2027 kunnat kehittävät puurakentamista yhdessä. |                 | Yhteiset hankkeet.   |             | draft    |               |
    """,
    "measures": """
        measure_id      | title                  | proposal_ids    | goal_number | owner_id        | partners         | start_date | end_date   | cost_eur | funding_source  | indicator_name   | indicator_unit | baseline_value | target_value | actual_value | state   | is_published | scope
        esimerkkila-t01 | Kokeiluhalli           | esimerkkila-e01 | 1           | esimerkkila-001 | Mallikorkeakoulu | 2022-10-01 | 2024-06-30 | 40000    | Kuntarahoitus   | Kokeilut         | kokeilua       | 0              | 3            | 0            | planned | true         | town
        esimerkkila-t02 | Suunnittelijakoulutus  |                 | 1           |                 |                  |            |            |          |                 |                  |                |                |              |              | planned | true         |
        esimerkkila-t03 | Keskeneräinen aihio    | esimerkkila-e02 |             |                 |                  |            |            |          |                 |                  |                |                |              |              | planned | false        |
        verkosto-t01    | Yhteinen hankevalmistelu | esimerkkila-e01 | 1         | esimerkkila-004 |                  | 2023-01-01 | 2025-12-31 | 60000    | EU-rahoitus     | Yhteiset hankkeet | hanketta      | 0              | 2.5          |              | planned | true         | network
    """,
    "narratives": """
        report            | chapter      | language | text                                      | author_role | state
        situation_picture | summary      | fi       | Ekosysteemi kehittyy **hallitusti**.      | Asiantuntija | approved
        situation_picture | weaknesses   | fi       | Tiloja puuttuu.                           | Asiantuntija | draft
        situation_picture | links        | sv       | Förbindelserna växer.                     | Asiantuntija | approved
        network_picture   | growth_areas | fi       | Yhteinen teema on puurakentaminen.        | Asiantuntija | approved
        invest_in         | summary      | fi       | Esimerkkilässä on tilaa kasvaa.           | Asiantuntija | approved
        invest_in         | summary      | en       | There is room to grow.                    | Asiantuntija | approved
        networking_report | lessons      | fi       | Kokeiluympäristö tarvitsee yhteisen omistajan. | Asiantuntija | draft
        hei_liaison_study | recommendation | fi     | Kokeillaan mallia yhdessä.                | Asiantuntija | draft
        ministry_agreement | agreement_progress | fi | Ministeriöön ei ole oltu yhteydessä.     | Asiantuntija | approved
    """,
    "agreements": """
        agreement_id    | title                          | parties                                   | party_ids                       | agreement_type | state  | signed_date
        esimerkkila-s01 | Kumppanuus puutekniikassa      | Esimerkkilän Kehitys Oy, Mallikorkeakoulu | esimerkkila-001,esimerkkila-005 | partnership    | signed | 2022-03-10
        esimerkkila-s02 | Ekosysteemisopimuksen luonnos  | Esimerkkilän Kehitys Oy                   | esimerkkila-001                 | ecosystem      | draft  |
    """,
    "needed_actors": """
        needed_id       | description                 | actor_type        | sector     | gap_id          | role       | offer                  | state      | contacted_date | actor_id        | is_public
        esimerkkila-n01 | Puurakentamisen kouluttaja. | vocational_school | metsa      | esimerkkila-p01 | educator   | Valmis yritysryhmä.    | contacted  | 2022-08-30     |                 | true
        esimerkkila-n02 | Kokeiluympäristön ylläpitäjä | development_company | teknologia | esimerkkila-p02 | developer |                        | identified |                |                 | true
        esimerkkila-n03 | Salainen hankekumppani      | private_funder    | metsa      |                 | funder     |                        | negotiating | 2022-09-02    |                 | false
        esimerkkila-n04 | Hitsauskoulutus             | vocational_school | teknologia | esimerkkila-p03 | educator   |                        | joined     | 2022-04-04     | esimerkkila-005 | true
    """,
    "invest_offer": """
        offer_id        | language | site_name            | site_kind     | area_m2 | power_mw | energy       | logistics | test_platform  | available_from | source_url
        esimerkkila-i01 | fi       | Keksityn alueen tontit | plot        | 12500   | 2.5      | Kaukolämpö   | Rata      |                | 2022-09-01     | https://example.org/tontit
        esimerkkila-i02 | fi       | Keksitty kokeiluhalli | test_platform | 400    |          |              |           | Robottisolu    | 2023-02-01     |
        esimerkkila-i01 | en       | Plots of the invented area | plot    | 12500   | 2.5      | District heat | Railway  |                | 2022-09-01     | https://example.org/plots
    """,
    "events_visits": """
        event_id        | event_date | event_type | title                          | place     | country | towns               | participant_count | business_count | academia_count | public_count | feedback_mean | feedback_count | outcome
        esimerkkila-t01 | 2022-08-16 | webinar    | Webinaari puurakentamisesta    |           | FI      | esimerkkila,mallila | 20                | 8              | 4              | 6            | 4.2           | 11             | Sovittiin jatkosta.
        esimerkkila-t02 | 2022-09-06 | visit      | Kokeiluympäristöön tutustuminen | Påhittsby | SE      | esimerkkila         | 5                 | 3              |                | 2            |               |                | Oppeja omistuksesta.
    """,
    "hei_contacts": """
        contact_id      | institution      | field        | contact_date | scope | form    | stage | outcome                 | next_step
        esimerkkila-k01 | Mallikorkeakoulu | Puutekniikka | 2022-08-30   | town  | meeting | 2     | Keskusteltiin tarpeesta. | Tavataan uudelleen
        esimerkkila-k02 | Mallikorkeakoulu | Puutekniikka | 2022-09-20   | town  | visit   | 3     | Sovittiin kokeilusta.    | Laaditaan sopimus
    """,
    "comms_outputs": """
        output_id       | output_type | title                    | published_date | language | audience | reach_count | mentions_funder | is_accessible
        esimerkkila-m01 | release     | Tiedote kartoituksesta   | 2022-09-08     | fi       | Yritykset | 300        | true            | true
        esimerkkila-m02 | brochure    | Esite osaajille          | 2022-09-15     | sv       | Osaajat  |             | false           |
    """,
}

MALLILA = {
    "submission": """
        quarter | municipality_code | sender_role    | form_version | submitted_date | mapping_method | mapping_kind
        2022Q3  | 902               | contact_person | 1.0          | 2022-09-28     | consultant     | new
    """,
    "actors": """
        actor_id    | name             | helix    | actor_type   | primary_sector | role   | name_is_public
        mallila-001 | Mallilan kunta   | public   | municipality | muu            | member | true
        mallila-002 | Olematon Lauta Oy         | business | sme          | metsa          | anchor | false
    """,
    "external_actors": "external_id | name | country | helix | actor_type",
    "links": """
        from_id     | to_id       | link_type | intensity
        mallila-001 | mallila-002 | network   | 1
    """,
    "key_figures": """
        year | sector      | employee_count | firm_count | turnover_eur | largest_firm_share_class
        2021 | metsa       | 11             | 5          | 2000000      | under_50
        2021 | teknologia  | 30             | 2          | 5000000      | over_70
        2021 | meri        | 0              | 0          | 0            | under_50
        2021 | elintarvike | 19             | 2          | 3000000      | under_50
        2021 | muu         | 240            | 60         | 20000000     | under_50
        2021 | yhteensa    | 300            | 69         | 30000000     | under_50
    """,
    "competence_gaps": "gap_id | sector | description | gap_type | importance | status",
    "maturity_scores": """
        year | dimension     | score | justification    | source  | assessor_role | assessed_date
        2022 | actors        | 3     | Perustelu.       | Työpaja | Yhteyshenkilö | 2022-08-20
        2022 | links         | 3     | Perustelu.       | Työpaja | Yhteyshenkilö | 2022-08-20
        2022 | orchestration | 3     | Perustelu.       | Työpaja | Yhteyshenkilö | 2022-08-20
        2022 | shared_goal   | 3     | Perustelu.       | Työpaja | Yhteyshenkilö | 2022-08-20
    """,
    "service_feedback": """
        response_number | service                  | rating | response_days
        1               | coordination             | 2      | 6
        2               | coordination             | 4      | 2
        3               | coordination             | 5      |
    """,
    "narratives": "report | chapter | language | text | author_role | state",
}

HILJALA = {
    "submission": """
        quarter | municipality_code | sender_role    | form_version | submitted_date | mapping_method
        2022Q2  | 903               | contact_person | 1.0          | 2022-06-20     | consultant
    """,
    "actors": """
        actor_id    | name                | helix    | actor_type   | primary_sector | role         | name_is_public
        hiljala-001 | Hiljalan kaupunki   | public   | municipality | muu            | orchestrator | true
        hiljala-002 | Keksitty Verstas Oy          | business | sme          | teknologia     | member       | true
    """,
    "external_actors": "external_id | name | country | helix | actor_type",
    "links": """
        from_id     | to_id       | link_type | intensity
        hiljala-001 | hiljala-002 | network   | 2
    """,
    "narratives": """
        report            | chapter | language | text                           | author_role  | state
        situation_picture | actors  | fi       | Toimijoita on toistaiseksi kaksi. | Asiantuntija | approved
    """,
}

EARLIER_ACTIVITY = {
    "hiljala": {
        "events_visits": """
            event_id    | event_date | event_type | title                       | country | participant_count | business_count
            hiljala-t01 | 2022-05-10 | workshop   | Työpaja konepajan tarpeista | FI      | 9                 | 7
        """,
        "hei_contacts": """
            contact_id  | institution     | contact_date | scope | form    | stage
            hiljala-k01 | Kauko-yliopisto | 2022-05-20   | town  | message | 1
        """,
        "comms_outputs": """
            output_id   | output_type  | title         | published_date | language | reach_count | mentions_funder | is_accessible
            hiljala-m01 | social_media | Nostoja       | 2022-05-12     | fi       | 120         | true            | false
        """,
    },
}
"""What a town that is silent in the reported quarter did in the one before."""

SENT = {"esimerkkila": ESIMERKKILA, "mallila": MALLILA, "hiljala": HILJALA}
