"""The idea's facts as a small form beside the text: for whom, what for, format, campaign, date."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.house.actor import Actor
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.actions.edit_item import edit_item
from leitstand.planning.changes import ItemFields, told_of
from leitstand.planning.core.local_time import Adjustment, resolve
from leitstand.planning.models import CONTENT_KINDS, Campaign, Item
from leitstand.planning.reasons import COLUMN_OF, ReasonFields, first_of, offered, value_of


class LocalTimeField(forms.DateTimeField):
    """A time as a clock on the wall shows it. Django's own refuses those that the clock change skips or doubles."""

    def to_python(self, value: str | datetime | date | None) -> datetime | None:
        """Read the time without a time zone."""
        return super(forms.DateTimeField, self).to_python(value) if value and isinstance(value, str) else None


class FactsForm(ReasonFields):
    """What the composer asks about the idea itself; saved through planning's own verb."""

    title = forms.CharField(label=_("Idea"), max_length=200)
    planned_at = LocalTimeField(
        label=_("Goes out"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    audience = forms.CharField(label=_("For whom"), max_length=200, required=False)
    goal = forms.CharField(label=_("Goal"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Format"), choices=CONTENT_KINDS)
    campaign = forms.ChoiceField(label=_("Campaign"), required=False)
    actor: Actor
    item: Item
    adjustment: Adjustment = ""

    @classmethod
    def of(cls, actor: Actor, item: Item, data: Mapping[str, object] | None = None) -> "FactsForm":
        """Return the form for one item, filled with what it says or with what was typed."""
        zone = ZoneInfo(actor.workspace.time_zone)
        form = cls(
            data,
            initial={
                "title": item.title,
                "planned_at": item.planned_at.astimezone(zone).replace(tzinfo=None) if item.planned_at else None,
                "audience": item.audience,
                "goal": item.goal,
                "kind": item.kind,
                "campaign": str(item.campaign_id or ""),
                **first_of(item),
            },
            auto_id="facts-%s",
        )
        campaigns = Campaign.objects.filter(workspace=actor.workspace).order_by("-starts").values_list("pk", "name")
        field = form.fields["campaign"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "–"), *((str(pk), name) for pk, name in campaigns[:100])]
        form.offer(offered(actor.workspace, item))
        form.actor, form.item = actor, item
        return form

    def clean_planned_at(self) -> datetime | None:
        """Read the time as one of the workspace's own zone; what the clock change does to it is told when it is saved."""
        typed: datetime | None = self.cleaned_data["planned_at"]
        if typed is None:
            return None
        resolved = resolve(typed, ZoneInfo(self.actor.workspace.time_zone))
        self.adjustment = resolved.adjustment
        return resolved.moment

    def rows(self) -> list[tuple[forms.BoundField, str]]:
        """Return every field with the value it had when the page was drawn, to tell later what a person changed."""
        return [(bound, str(bound.field.widget.format_value(bound.value()) or "")) for bound in self]

    def save(self, *, now: datetime) -> tuple[str, ...]:
        """Change what the person changed and nothing else; returns what they should know. Problems stand at the form."""
        told = self.cleaned_data
        wished: ItemFields = {
            "title": told["title"],
            "planned_at": told["planned_at"],
            "audience": told["audience"],
            "goal": told["goal"],
            "kind": told["kind"],
            "campaign_id": int(told["campaign"]) if told["campaign"] else None,
        }
        fields: ItemFields = {}
        for name in self.fields:
            if self.data.get(name, "") == self.data.get(f"was-{name}"):
                continue
            if name in COLUMN_OF:
                fields[COLUMN_OF[name]] = value_of(name, told[name])  # type: ignore[literal-required]
                continue
            key = "campaign_id" if name == "campaign" else name
            fields[key] = wished[key]  # type: ignore[literal-required]
        try:
            notes = edit_item(self.actor, self.item, fields, version=self.item.version, now=now).notes
            return (*notes, *(told_of([self.adjustment]) if "planned_at" in fields else []))
        except Invalid as wrong:
            for name, problem in wrong.errors.items():
                self.add_error(name if name in self.fields else None, problem)
        except Impossible as why:
            self.add_error(None, why.message)
        return ()
