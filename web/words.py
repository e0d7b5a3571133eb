"""The words of the page in one language, with numbers and dates in the forms that its readers use."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from config.models import Project
from config.quarters import Quarter
from config.texts import Language, Text
from config.yaml_text import read_yaml
from tasks.findings import NETWORK

TEXTS_FILE = Path(__file__).with_name("texts.yaml")

# Finnish and Swedish sort å, ä and ö after z, in this order; these signs follow z in Unicode.
_AFTER_Z = str.maketrans("åäö", "{|}")


def load_texts(path: Path = TEXTS_FILE) -> dict[str, Text]:
    """Return the texts of the page by their names."""
    return TypeAdapter(dict[str, Text]).validate_python(read_yaml(path.read_text("utf-8")))


@dataclass(frozen=True)
class Words:
    """Everything that the page says, in one language.

    Attributes:
        language: The language of the page.
        texts: The texts of `texts.yaml`.
        project: The configuration, for the names of towns, work packages and tables.
    """

    language: Language
    texts: Mapping[str, Text]
    project: Project

    def text(self, name: str, **placeholders: object) -> str:
        """Return a text with its placeholders filled in."""
        return self.texts[name].in_language(self.language).format(**placeholders)

    def counted(self, name: str, count: int) -> str:
        """Return a counted thing, such as "1 virhe" or "3 virhettä"."""
        return self.text(f"{name}_one") if count == 1 else self.text(f"{name}_many", count=count)

    def say(self, text: Text) -> str:
        """Return a text that comes from elsewhere in the language of the page."""
        return text.in_language(self.language)

    def town(self, slug: str) -> str:
        """Return the name of a town, or the words for the whole network."""
        if slug == NETWORK:
            return self.text("whole_network")
        town = self.project.towns.get(slug)
        return self.say(town.name) if town else slug

    def work_package(self, name: str) -> str:
        """Return the number and name of a work package."""
        package = self.project.work_packages.get(name)
        return f"{name} {self.say(package.name)}" if package else name

    def table(self, name: str) -> str:
        """Return what a table is called in the workbook."""
        contract = self.project.tables.get(name)
        return self.say(contract.name) if contract else name

    def language_name(self, code: str) -> str:
        """Return the name of a document's language."""
        name = self.project.code_lists.get("language", {}).get(code)
        return self.say(name) if name else code

    def months(self, quarter: Quarter) -> str:
        """Return the months of a quarter, such as "heinä–syyskuu 2022"."""
        return self.text(f"quarter_months_{quarter.number}", year=quarter.year)

    def day(self, day: dt.date) -> str:
        """Return a day, such as "5.10.2022"."""
        return self.text(
            "day", day=day.day, month=day.month, month_name=self._month_names[day.month - 1], year=day.year
        )

    def moment(self, when: dt.datetime) -> str:
        """Return a day and time in the project's time zone, such as "5.10.2022 klo 9.05"."""
        local = self.local(when)
        hour = f"{local:%H}" if self.language == "en" else str(local.hour)
        return self.text("moment", date=self.day(local.date()), hour=hour, minute=f"{local:%M}")

    def local(self, when: dt.datetime) -> dt.datetime:
        """Return a moment in the project's time zone."""
        return when.astimezone(self._timezone)

    def size(self, byte_count: int) -> str:
        """Return a size in words, such as "412 kt"."""
        kilobyte_count = max(1, round(byte_count / 1000))
        if kilobyte_count < 1000:
            return self.text("kilobytes", number=kilobyte_count)
        number = f"{byte_count / 1_000_000:.1f}".replace(".", self.text("decimal_sign"))
        return self.text("megabytes", number=number)

    def limit(self, byte_count: int) -> str:
        """Return a limit in words, such as "20 Mt"."""
        number = f"{byte_count / 1_000_000:g}".replace(".", self.text("decimal_sign"))
        return self.text("megabytes", number=number)

    @cached_property
    def _month_names(self) -> list[str]:
        return self.text("month_names").split()

    @cached_property
    def _timezone(self) -> ZoneInfo:
        return ZoneInfo(self.project.identity.timezone)


def alphabetical(name: str) -> str:
    """Return a key that sorts names as Finnish and Swedish readers expect."""
    return name.casefold().translate(_AFTER_Z)
