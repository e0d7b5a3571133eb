"""The list of published documents, as a reader sees it."""

import datetime as dt

from lxml import html

from config.quarters import Quarter
from config.texts import Text
from tests.unit.web.publications import document, manifest, town_inputs
from web.catalogue import PublishedQuarter
from web.layout import Frame
from web.listing import list_page
from web.selection import Selection


def said(element):
    """Return the text of an element as a screen reader says it, with every gap as one blank."""
    return " ".join(element.text_content().split())


def rows(page, kind="documents"):
    return page.xpath(f"//table[@class='{kind}']/tbody/tr")


def cells(row):
    return {cell.get("data-label"): said(cell) for cell in row.xpath("td")}


def names(page):
    return [said(row.xpath("th")[0]) for row in rows(page)]


def test_the_newest_quarter_comes_first(words):
    published = [
        PublishedQuarter(Quarter.parse(name), "etag", manifest(name, [document(quarter=name)]))
        for name in ("2023Q1", "2022Q4")
    ]
    page = html.document_fromstring(list_page(Frame(words()), published, Selection()))
    assert [said(h) for h in page.xpath("//section[@class='quarter']/h2")] == [
        "Neljännes Q1/2023 tammi–maaliskuu 2023",
        "Neljännes Q4/2022 loka–joulukuu 2022",
    ]


def test_the_network_comes_first_and_towns_follow_in_finnish_alphabetical_order(render_list):
    page = render_list(manifest(documents=[document(t) for t in ("ahvenla", "zetala", "network", "aarnio")]))
    assert names(page) == [
        "Koko verkosto: Tilannekuva",
        "Aarnio: Tilannekuva",
        "Zetala: Tilannekuva",
        "Ähvenlä: Tilannekuva",
    ]


def test_swedish_readers_get_swedish_names_in_their_own_order(render_list):
    page = render_list(manifest(documents=[document(t) for t in ("aarnio", "ahvenla", "zetala")]), language="sv")
    assert names(page) == ["Abborrträsk: Lägesbild", "Zetala: Lägesbild", "Öby: Lägesbild"]


def test_work_packages_follow_the_order_of_the_project(render_list):
    documents = [document("aarnio", work_package=package) for package in ("TP4", "TP9", "TP1")]
    page = render_list(manifest(documents=documents))
    assert [said(h) for h in page.xpath("//section[@class='quarter']/section/h3")] == [
        "TP1 Ekosysteemien tilannekuvan muodostaminen",
        "TP4 Viestintä ja markkinointi",
        "TP9",
    ]


def test_a_complete_document_says_so_in_words(render_list):
    page = render_list(manifest(documents=[document()]))
    assert cells(rows(page)[0]) == {
        "Kieli": "suomi",
        "Tila": "Tiedot täydelliset",
        "Havainnot": "Ei havaintoja",
        "Koottu": "5.10.2022 klo 6.05",
        "Koko": "412 kt",
        "Lataus": "Lataa Word-tiedosto: Tilannekuva, Aarnio, Q3/2022",
    }


def test_a_document_with_gaps_lists_them(render_list):
    gaps = (
        Text(fi="Yhteydet puuttuvat", sv="Förbindelserna saknas", en="The links are missing"),
        Text(fi="Tunnusluvut puuttuvat", sv="Nyckeltalen saknas", en="The key figures are missing"),
    )
    page = render_list(manifest(documents=[document(gaps=gaps)]), language="sv")
    assert said(page.xpath("//span[@class='state-gaps']")[0]) == "Luckor i uppgifterna"
    details = page.xpath("//details")[0]
    assert said(details.xpath("summary")[0]) == "Visa 2 luckor: Lägesbild, Öby, Q3/2022, finska"
    assert [said(gap) for gap in details.xpath("ul/li")] == ["Förbindelserna saknas", "Nyckeltalen saknas"]


def test_findings_are_counted_in_the_right_form(render_list):
    page = render_list(manifest(documents=[document(critical_count=1, warning_count=5)]))
    assert [said(line) for line in rows(page)[0].xpath("td[@data-label='Havainnot']/div/div")] == [
        "1 virhe",
        "5 huomautusta",
    ]


