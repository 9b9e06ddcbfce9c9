"""What the strategy room offers for an item: groups, stages, pillars and the fixed choices, as forms show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.house.models import Workspace
from leitstand.planning.models import CATEGORIES, DELIVERIES, Item
from leitstand.planning.post_formats import format_of, formats_of, said
from leitstand.strategy.models.audience import MOTIVES
from leitstand.strategy.queries.audiences import groups_of, pillars_of, stages_of
from leitstand.strategy.queries.goals import choices_of

Choices = list[tuple[str, "str | Promise"]]
OPEN: Final = ("", _("Open"))
# The form's field, and the item's.
COLUMN_OF: Final[Mapping[str, str]] = {
    "target_group": "target_group_id",
    "aim": "aim_id",
    "journey_stage": "journey_stage_id",
    "pillar": "pillar_id",
    "motive": "motive",
    "post_format": "post_format",
    "category": "category",
    "delivery": "delivery",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """The choices for each reason; a list with a single entry offers nothing."""

    choices: Mapping[str, Choices]

    @property
    def names(self) -> tuple[str, ...]:
        """The reasons there is something to choose for."""
        return tuple(name for name, choices in self.choices.items() if len(choices) > 1)


def offered(workspace: Workspace, item: Item | None = None) -> Offered:
    """Return what may be chosen in a workspace; a group that is no longer offered stays choosable on its own item."""
    groups = [(str(group.pk), group.name) for group in groups_of(workspace)]
    if item is not None and item.target_group_id and str(item.target_group_id) not in dict(groups):
        groups.append((str(item.target_group_id), str(item.target_group)))
    if "fields.reasons" in workspace.hidden_places:  # a starter is asked for whom and what for, and nothing else
        aims = choices_of(workspace, besides=item.aim_id if item is not None else None)
        return Offered({"target_group": [OPEN, *groups], "aim": [OPEN, *aims]})
    stages = [(str(stage.pk), stage.name) for stage in stages_of(workspace)]
    pillars = [(str(pillar.pk), pillar.name) for pillar in pillars_of(workspace)]
    return Offered(
        {
            "target_group": [OPEN, *groups],
            "aim": [OPEN, *choices_of(workspace, besides=item.aim_id if item is not None else None)],
            "journey_stage": [OPEN, *stages],
            "pillar": [OPEN, *pillars],
            "motive": [OPEN, *MOTIVES],
            "post_format": [OPEN, *_formats(workspace, item)],
            "category": [OPEN, *CATEGORIES],
            "delivery": [*DELIVERIES],
        }
    )


def _formats(workspace: Workspace, item: Item | None) -> list[tuple[str, str]]:
    offered_now = formats_of(workspace)
    used = item.post_format if item is not None else ""
    if used and used not in {one.id for one in offered_now} and (archived := format_of(workspace, used)):
        offered_now = (*offered_now, archived)
    return [(one.id, said(one.name)) for one in offered_now]


def first_of(item: Item) -> dict[str, str]:
    """Return what an item says, as the form shows it."""
    told = {name: getattr(item, column) for name, column in COLUMN_OF.items()}
    return {name: "" if value is None else str(value) for name, value in told.items()}


def value_of(name: str, typed: str) -> str | int | None:
    """Return what was chosen as the item keeps it."""
    if COLUMN_OF[name].endswith("_id"):
        return int(typed) if typed else None
    return typed


class ReasonFields(forms.Form):
    """The reasons as fields, for forms about an item."""

    target_group = forms.ChoiceField(label=_("Target group"), required=False)
    aim = forms.ChoiceField(label=_("Goal it serves"), required=False)
    journey_stage = forms.ChoiceField(label=_("Stage of the customer journey"), required=False)
    pillar = forms.ChoiceField(label=_("Pillar"), required=False)
    motive = forms.ChoiceField(label=_("Why people read it"), required=False)
    post_format = forms.ChoiceField(label=_("Format of the post"), required=False)
    category = forms.ChoiceField(label=_("Whose content"), required=False)
    delivery = forms.ChoiceField(label=_("Delivery"), required=False)

    def offer(self, reasons: Offered | None) -> None:
        """Offer the choices; what there is nothing to choose for is not asked."""
        for name in COLUMN_OF:
            field = self.fields[name]
            if reasons is None or name not in reasons.names:
                del self.fields[name]
            elif isinstance(field, forms.ChoiceField):
                field.choices = list(reasons.choices[name])
        if "aim" in self.fields and "goal" in self.fields:
            self.fields["goal"].label = _("Goal in your own words")
        if "target_group" in self.fields:  # as the gate of publishing wants it
            for name in ("target_group", "aim" if "aim" in self.fields else "goal"):
                vars(self.fields[name])["needed_by"] = _("before approval")

    def reasons_told(self) -> dict[str, str | int | None]:
        """Return what was chosen, by the item's columns."""
        clean = self.cleaned_data
        return {column: value_of(name, clean[name]) for name, column in COLUMN_OF.items() if name in clean}
