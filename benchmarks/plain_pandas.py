"""The rules of the links in plain pandas: what a programmer would write who had no Great Expectations."""

from collections.abc import Sequence

import pandas as pd

from tasks.submissions import Submission


def broken_links(submissions: Sequence[Submission]) -> dict[str, pd.DataFrame]:
    """Return the rows that break each rule of the links, by the rule's code.

    Args:
        submissions: One a town, each with its actors and links; nothing older is compared.
    """
    actors = pd.concat([one.tables["actors"].frame for one in submissions], ignore_index=True)
    links = pd.concat([one.tables["links"].frame for one in submissions], ignore_index=True)
    about = actors.drop_duplicates("actor_id", keep="last").set_index("actor_id")
    a, b = links["from_id"], links["to_id"]
    first = a.where(a <= b, b)
    last = b.where(a <= b, a)
    keyed = pd.DataFrame({"first": first, "last": last, "type": links["link_type"], "town": links["town"]})
    pairs = keyed.groupby(["first", "last", "type"])
    strongest = links["intensity"].groupby([first, last, links["link_type"]]).transform("max")
    is_foreign = (a.map(about["town"]) != links["town"]) & (b.map(about["town"]) != links["town"])
    knows_a, knows_b = a.isin(about.index), b.isin(about.index)
    is_outside = pd.Series(False, index=links.index)
    for end in (a, b):
        is_outside |= links["active_from"] < end.map(about["active_from"])
        is_outside |= links["active_to"] > end.map(about["active_to"])
    masks = {
        "RNG-001": ~links["intensity"].between(1, 3),
        "LNK-001": a == b,
        "LNK-002": ~knows_a,
        "LNK-003": keyed.duplicated(keep=False),
        "LNK-004": ~knows_b,
        "LNK-005": is_foreign & knows_a & knows_b,
        "LNK-006": links["active_to"] < links["active_from"],
        "LNK-007": is_outside,
        "LNK-008": (pairs["town"].transform("nunique") > 1) & (links["intensity"] < strongest),
    }
    return {code: links[mask.fillna(False).astype(bool)] for code, mask in masks.items()}
