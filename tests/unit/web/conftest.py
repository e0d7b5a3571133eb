"""What the tests of the page share: three invented towns and a way to render the list."""

import pytest
from lxml import html

from config.quarters import Quarter
from tests.unit.web.publications import with_invented_towns
from web.catalogue import PublishedQuarter
from web.layout import Frame
from web.listing import list_page
from web.selection import Selection
from web.words import Words, load_texts


@pytest.fixture(scope="session")
def invented_project(project):
    return with_invented_towns(project)


@pytest.fixture(scope="session")
def words(invented_project):
    texts = load_texts()
    return lambda language="fi": Words(language, texts, invented_project)


@pytest.fixture(scope="session")
def render_list(words):
    def render(*manifests, language="fi", root_path="", **chosen):
        selection = Selection(**chosen)
        published = [PublishedQuarter(Quarter.parse(m.quarter), "etag", m) for m in manifests]
        frame = Frame(words(language), root_path, selection.query)
        return html.document_fromstring(list_page(frame, published, selection))

    return render
