"""The user interface of Prefect asks no foreign host."""

from pathlib import Path

import prefect

from cli.prefect_pages import silence_pages


def test_the_account_key_of_the_analytics_is_taken_out_and_nothing_else(tmp_path):
    key = "0123456789abcdef" * 2
    page = tmp_path / "v2" / "index.js"
    page.parent.mkdir()
    page.write_text(f"var l=`prefect-web-app-loaded`;function u(){{return`{key}`}}function d(){{return`{key}0`}}")
    other = tmp_path / "v2" / "other.js"
    other.write_text(f"function u(){{return`{key}`}}")
    assert silence_pages(tmp_path) == 1
    assert page.read_text() == f"var l=`prefect-web-app-loaded`;function u(){{return``}}function d(){{return`{key}0`}}"
    assert key in other.read_text()
    assert silence_pages(tmp_path) == 0


def test_the_installed_pages_are_still_of_the_form_that_is_silenced(tmp_path):
    shipped = Path(prefect.__file__).parent / "server" / "ui-v2" / "assets"
    for path in shipped.glob("index-*.js"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert silence_pages(tmp_path) == 1
