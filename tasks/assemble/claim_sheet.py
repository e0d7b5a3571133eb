"""The workbook of the payment claim: costs, implementers, funding, checks, notes and attachments on one sheet."""

from collections.abc import Mapping
from decimal import Decimal

from config.models import ClaimColumn
from tasks.assemble.calculation_sheet import Amount, CalculationSheet, Kind, SheetCell, SheetProperties
from tasks.assemble.claim_checks import Check, ClaimPlaces, claim_checks
from tasks.assemble.claim_origins import (
    BUDGET,
    CHAIN,
    COST,
    Origins,
    origins_of_costs,
    origins_of_funding,
    origins_of_town,
)
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.money_facts import MONEY_TABLES, money_notes
from tasks.assemble.payment_claim import DELIVERABLE, figures_of
from tasks.assemble.scope import Scope, open_scope, quarter_label
from tasks.findings import Verdict
from tasks.measure.claim_figures import ClaimFigures
from tasks.measure.finance_amounts import sum_amounts
from tasks.measure.finance_claims import MUNICIPAL

STATE = "state"
_FIRST_AMOUNT = 1
_WIDTHS = (44, 17, 17, 17, 17, 17, 17)


def payment_claim_workbook(inputs: DocumentInputs) -> tuple[bytes, dict[str, SheetCell]]:
    """Return the workbook, and its numbers by address with what gives them; equal inputs give equal bytes."""
    scope = open_scope(inputs, DELIVERABLE)
    return _ClaimSheet(scope, figures_of(scope)).written()


