"""The quarter: the reporting round of the project."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import total_ordering


@total_ordering
@dataclass(frozen=True)
class Quarter:
    """A calendar quarter, written `2022Q3` in data and `Q3/2022` in documents."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Return the quarter that a text such as `2022Q3` or `Q3/2022` names.

        Raises:
            ValueError: The text is not a quarter.
        """
        match = re.fullmatch(r"\s*(?:(\d{4})\s*[-/ ]?\s*Q([1-4])|Q([1-4])\s*/\s*(\d{4}))\s*", text, re.IGNORECASE)
        if match is None:
            raise ValueError(f"'{text}' is not a quarter; write it as 2022Q3")
        return cls(int(match[1] or match[4]), int(match[2] or match[3]))

    @classmethod
    def of_day(cls, day: dt.date) -> "Quarter":
        """Return the quarter in which a day lies."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    def __lt__(self, other: "Quarter") -> bool:
        return (self.year, self.number) < (other.year, other.number)

    @property
    def label(self) -> str:
        """The form that documents print, as in the grant application."""
        return f"Q{self.number}/{self.year}"

    @property
    def first_day(self) -> dt.date:
        """The first day of the quarter."""
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day of the quarter."""
        return self.next.first_day - dt.timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        """The quarter that follows."""
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    @property
    def previous(self) -> "Quarter":
        """The quarter before."""
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)
