"""Opens pages in a real Chromium, as a person's browser does."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.programs import need_program

_OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def open_page(**options: Any) -> Iterator[Any]:
    """Open an empty page, which patiently waits on a busy machine, and close the browser in the end.

    Args:
        options: What the browser shall be like, such as its `locale`.
    """
    chromium = need_program("chromium", "chromium", "chromium-browser", "google-chrome")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_OPTIONS)
        context = browser.new_context(viewport={"width": 1300, "height": 1400}, accept_downloads=True, **options)
        page = context.new_page()
        page.set_default_timeout(60_000)
        yield page
        browser.close()
