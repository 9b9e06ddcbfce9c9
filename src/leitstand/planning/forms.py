"""Forms of this room. They only gather; what is right or wrong is decided by the actions."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from leitstand.house.errors import Invalid
from leitstand.house.models import Person
from leitstand.planning.changes import ItemFields
from leitstand.planning.core.local_time import Resolved, resolve
from leitstand.planning.models import CAMPAIGN_COLOURS, CONTENT_KINDS, Campaign
from leitstand.planning.queries.around import ChannelMark
from leitstand.planning.reasons import COLUMN_OF, Offered, ReasonFields

# Where a day is chosen and no time: in the middle of the morning.
USUAL_TIME: Final = time(10)
FIELD_OF: Final = {"planned_at": "day", "channel_ids": "channels", "campaign_id": "campaign", "owner_id": "owner"} | {
    column: name for name, column in COLUMN_OF.items()
}


class DayInput(forms.DateInput):
    """The browser's own day picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own time picker."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class ItemForm(ReasonFields):
    """Everything the plan says about an item (guide 2.2: date, content, text, channels), and what it is for."""

    title = forms.CharField(label=_("What is it about?"), max_length=200, widget=forms.TextInput())
    day = forms.DateField(label=_("Day"), required=False, widget=DayInput())
    time = forms.TimeField(label=_("Time"), required=False, widget=TimeInput())
    kind = forms.ChoiceField(label=_("Content"), choices=CONTENT_KINDS)
    channels = forms.MultipleChoiceField(label=_("Channels"), required=False, widget=forms.CheckboxSelectMultiple())
    text = forms.CharField(
        label=_("Text with hashtags and emoji"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "class": "input-text"}),
    )
    audience = forms.CharField(label=_("For whom"), max_length=200, required=False)
    goal = forms.CharField(label=_("Goal"), max_length=200, required=False)
    campaign = forms.TypedChoiceField(label=_("Campaign"), required=False, coerce=int, empty_value=None)
    owner = forms.TypedChoiceField(label=_("Who looks after it"), required=False, coerce=int, empty_value=None)
    notes = forms.CharField(label=_("Notes for the team"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        channels: Iterable[ChannelMark],
        people: Iterable[Person],
        campaigns: Iterable[Campaign],
        reasons: Offered | None = None,
        initial: Mapping[str, object] | None = None,
        only: Iterable[str] = (),
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), auto_id="item-%s")
        nobody = ("", _("Nobody"))
        self._choose("channels", [(str(mark.id), mark.name) for mark in channels])
        self._choose("campaign", [("", _("None")), *((str(one.pk), one.name) for one in campaigns)])
        self._choose("owner", [nobody, *((str(person.pk), str(person)) for person in people)])
        self.offer(reasons)
        wanted = set(only)
        for name in [name for name in self.fields if wanted and name not in wanted]:
            del self.fields[name]

    def _choose(self, name: str, choices: list[tuple[object, object]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def told(self, zone: ZoneInfo) -> tuple[ItemFields, Resolved | None]:
        """Return what was filled in, and how the local time was made sure; fields that were not asked are left out."""
        clean = self.cleaned_data
        fields: ItemFields = {}
        if "title" in clean:
            fields["title"] = clean["title"]
        if "kind" in clean:
            fields["kind"] = clean["kind"]
        if "text" in clean:
            fields["text"] = clean["text"].replace("\r\n", "\n").strip()
        if "notes" in clean:
            fields["notes"] = clean["notes"].replace("\r\n", "\n").strip()
        if "audience" in clean:
            fields["audience"] = clean["audience"]
        if "goal" in clean:
            fields["goal"] = clean["goal"]
        fields |= self.reasons_told()  # type: ignore[typeddict-item]
        if "channels" in clean:
            fields["channel_ids"] = [int(one) for one in clean["channels"]]
        if "campaign" in clean:
            fields["campaign_id"] = clean["campaign"]
        if "owner" in clean:
            fields["owner_id"] = clean["owner"]
        resolved = None
        if "day" in clean:
            day: date | None = clean["day"]
            resolved = resolve(datetime.combine(day, clean.get("time") or USUAL_TIME), zone) if day else None
            fields["planned_at"] = resolved.moment if resolved else None
        return fields, resolved

    def put_errors(self, invalid: Invalid) -> None:
        """Show what the action found wrong at the fields it belongs to."""
        for name, sentence in invalid.errors.items():
            field = FIELD_OF.get(name, name)
            self.add_error(field if field in self.fields else None, sentence)


class SpanForm(forms.Form):
    """What campaigns and own dates have in common."""

    name = forms.CharField(label=_("Name"), max_length=120)
    starts = forms.DateField(label=_("First day"), widget=DayInput())
    ends = forms.DateField(label=_("Last day"), widget=DayInput())

    def put_errors(self, invalid: Invalid) -> None:
        """Show what the action found wrong at the fields it belongs to."""
        for name, sentence in invalid.errors.items():
            self.add_error(name if name in self.fields else None, sentence)


class CampaignForm(SpanForm):
    """A campaign."""

    goal = forms.CharField(label=_("Goal"), max_length=200, required=False)
    colour = forms.ChoiceField(
        label=_("Colour"),
        choices=CAMPAIGN_COLOURS,
        widget=forms.RadioSelect(),
        help_text=_("All of them can be told apart with every kind of colour vision."),
    )
    is_guided = forms.BooleanField(
        label=_("Prepare it in nine steps"),
        required=False,
        help_text=_(
            "Its posts can be approved once the launch gate is open. Without steps it is a band over the calendar."
        ),
    )


class OwnDateForm(SpanForm):
    """A date of the company's own."""

    note = forms.CharField(label=_("Note"), max_length=300, required=False)
