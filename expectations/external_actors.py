"""What the external actors promise."""

import pandas as pd

from expectations.actors import helix_fits_type
from expectations.promise import Known, Promise, unique_key


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with the helix that belongs to their type."""
    return frame.assign(helix_of_type=frame["actor_type"].map(known.project.helix_of_actor_type))


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    return (unique_key("EXT-001", known.project.tables["external_actors"]), helix_fits_type("EXT-002"))
