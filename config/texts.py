"""A text in the project's languages."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Language = Literal["fi", "sv", "en"]
LANGUAGES: tuple[Language, ...] = ("fi", "sv", "en")


class Text(BaseModel):
    """One text in Finnish, Swedish and English."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    fi: str
    sv: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the text in the given language."""
        texts: dict[Language, str] = {"fi": self.fi, "sv": self.sv, "en": self.en}
        return texts[language]


def number_text(value: float) -> Text:
    """Return a number as people write it: thousands apart, and two decimals unless it is whole."""
    plain = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
    nordic = plain.replace(",", "\u00a0").replace(".", ",")
    return Text(fi=nordic, sv=nordic, en=plain)
