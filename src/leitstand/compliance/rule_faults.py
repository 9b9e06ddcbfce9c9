"""What is wrong with an own rule, in words; and at which field of the form it is told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from leitstand.compliance.core.own_rules import Fault

_SAYS: Final[dict[str, Callable[[], str]]] = {
    "long": lambda: _("The file is too long."),
    "toml": lambda: _("This is no TOML."),
    "strange": lambda: _("There is no such entry."),
    "missing": lambda: _("This entry is missing."),
    "empty": lambda: _("This entry is empty."),
    "no_rule": lambda: _("There is no rule in it."),
    "value": lambda: _("This is not as it must be."),
    "prefix": lambda: _("The id begins with OWN-, then capitals, digits and hyphens, 20 signs at most."),
    "taken": lambda: _("This is taken already."),
    "other_id": lambda: _("Exactly this rule must stand in it; an id never changes."),
    "fact": lambda: _("This fact is not whole."),
    "declared": lambda: _(
        'An own fact is read off the text (how = "computed"); what people declare has the facts of the house.'
    ),
    "pattern": lambda: _("This list of words is not whole."),
    "slow": lambda: _("This expression may lose itself in a long text; repeat less, and nothing within a repeat."),
    "misses": lambda: _("The list does not hit what it says."),
    "hits": lambda: _("The list hits what it should let pass."),
    "not_found": lambda: _("The rule does not find this example."),
    "found": lambda: _("The rule finds this example although it should let it pass."),
    "level": lambda: _("The rule finds this example, but on another level."),
    "no_condition": lambda: _("Say when the rule finds something: by words in the text or by a fact."),
    "no_example": lambda: _("Give at least one example; it is tried at once."),
    "no_fact": lambda: _("There is no such fact; choose one from the list."),
    "no_verb": lambda: _("This condition does not suit the fact. There are:"),
    "no_value": lambda: _("A value is missing."),
    "no_number": lambda: _("This is no number."),
    "no_date": lambda: _("This is no day; write 30.11.2026 or 2026-11-30."),
    "no_yes_no": lambda: _("Write yes or no."),
    "no_choice": lambda: _("This is none of the answers. There are:"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One fault for the page."""

    line: int
    key: str
    words: str
    detail: str


def say(fault: Fault) -> Said:
    """Put a fault into words."""
    return Said(fault.line, fault.key, words_for(fault.code), fault.detail)


def words_for(code: str) -> str:
    """Say what is wrong."""
    return _SAYS[code]() if code in _SAYS else _SAYS["value"]()


def field_for(fault: Fault) -> str:
    """Return the field of the form a fault belongs to; "" where it has none."""
    kind, _space, place = fault.key.partition(" ")
    if kind in ("bad", "good"):
        return f"{kind}_text_{int(place) - 1 if place.isdigit() else 0}"
    fields = {"id": "rule", "title": "title_de", "demand": "demand_de", "mend": "mend_de", "case": "words"}
    plain = ("kinds", "law", "source", "read_on", "sure")
    return fields.get(kind, kind if kind in plain else "words" if kind in ("regex", "hits", "passes") else "")
