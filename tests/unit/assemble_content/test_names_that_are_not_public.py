"""A name that a town did not mark as public stands nowhere in a document."""

import pytest

from tasks.assemble.outline import outline
from tasks.assemble.word_file import WordFile
from tests.golden.invented_quarter import built_document


@pytest.mark.parametrize(
    ("deliverable", "town"),
    [("situation_picture", "esimerkkila"), ("situation_picture", "mallila"), ("network_picture", "network")],
)
def test_no_part_of_the_file_has_a_name_that_is_not_public(deliverable, town):
    content = built_document(deliverable, town).content
    for name, part in WordFile(content).parts.items():
        for secret in ("Olematon Hitsaus Oy", "Olematon Lauta Oy", "Påhittad Maskin"):
            assert secret.encode() not in part, f"{secret} stands in {name}"


def test_an_actor_that_has_left_is_not_named():
    content = built_document("situation_picture", "esimerkkila").content
    assert "Keksitty Lopettanut Oy" not in outline(content)
