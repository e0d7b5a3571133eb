"""The tables and charts about contacts with higher education."""

from tasks.assemble.exhibits import Exhibit, build_table, text_cell
from tasks.assemble.network_charts import bar_chart
from tasks.assemble.scope import Scope, cell_day, cell_text
from tasks.measure.activity_rows import STAGES

CONTACTS = "hei_contacts"


def hei_stages(scope: Scope) -> Exhibit | None:
    """Return the contacts with higher education by the stage that they reached."""
    if not scope.book.number("hei_contact_count"):
        return None
    names = [stage_words(scope, stage) for stage in STAGES]
    return bar_chart(scope, "hei_stages", "hei_contact_count", list(STAGES), names, scope.to_date_source(CONTACTS), 6.0)


def stage_words(scope: Scope, stage: object) -> str:
    """Return the words for a stage of a contact."""
    return scope.wording(f"hei_stage.{stage}")


def hei_institutions(scope: Scope) -> Exhibit | None:
    """Return each institution with the towns that contacted it, how often, and where the latest contact led."""
    frame = scope.rows_to_date(CONTACTS).sort_values(["contact_date", "source_ref"], kind="stable")
    groups: dict[str, list[dict[object, object]]] = {}
    for row in frame.to_dict("records"):
        groups.setdefault(str(row["institution"]).strip().casefold(), []).append(dict(row))
    rows = []
    for _, contacts in sorted(groups.items()):
        latest = contacts[-1]
        rows.append(
            (
                text_cell(str(latest["institution"]).strip()),
                text_cell(", ".join(sorted({scope.town_name(str(one["town"])) for one in contacts}))),
                text_cell(str(len(contacts))),
                text_cell(scope.date(cell_day(latest["contact_date"]))),
                text_cell(stage_words(scope, latest["stage"])),
                text_cell(cell_text(latest["next_step"])),
            )
        )
    if not rows:
        return None
    table = build_table(scope, "hei_institutions", "l3.4 l3.2 r1.6 l2 l2.2 l3.4", rows, scope.to_date_source(CONTACTS))
    return Exhibit(table, source_refs=tuple(frame["source_ref"]))