def test_the_download_leads_to_the_stable_address(render_list):
    page = render_list(manifest(documents=[document("zetala", language="sv")]), root_path="/hanke")
    link = page.xpath("//a[@class='download']")[0]
    assert link.get("href") == "/hanke/d/2022Q3/situation_picture_zetala_sv"
    assert link.get("hreflang") == "sv"
    assert said(link) == "Lataa Word-tiedosto: Tilannekuva, Zetala, Q3/2022, ruotsi"


def test_a_town_that_ends_the_title_is_not_said_twice(render_list):
    title = Text(fi="Tilannekuva: Zetala", sv="Lägesbild: Zetala", en="Situation picture: Zetala")
    page = render_list(manifest(documents=[document("zetala", title=title)]))
    assert names(page) == ["Zetala: Tilannekuva"]
    assert said(page.xpath("//a[@class='download']")[0]) == "Lataa Word-tiedosto: Tilannekuva, Zetala, Q3/2022"


def test_all_documents_of_a_quarter_are_offered_with_their_number_and_size(render_list):
    page = render_list(
        manifest(documents=[document("aarnio", size=700_000), document("zetala", size=500_000)]), town="aarnio"
    )
    offer = page.xpath("//p[@class='download-all']")[0]
    assert said(offer) == "Lataa kaikki neljänneksen Q3/2022 asiakirjat zip-tiedostona (2 asiakirjaa, 1,2 Mt)"
    assert offer.xpath("a")[0].get("href") == "/d/2022Q3/all.zip"


def test_example_data_is_announced_for_the_quarter_and_marked_on_the_document(render_list):
    page = render_list(manifest(documents=[document("aarnio", is_sample=True), document("zetala")]))
    notice = said(page.xpath("//p[contains(@class, 'sample-notice')]")[0])
    assert notice.startswith("Esimerkkiaineisto. Osa neljänneksen Q3/2022 asiakirjoista")
    assert [bool(row.xpath(".//span[@class='sample-mark']")) for row in rows(page)] == [True, False]


def test_a_quarter_made_of_example_data_alone_says_that_all_of_it_is(render_list):
    page = render_list(manifest(documents=[document(is_sample=True)]))
    notice = said(page.xpath("//p[contains(@class, 'sample-notice')]")[0])
    assert notice.startswith("Esimerkkiaineisto. Neljänneksen Q3/2022 asiakirjat on koottu keksitystä aineistosta.")


def test_real_data_carries_no_notice(render_list):
    assert not render_list(manifest(documents=[document()])).xpath("//*[contains(@class, 'sample')]")


def test_the_filter_shows_only_what_is_asked_for(render_list):
    quarters = [
        manifest(name, [document("aarnio", name), document("zetala", name, work_package="TP2")])
        for name in ("2022Q4", "2022Q3")
    ]
    page = render_list(*quarters, quarter="2022Q3", work_package="TP2", town="zetala")
    assert names(page) == ["Zetala: Tilannekuva"]
    assert said(page.xpath("//p[@class='shown-count']")[0]) == (
        "Näytetään 1 asiakirja. Julkaistuja asiakirjoja on kaikkiaan 4."
    )
    assert [option.get("value") for option in page.xpath("//option[@selected]")] == ["2022Q3", "TP2", "zetala"]


def test_the_filter_is_kept_when_the_language_changes(render_list):
    page = render_list(manifest(documents=[document()]), quarter="2022Q3", town="aarnio")
    links = page.xpath("//nav[@class='languages']//a")
    assert [link.get("href") for link in links] == [
        "/fi?quarter=2022Q3&town=aarnio",
        "/sv?quarter=2022Q3&town=aarnio",
        "/en?quarter=2022Q3&town=aarnio",
    ]
    assert [link.get("aria-current") for link in links] == ["true", None, None]


def test_a_filter_without_a_match_says_what_to_do(render_list):
    page = render_list(manifest(documents=[document()]), quarter="<script>alert(1)</script>")
    assert said(page.xpath("//section[@class='notice']/h2")[0]) == "Rajauksella ei löytynyt asiakirjoja"
    assert page.xpath("//a[text()='Poista rajaukset']")[0].get("href") == "/fi"
    assert not page.xpath("//script")


