"""The reference snapshot: dated official statistics that give the denominators of the comparisons."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from config.texts import Text

COUNTRY = "SSS"
"""Area code of the whole country, as in Statistics Finland's tables."""


@dataclass(frozen=True)
class Dataset:
    """One dataset of the snapshot with what its manifest says.

    Attributes:
        name: `<dataset>@<date>`, as its folder is called in S3.
        title: What it holds.
        source: The words that a document prints below a figure made from it.
        licence: Licence of the data.
        retrieved: Day of retrieval.
        classification_year: Year of the municipality boundaries.
        is_sample: Whether the numbers are invented.
        sha256: Hash of the data file.
        frame: The data.
    """

    name: str
    title: Text
    source: Text
    licence: str
    retrieved: str
    classification_year: int
    is_sample: bool
    sha256: str
    frame: pd.DataFrame


@dataclass(frozen=True)
class ReferenceSnapshot:
    """The newest dataset of each kind on or before the reported quarter's end.

    `jobs_by_sector`: area_code, year, sector (with `yhteensa`), employee_count, firm_count.
    `jobs_by_industry`: area_code, year, industry (TOL 2008, two digits), employee_count.
    `areas`: area_code, level (country, region, municipality, group), name_fi, name_sv, name_en.

    Area codes are those of Statistics Finland: SSS, MK11, KU140; comparison groups have codes of their own.
    """

    datasets: Mapping[str, Dataset]

    @property
    def is_sample(self) -> bool:
        """Whether any dataset is invented."""
        return any(dataset.is_sample for dataset in self.datasets.values())
