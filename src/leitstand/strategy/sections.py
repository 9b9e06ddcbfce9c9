"""The pages of this room, in the order of the guide; each theme adds its own here, and the overview and the tabs show them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the room: what it decides, and by which words the palette finds it."""

    name: str
    label: "str | Promise"
    url_name: str
    decides: "str | Promise"
    words: "str | Promise" = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Sections that are looked at together: one tab, with its pages beneath."""

    label: "str | Promise"
    names: tuple[str, ...]


GROUPS: Final[tuple[Group, ...]] = (
    Group(_("Aim and way"), ("start", "goals", "matrix")),
    Group(_("Audiences and accounts"), ("groups", "journey", "accounts")),
    Group(_("Means"), ("capacity", "team", "budget", "tools")),
    Group(_("Grounds"), ("case", "facts", "sheets")),
)
SECTIONS: Final[tuple[Section, ...]] = (
    Section(
        "start",
        _("Start"),
        "strategy_start",
        _("Who you are, what keeps you back, and what comes next."),
        _("self-assessment set-up starter hurdles sparring"),
    ),
    Section(
        "goals",
        _("Goals"),
        "measurement_goals",
        _("What you want to reach, by which figure and until when, and how far you are."),
        _("aims targets smart kpi progress"),
    ),
    Section(
        "matrix",
        _("Who is responsible"),
        "measurement_matrix",
        _("Departments with lead, goals, figures and budget; which one leads the whole."),
        _("responsibility matrix departments hr sales"),
    ),
    Section(
        "groups",
        _("Target groups"),
        "strategy_groups",
        _("Whom you want to reach, and how they want to be spoken to."),
        _("audience persona tone"),
    ),
    Section(
        "journey",
        _("Customer journey"),
        "planning_journey",
        _("Where each group meets you on its way, and where something is missing."),
        _("touchpoints stages"),
    ),
    Section(
        "accounts",
        _("Accounts"),
        "strategy_accounts",
        _("Which accounts there are, and whether one is enough."),
        _("register scoring candidates"),
    ),
    Section(
        "capacity",
        _("Hours and demand"),
        "strategy_capacity",
        _("How many posts all accounts want, and how many the team can make."),
        _("capacity resources time team"),
    ),
    Section(
        "team",
        _("Team"),
        "strategy_team",
        _("Who masters which topic, who helps from outside, who has a stake."),
        _("people skills suppliers pilots stakeholders staffing"),
    ),
    Section(
        "budget",
        _("Budget"),
        "strategy_budget",
        _("What it costs in hours and euro, planned against spent."),
        _("money euro costs media agency"),
    ),
    Section(
        "tools",
        _("Tools"),
        "strategy_tools",
        _("Which tools are worth their money, and which platform suits."),
        _("software use platform evaluation"),
    ),
    Section(
        "case",
        _("Business case"),
        "measurement_case",
        _("What the management is asked for, with facts, others' results and a forecast."),
        _("management budget forecast benefit document"),
    ),
    Section(
        "facts",
        _("Facts"),
        "strategy_facts",
        _("Figures with their source, for pitches, posts and reports."),
        _("numbers studies sources"),
    ),
    Section(
        "sheets",
        _("Worksheets"),
        "strategy_sheets",
        _("Guided questions that end in a recommendation and a date to look again."),
        _("canvas questions checklist review"),
    ),
)

# What a starter sees of this room, whatever else is hidden.
ALWAYS: Final = frozenset({"start", "goals", "groups"})


def shown_sections(hidden: Collection[str]) -> tuple[Section, ...]:
    """Return the sections a workspace shows; "strategy.*" in what it hides leaves those a starter needs."""
    if "strategy.*" not in hidden:
        return SECTIONS
    return tuple(section for section in SECTIONS if section.name in ALWAYS)


def shown_groups(hidden: Collection[str]) -> tuple[tuple[Group, tuple[Section, ...]], ...]:
    """Return the tabs a workspace shows, each with its pages."""
    shown = {section.name: section for section in shown_sections(hidden)}
    found = ((group, tuple(shown[name] for name in group.names if name in shown)) for group in GROUPS)
    return tuple((group, sections) for group, sections in found if sections)