def test_before_the_first_publication_the_page_says_how_it_comes_about(render_list):
    page = render_list()
    assert said(page.xpath("//section[@class='notice']/h2")[0]) == "Asiakirjoja ei ole vielä julkaistu"
    assert said(page.xpath("//section[@class='notice']//code")[0]) == "kivijalka run"
    assert not page.xpath("//form")


def test_a_quarter_whose_documents_are_still_to_come_shows_what_was_sent(render_list):
    page = render_list(manifest(towns=[town_inputs("aarnio")]))
    assert said(page.xpath("//p[@class='notice']")[0]) == "Neljännekseltä ei ole vielä julkaistu asiakirjoja."
    assert len(rows(page, "inputs")) == 1


def test_a_quarter_that_cannot_be_read_does_not_hide_the_others(words):
    published = [
        PublishedQuarter(Quarter(2022, 4), "etag", None),
        PublishedQuarter(Quarter(2022, 3), "etag", manifest(documents=[document()])),
    ]
    page = html.document_fromstring(list_page(Frame(words("en")), published, Selection()))
    assert said(page.xpath("//p[@class='notice']")[0]).startswith("The document list of quarter Q4/2022 cannot be read")
    assert names(page) == ["Aarnio: Situation picture"]


def test_text_from_the_manifest_cannot_become_markup(render_list):
    title = Text(fi='<b>A & B</b> "x"', sv="-", en="-")
    page = render_list(manifest(documents=[document("<i>town</i>", title=title)]))
    assert names(page) == ['<i>town</i>: <b>A & B</b> "x"']
    assert not page.xpath("//b | //i")


def test_what_a_town_sent_and_what_became_of_it(render_list):
    sent = town_inputs(
        "aarnio",
        {
            "actors": ("accepted", "2022Q3"),
            "links": ("accepted_with_warnings", "2022Q3"),
            "key_figures": ("rejected", "2022Q2"),
            "competence_gaps": ("missing", ""),
        },
        files=[("aarnio.xlsx", dt.datetime(2022, 9, 30, 21, 30, tzinfo=dt.UTC))],
        critical_count=2,
        warning_count=1,
    )
    page = render_list(manifest(documents=[document()], towns=[sent]))
    row = rows(page, "inputs")[0]
    assert said(row.xpath("th")[0]) == "Aarnio"
    shown = cells(row)
    assert shown["Lähetetyt tiedostot"] == "aarnio.xlsx, lähetetty 1.10.2022"
    assert shown["Hyväksytyt taulukot"] == "2 taulukkoa"
    assert shown["Hylätyt taulukot"] == "Tunnusluvut (käytössä Q2/2022)"
    assert shown["Puuttuvat taulukot"] == "Osaamispuutteet"
    assert [said(line) for line in row.xpath("td[@data-label='Havainnot']/div/div")] == ["2 virhettä", "1 huomautus"]


def test_a_town_that_sent_nothing_shows_its_many_missing_tables_on_request(render_list):
    tables = ("actors", "links", "key_figures", "competence_gaps")
    silent = town_inputs("zetala", dict.fromkeys(tables, ("missing", "2022Q2")))
    page = render_list(manifest(documents=[document()], towns=[silent]), language="en")
    row = rows(page, "inputs")[0]
    assert cells(row)["Files sent"] == "No files sent"
    assert cells(row)["Accepted tables"] == "None"
    assert said(row.xpath(".//summary")[0]) == "4 tables: Missing tables, Zetala, Q3/2022"
    assert said(row.xpath(".//details/ul/li")[0]) == "Actors (Q2/2022 in use)"


def test_the_town_filter_holds_for_what_was_sent_too(render_list):
    quarter = manifest(documents=[document("aarnio")], towns=[town_inputs("zetala"), town_inputs("aarnio")])
    assert [said(row.xpath("th")[0]) for row in rows(render_list(quarter, town="aarnio"), "inputs")] == ["Aarnio"]