class _ClaimSheet:
    """The sheet of one claim while it is written."""

    def __init__(self, scope: Scope, figures: ClaimFigures) -> None:
        self.scope, self.figures, self.words = scope, figures, scope.wording
        self.columns = scope.inputs.project.identity.payment_claim.columns
        self.sources = figures.sources
        identity, language = scope.inputs.project.identity, scope.inputs.language
        self.sheet = CalculationSheet(
            SheetProperties(
                name=self.words("sheet"),
                title=self.words("sheet_title", number=figures.number),
                author=identity.network_name.in_language(language),
                created=scope.inputs.quarter.last_day,
                column_widths=_WIDTHS,
                header=self.words("header", quarter=scope.inputs.quarter.label),
            )
        )

    def written(self) -> tuple[bytes, dict[str, SheetCell]]:
        """Write everything and return the bytes with the numbers by address."""
        self._top()
        costs = self._costs()
        towns = self._towns()
        funding = self._funding()
        self._checks(
            claim_checks(self.scope, self.figures, ClaimPlaces(self.sheet, self._column, costs, towns, funding))
        )
        self._notes()
        self._attachments()
        return self.sheet.bytes(), self.sheet.numbers

    def _column(self, name: ClaimColumn) -> int:
        return _FIRST_AMOUNT + self.columns.index(name)

    def _top(self) -> None:
        inputs, figures = self.scope.inputs, self.figures
        identity, language = inputs.project.identity, inputs.language
        self.sheet.line(self.words("sheet_title", number=figures.number), "title")
        self.sheet.line(identity.title.in_language(language))
        self.sheet.line(self.words("not_official"))
        if inputs.is_sample:
            self.sheet.line(self.words("cover.sample"))
        self.sheet.skip()
        self.sheet.line(self.words("sections.basics"), "heading")
        coordinator = self.scope.town_name(identity.coordinator)
        basics: tuple[tuple[str, Amount, Kind], ...] = (
            ("funder", Amount(identity.funder.in_language(language)), "text"),
            ("coordinator", Amount(coordinator), "text"),
            ("number", Amount(figures.number, "", CHAIN, self.sources.claimed_before), "count"),
            ("start", Amount(figures.start, "", CHAIN, self.sources.claimed_before), "date"),
            ("end", Amount(figures.end, "", CHAIN, self.sources.stated), "date"),
            ("is_last", Amount(self.words("yes" if figures.is_last else "no")), "text"),
            ("account", Amount(self.words("account")), "text"),
        )
        for name, amount, kind in basics:
            self.sheet.cells((self.words(f"basics.{name}"), "strong"), (amount, kind))
        self.sheet.skip()

    def _headers(self, first: str, budget: str = "columns.budget") -> None:
        names = (budget if name == "budget" else f"columns.{name}" for name in self.columns)
        self.sheet.cells((first, "header"), *((self.words(name), "header") for name in names))

    def _amount_row(
        self, label: str, given: Mapping[ClaimColumn, Amount], kinds: tuple[Kind, Kind] = ("text", "money")
    ) -> int:
        """Write a row with its five amounts in the funder's order; the sum and the rest are formulas."""
        row = self.sheet.row
        cell = {name: self.sheet.address(row, self._column(name)) for name in self.columns}
        numbers = {name: amount.value for name, amount in given.items()}
        budget, before, period = numbers["budget"], numbers["before"], numbers["period"]
        known = isinstance(before, Decimal) and isinstance(period, Decimal)
        unknown = Amount(self.words("unknown"))
        total = Amount(before + period, f"{cell['before']}+{cell['period']}") if known else unknown  # type: ignore[operator]
        left = unknown
        if known and isinstance(budget, Decimal):
            left = Amount(budget - before - period, f"{cell['budget']}-{cell['total']}")  # type: ignore[operator]
        amounts = {**given, "total": total, "left": left}
        return self.sheet.cells((label, kinds[0]), *((amounts[name], kinds[1]) for name in self.columns))

    def _given(
        self,
        budget: Decimal | None,
        before: Decimal | None,
        period: Decimal | None,
        origins: Origins | None = None,
    ) -> dict[ClaimColumn, Amount]:
        unknown = self.words("unknown")
        found: dict[ClaimColumn, Decimal | None] = {"budget": budget, "before": before, "period": period}
        return {
            name: Amount(unknown if value is None else value, "", *(origins or {}).get(name, ("", ())))
            for name, value in found.items()
        }

    def _sum_row(self, label: str, rows: range, given: Mapping[ClaimColumn, Amount]) -> int:
        """Write the row that adds up the rows above it."""
        summed: dict[ClaimColumn, Amount] = {}
        for name, amount in given.items():
            ends = [self.sheet.address(row, self._column(name)) for row in (rows[0], rows[-1])]
            formula = f"SUM({ends[0]}:{ends[1]})" if isinstance(amount.value, Decimal) else ""
            summed[name] = Amount(amount.value, formula)
        return self._amount_row(label, summed, ("total_text", "total"))

    def _costs(self) -> range:
        figures, language = self.figures, self.scope.inputs.language
        self.sheet.line(self.words("sections.costs"), "heading")
        self._headers(self.words("basics.cost_type"))
        first = self.sheet.row
        for name, cost in self.scope.inputs.project.budget.cost_types.items():
            period = None if figures.period is None else figures.period[name]
            self._amount_row(
                cost.name.in_language(language),
                self._given(figures.budget[name], figures.before[name], period, origins_of_costs(self.sources, name)),
            )
        rows = range(first, self.sheet.row)
        self._sum_row(
            self.words("total"),
            rows,
            self._given(
                sum_amounts(figures.budget.values()), sum_amounts(figures.before.values()), figures.period_total
            ),
        )
        self.sheet.skip()
        return range(first, rows[-1] + 2)

    def _towns(self) -> int | None:
        """Write the costs of the period by implementing town; return the row of the sum, or None when not known."""
        figures, project = self.figures, self.scope.inputs.project
        self.sheet.line(self.words("sections.towns"), "heading")
        if figures.period is None or not figures.by_town:
            self.sheet.line(self.words("no_towns"))
            self.sheet.skip()
            return None
        types = list(project.budget.cost_types)
        names = [cost.name.in_language(self.scope.inputs.language) for cost in project.budget.cost_types.values()]
        headers = (self.words("basics.implementer"), *names, self.words("total"), self.words("columns.budget"))
        self.sheet.cells(*((text, "header") for text in headers))
        first = self.sheet.row
        for town, amounts in figures.by_town.items():
            row = self.sheet.row
            ends = [self.sheet.address(row, column) for column in (1, len(types))]
            budget = figures.budget_by_town.get(town)
            self.sheet.cells(
                (self.scope.town_name(town) if town in project.towns else town, "text"),
                *((Amount(amounts[name], "", COST, self.sources.by_town[town, name]), "money") for name in types),
                (Amount(sum_amounts(amounts.values()), f"SUM({ends[0]}:{ends[1]})"), "money"),
                (
                    Amount(
                        self.words("unknown") if budget is None else budget,
                        "",
                        BUDGET,
                        self.sources.budget_by_town.get(town, ()),
                    ),
                    "money",
                ),
            )
        last = self.sheet.row - 1
        sums = [sum_amounts(amounts[name] for amounts in figures.by_town.values()) for name in types]
        columns = [
            Amount(value, f"SUM({self.sheet.address(first, column)}:{self.sheet.address(last, column)})")
            for column, value in enumerate((*sums, sum_amounts(sums)), start=1)
        ]
        row = self.sheet.cells(
            (self.words("total"), "total_text"), *((amount, "total") for amount in columns), ("", "total")
        )
        self.sheet.skip()
        return row

    def _funding(self) -> dict[str, int]:
        """Write who pays; return the rows of the funders, of the sum and of the first and last town."""
        figures, budget = self.figures, self.scope.inputs.project.budget
        language = self.scope.inputs.language
        self.sheet.line(self.words("sections.funding"), "heading")
        self._headers(self.words("basics.funder_row"))
        places: dict[str, int] = {}
        origins = origins_of_funding(self.sources)
        for name, share in sorted(budget.funding.items(), key=lambda item: (item[0] == MUNICIPAL, item[0])):
            label = self.words("share", name=share.name.in_language(language), pct=share.rate_pct)
            period = None if figures.funding is None else figures.funding[name]
            parts = self._given(Decimal(share.amount_eur), figures.funding_before[name], period, origins)
            places[name] = self._amount_row(label, parts, ("strong", "money"))
        places["first"] = min(places.values())
        places["other"] = self._amount_row(self.words("other_funding"), self._given(Decimal(0), Decimal(0), Decimal(0)))
        rows = range(places["first"], self.sheet.row)
        total = None if figures.funding is None else sum_amounts(figures.funding.values())
        planned = Decimal(sum(share.amount_eur for share in budget.funding.values()))
        before = sum_amounts(figures.funding_before.values())
        places["total"] = self._sum_row(self.words("total"), rows, self._given(planned, before, total))
        self.sheet.skip()
        self._municipal(places)
        if STATE in places:
            cell = self.sheet.address(places[STATE], self._column("period"))
            asked = None if figures.funding is None else figures.funding[STATE]
            amount = Amount(self.words("unknown")) if asked is None else Amount(asked, cell)
            self.sheet.cells((self.words("basics.asked"), "total_text"), (amount, "total"))
            self.sheet.skip()
        return places

    def _municipal(self, places: dict[str, int]) -> None:
        figures = self.figures
        self.sheet.line(self.words("sections.municipal"), "heading")
        if not figures.commitments:
            self.sheet.line(self.words("no_commitments"))
            self.sheet.skip()
            return
        self._headers(self.words("basics.town"), "commitment")
        first = self.sheet.row
        for town, committed in figures.commitments.items():
            before = figures.municipal_before.get(town, Decimal(0))
            period = None if figures.funding is None else figures.municipal.get(town, Decimal(0))
            origins = origins_of_town(self.sources, town)
            self._amount_row(self.scope.town_name(town), self._given(committed, before, period, origins))
        sums = (sum_amounts(one.values()) for one in (figures.commitments, figures.municipal_before, figures.municipal))
        committed, before, period = sums
        places["towns"] = self._sum_row(
            self.words("total"),
            range(first, self.sheet.row),
            self._given(committed, before, None if figures.funding is None else period),
        )
        self.sheet.line(self.words("municipal_note"))
        self.sheet.skip()

    def _checks(self, checks: tuple[Check, ...]) -> None:
        self.sheet.line(self.words("sections.checks"), "heading")
        self.sheet.cells(*((text, "header") for text in self.words.names("check_columns")))
        for check in checks:
            row = self.sheet.row
            left, right = (self.sheet.address(row, column) for column in (1, 2))
            self.sheet.cells(
                (check.text, "text"),
                (check.left, check.kind),
                (check.right, check.kind),
                (check.difference(left, right), "count" if check.kind == "date" else check.kind),
                (check.outcome(left, right, self.words.words("outcomes")), "strong"),
            )
        self.sheet.skip()

    def _notes(self) -> None:
        self.sheet.line(self.words("sections.notes"), "heading")
        found = [
            *(
                self.words("missing_quarter", quarter=quarter_label(quarter))
                for quarter in self.figures.missing_quarters
            ),
            *(self.words("broken_chain", number=number) for number in self.figures.breaks),
            *(
                self.words("rejected_table", name=self.scope.table_name(table))
                for table in MONEY_TABLES
                if self.scope.standing(table, self.scope.inputs.project.identity.coordinator).verdict
                is Verdict.REJECTED
            ),
            *money_notes(self.scope),
        ]
        for note in found or [self.words("no_notes")]:
            self.sheet.line(note)
        self.sheet.skip()

    def _attachments(self) -> None:
        self.sheet.line(self.words("sections.attachments"), "heading")
        self.sheet.cells(*((text, "header") for text in self.words.names("attachment_columns")))
        for attachment in self.scope.inputs.project.identity.payment_claim.attachments:
            self.sheet.cells((attachment.in_language(self.scope.inputs.language), "text"), ("", "text"))
