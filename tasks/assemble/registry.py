"""Every deliverable that the program can assemble. One is added here, in one template folder, and in the calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from config.models import Project
from config.texts import Language
from tasks.assemble.advocacy_guidelines import build_advocacy_guidelines
from tasks.assemble.calculation_sheet import SheetCell
from tasks.assemble.claim_sheet import payment_claim_workbook
from tasks.assemble.communications_report import build_communications_report
from tasks.assemble.cooperation_forms import build_cooperation_forms
from tasks.assemble.draft import Draft
from tasks.assemble.final_report import build_final_report
from tasks.assemble.hei_reports import build_hei_cooperation_models, build_hei_liaison_study
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.interim_report import build_interim_report
from tasks.assemble.invest_in import build_invest_in
from tasks.assemble.marketing_sheet import build_marketing_sheet
from tasks.assemble.ministry_agreement import build_ministry_agreement
from tasks.assemble.national_comparison import build_national_comparison
from tasks.assemble.network_marketing_sheet import build_network_marketing_sheet
from tasks.assemble.network_picture import build_network_picture
from tasks.assemble.network_strategy import build_network_strategy
from tasks.assemble.networking_report import build_networking_report
from tasks.assemble.payment_claim import build_payment_claim
from tasks.assemble.situation_picture import build_situation_picture
from tasks.assemble.steering_pack import build_steering_pack
from tasks.assemble.town_strategy import build_town_strategy


@dataclass(frozen=True)
class Deliverable:
    """A kind of document.

    Attributes:
        id: Stable name, as in the calendar.
        work_package: The work package that it belongs to.
        scope: Whether there is one a town or one for the network.
        languages: The languages that it is made in for everyone.
        template_folder: Its folder in `templates/`; inside is one folder a language.
        build: Makes its draft.
        tables: The tables that it is made from; nothing is said of the others.
        own_languages: Languages in which it is also made for a town whose own language that is.
        tells_timetable: Whether it says what has been made in earlier quarters.
        tells_series: Whether it shows values over the quarters that were published.
        write_workbook: Makes a workbook in place of a Word file, with its numbers by address; None for Word.
    """

    id: str
    work_package: str
    scope: Literal["town", "network"]
    languages: tuple[Language, ...]
    template_folder: str
    build: Callable[[DocumentInputs], Draft]
    tables: tuple[str, ...]
    own_languages: tuple[Language, ...] = ()
    tells_timetable: bool = False
    tells_series: bool = False
    write_workbook: Callable[[DocumentInputs], tuple[bytes, dict[str, SheetCell]]] | None = None

    def languages_for(self, language: Language, chosen: tuple[Language, ...] = ()) -> tuple[Language, ...]:
        """Return the languages in which it is made for a unit of a language: those `chosen` by the project, if any."""
        if chosen:
            return chosen
        own = (language,) if language in self.own_languages and language not in self.languages else ()
        return (*self.languages, *own)


PICTURE_TABLES = (
    "submission", "actors", "external_actors", "links", "key_figures", "competence_gaps", "maturity_scores",
    "proposals", "hei_presence", "peer_ecosystems", "narratives", "interviews_workshops",
)  # fmt: skip

NETWORKING_TABLES = (
    "submission", "actors", "external_actors", "links", "competence_gaps", "needed_actors", "events_visits",
    "hei_contacts", "peer_ecosystems", "narratives",
)  # fmt: skip

HEI_STUDY_TABLES = ("submission", "hei_presence", "hei_contacts", "competence_gaps", "narratives")
HEI_MODEL_TABLES = (
    "submission", "actors", "external_actors", "hei_presence", "hei_contacts", "agreements", "narratives",
)  # fmt: skip

MINISTRY_TABLES = (
    "submission", "actors", "external_actors", "links", "key_figures", "competence_gaps", "agreements", "narratives",
)  # fmt: skip

COMMUNICATION_TABLES = ("submission", "events_visits", "comms_outputs", "narratives")

INVEST_IN_TABLES = (
    "submission", "actors", "external_actors", "links", "key_figures", "competence_gaps", "hei_presence", "narratives",
    "needed_actors", "invest_offer",
)  # fmt: skip

MARKETING_TABLES = (
    "submission", "actors", "external_actors", "links", "key_figures", "competence_gaps", "hei_presence", "narratives",
)  # fmt: skip

COMPARISON_TABLES = (
    "submission", "actors", "external_actors", "links", "key_figures", "competence_gaps", "proposals", "hei_presence",
    "peer_ecosystems", "narratives",
)  # fmt: skip

STRATEGY_TABLES = (
    "submission", "actors", "external_actors", "links", "competence_gaps", "maturity_scores", "proposals", "strategy",
    "measures", "agreements", "needed_actors", "narratives",
)  # fmt: skip

COOPERATION_TABLES = (
    "submission", "actors", "external_actors", "links", "competence_gaps", "agreements", "needed_actors", "narratives",
)  # fmt: skip

STEERING_TABLES = (
    "submission", "actors", "external_actors", "links", "key_figures", "competence_gaps", "maturity_scores",
    "proposals", "hei_presence", "peer_ecosystems", "interviews_workshops", "strategy", "measures", "agreements",
    "needed_actors", "invest_offer", "events_visits", "hei_contacts", "comms_outputs", "budget_plan", "costs", "hours",
    "claims", "municipal_funding", "steering", "risks", "service_feedback", "narratives",
)  # fmt: skip

CLAIM_TABLES = ("submission", "budget_plan", "costs", "claims", "municipal_funding")

FINAL_TABLES = tuple(
    dict.fromkeys(
        (
            *STRATEGY_TABLES, "events_visits", "hei_contacts", "comms_outputs", "hours", "costs", "budget_plan",
            "claims", "municipal_funding", "steering", "risks",
        )
    )
)  # fmt: skip

DELIVERABLES: tuple[Deliverable, ...] = (
    Deliverable(
        "situation_picture",
        "TP1",
        "town",
        ("fi",),
        "situation_picture",
        build_situation_picture,
        PICTURE_TABLES,
        tells_series=True,
    ),
    Deliverable("network_picture", "TP1", "network", ("fi",), "network_picture", build_network_picture, PICTURE_TABLES),
    Deliverable(
        "networking_report", "TP3", "network", ("fi",), "networking_report", build_networking_report, NETWORKING_TABLES
    ),
    Deliverable(
        "hei_liaison_study", "TP3", "network", ("fi",), "hei_liaison_study", build_hei_liaison_study, HEI_STUDY_TABLES
    ),
    Deliverable(
        "hei_cooperation_models",
        "TP3",
        "network",
        ("fi",),
        "hei_cooperation_models",
        build_hei_cooperation_models,
        HEI_MODEL_TABLES,
    ),
    Deliverable(
        "advocacy_guidelines",
        "TP2",
        "network",
        ("fi",),
        "advocacy_guidelines",
        build_advocacy_guidelines,
        COMPARISON_TABLES,
    ),
    Deliverable(
        "cooperation_forms",
        "TP2",
        "network",
        ("fi",),
        "cooperation_forms",
        build_cooperation_forms,
        COOPERATION_TABLES,
    ),
    Deliverable(
        "ministry_agreement", "TP3", "network", ("fi",), "ministry_agreement", build_ministry_agreement, MINISTRY_TABLES
    ),
    Deliverable(
        "communications_report",
        "TP4",
        "network",
        ("fi",),
        "communications_report",
        build_communications_report,
        COMMUNICATION_TABLES,
    ),
    Deliverable("invest_in", "TP2", "town", ("fi", "sv", "en"), "invest_in", build_invest_in, INVEST_IN_TABLES),
    Deliverable(
        "marketing_sheet", "TP4", "town", ("fi", "sv", "en"), "marketing_sheet", build_marketing_sheet, MARKETING_TABLES
    ),
    Deliverable(
        "network_marketing_sheet",
        "TP4",
        "network",
        ("fi", "sv", "en"),
        "network_marketing_sheet",
        build_network_marketing_sheet,
        MARKETING_TABLES,
    ),
    Deliverable(
        "national_comparison",
        "TP2",
        "network",
        ("fi",),
        "national_comparison",
        build_national_comparison,
        COMPARISON_TABLES,
    ),
    Deliverable(
        "town_strategy", "TP2", "town", ("fi",), "town_strategy", build_town_strategy, STRATEGY_TABLES, ("sv",)
    ),
    Deliverable(
        "network_strategy", "TP2", "network", ("fi",), "network_strategy", build_network_strategy, STRATEGY_TABLES
    ),
    Deliverable(
        "steering_pack",
        "TP5",
        "network",
        ("fi",),
        "steering_pack",
        build_steering_pack,
        STEERING_TABLES,
        tells_timetable=True,
    ),
    Deliverable(
        "interim_report",
        "TP5",
        "network",
        ("fi",),
        "interim_report",
        build_interim_report,
        STEERING_TABLES,
        tells_timetable=True,
    ),
    Deliverable(
        "payment_claim",
        "TP5",
        "network",
        ("fi",),
        "payment_claim",
        build_payment_claim,
        CLAIM_TABLES,
        write_workbook=payment_claim_workbook,
    ),
    Deliverable(
        "final_report",
        "TP5",
        "network",
        ("fi",),
        "final_report",
        build_final_report,
        FINAL_TABLES,
        tells_timetable=True,
    ),
)


def document_id(deliverable: Deliverable, town: str, language: Language) -> str:
    """Return the stable name of a document: the address of its download."""
    return f"{deliverable.id}_{town}_{language}"


def package_of(deliverable: Deliverable, project: Project) -> str:
    """Return the work package that owes a deliverable: by the calendar's outputs, else as it was registered."""
    return project.package_of(deliverable.id) or deliverable.work_package


def find_deliverable(deliverable_id: str) -> Deliverable:
    """Return the deliverable with an id.

    Raises:
        KeyError: There is none.
    """
    for deliverable in DELIVERABLES:
        if deliverable.id == deliverable_id:
            return deliverable
    raise KeyError(deliverable_id)


def deliverable_ids() -> tuple[str, ...]:
    """Return the ids of all deliverables."""
    return tuple(deliverable.id for deliverable in DELIVERABLES)
