"""Forms of the plan across all channels. They only gather; what is right or wrong is decided by the actions."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leitstand.house.models import Person
from leitstand.planning.actions.accompany_event import OCCASIONS, Occasion
from leitstand.planning.actions.derive_posts import AT, Wish
from leitstand.planning.actions.keep_line import LineFields
from leitstand.planning.actions.keep_project import Page, ProjectFields
from leitstand.planning.core.local_time import resolve
from leitstand.planning.core.milestone_lines import Due, LineFault, read_due
from leitstand.planning.dates import short_day
from leitstand.planning.forms import DayInput
from leitstand.planning.models import PROJECT_KINDS, TRACKS, Project, TrackLine
from leitstand.planning.queries.around import ChannelMark


def _people(people: Iterable[Person]) -> list[tuple[str, str]]:
    return [("", _("Nobody")), *((str(one.pk), str(one)) for one in people)]


class ProjectForm(forms.Form):
    """A project or an event."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    group = forms.CharField(
        label=gettext_lazy("Group"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The heading it stands under, such as fairs and events."),
        widget=forms.TextInput(attrs={"list": "project-groups", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=PROJECT_KINDS, widget=forms.RadioSelect())
    starts = forms.DateField(label=gettext_lazy("First day"), required=False, widget=DayInput())
    ends = forms.DateField(label=gettext_lazy("Last day"), required=False, widget=DayInput())
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    lead = forms.TypedChoiceField(label=gettext_lazy("Lead"), required=False, coerce=int, empty_value=None)
    note = forms.CharField(label=gettext_lazy("Description"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    links = forms.CharField(
        label=gettext_lazy("Pages"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "input-text"}),
        help_text=gettext_lazy("Event pages on networks and the own site: a line each, the address, then its name."),
    )

    def offer(self, people: Iterable[Person]) -> "ProjectForm":
        """Offer the members as leads."""
        cast("forms.ChoiceField", self.fields["lead"]).choices = _people(people)
        return self

    @staticmethod
    def first(project: Project | None) -> dict[str, object]:
        """Return what stands in the form at first."""
        if project is None:
            return {"kind": "project"}
        names = ("name", "group", "kind", "starts", "ends", "place", "note")
        links = "\n".join(f"{page['url']} {page['label']}".strip() for page in project.links)
        return {**{name: getattr(project, name) for name in names}, "lead": project.lead_id, "links": links}

    def told(self) -> ProjectFields:
        """Return what was filled in."""
        clean = self.cleaned_data
        pages: list[Page] = []
        for line in clean["links"].splitlines():
            url, _space, label = line.strip().partition(" ")
            if url:
                pages.append({"label": label.strip(), "url": url})
        return {
            "group": clean["group"],
            "name": clean["name"],
            "note": clean["note"],
            "kind": clean["kind"],
            "starts": clean["starts"],
            "ends": clean["ends"],
            "place": clean["place"],
            "links": pages,
            "lead_id": clean["lead"],
        }


class LineForm(forms.Form):
    """What is made on one track, and what is due on it."""

    track = forms.ChoiceField(label=gettext_lazy("Track"), choices=TRACKS)
    what = forms.CharField(
        label=gettext_lazy("What"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Such as event page, press release, flyer."),
    )
    lead = forms.TypedChoiceField(label=gettext_lazy("Lead"), required=False, coerce=int, empty_value=None)
    due = forms.CharField(
        label=gettext_lazy("Due"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "A line each, with a day or a month in front: “15.09.2026 dispatch” or “October follow-up”."
        ),
    )
    link = forms.URLField(
        label=gettext_lazy("Address"),
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Where it is to be read; posts derived from it lead there."),
    )
    body = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("The press release or the paragraph that posts are derived from."),
    )
    is_dropped = forms.BooleanField(label=gettext_lazy("Dropped for this project"), required=False)
    today: date

    def offer(self, people: Iterable[Person], *, today: date) -> "LineForm":
        """Offer the members as leads."""
        cast("forms.ChoiceField", self.fields["lead"]).choices = _people(people)
        self.today = today
        return self

    @staticmethod
    def first(line: TrackLine | None, due: str, track: str = "") -> dict[str, object]:
        """Return what stands in the form at first."""
        if line is None:
            return {"track": track or TRACKS[0][0]}
        names = ("track", "what", "link", "body", "is_dropped")
        return {**{name: getattr(line, name) for name in names}, "lead": line.lead_id, "due": due}

    def clean_due(self) -> list[Due]:
        """Read what is due; each line that is not understood is named."""
        found, faults = read_due(self.cleaned_data["due"], today=self.today)
        if faults:
            raise forms.ValidationError([_fault(fault) for fault in faults])
        return found

    def told(self) -> LineFields:
        """Return what was filled in."""
        clean = self.cleaned_data
        return {
            "track": clean["track"],
            "what": clean["what"],
            "lead_id": clean["lead"],
            "is_dropped": clean["is_dropped"],
            "link": clean["link"],
            "body": clean["body"].replace("\r\n", "\n"),
            "due": clean["due"],
        }


def _fault(fault: LineFault) -> str:
    sentences = {
        "no_date": _("Line %(line)d: “%(value)s” begins with no day and no month."),
        "no_words": _("Line %(line)d: say what is due after “%(value)s”."),
        "too_long": _("Line %(line)d is longer than 200 characters: “%(value)s …”."),
        "too_many": _("At most %(value)s lines, please."),
    }
    return sentences[fault.code] % {"line": fault.line, "value": fault.value}


class DeriveForm(forms.Form):
    """Posts of a source, one for each channel."""

    title = forms.CharField(label=gettext_lazy("What is it about?"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Text to start from"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "input-text"}),
        help_text=gettext_lazy("Each channel gets its own post; the address of the source is put beneath."),
    )
    channels = forms.MultipleChoiceField(label=gettext_lazy("Channels"), widget=forms.CheckboxSelectMultiple())
    day = forms.DateField(
        label=gettext_lazy("First day"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Without a day they become ideas."),
    )
    apart = forms.IntegerField(
        label=gettext_lazy("Days between the channels"), min_value=0, max_value=60, initial=0, required=False
    )

    def offer(self, channels: Iterable[ChannelMark]) -> "DeriveForm":
        """Offer the channels."""
        cast("forms.ChoiceField", self.fields["channels"]).choices = [(str(one.id), one.name) for one in channels]
        return self

    def wishes(self, zone: ZoneInfo) -> list[Wish]:
        """Return a wish for each channel, so many days apart."""
        clean = self.cleaned_data
        day: date | None = clean["day"]
        found = []
        for place, channel in enumerate(clean["channels"]):
            moment = None
            if day is not None:
                on = date.fromordinal(day.toordinal() + place * (clean["apart"] or 0))
                moment = resolve(datetime.combine(on, AT), zone).moment
            found.append(Wish(int(channel), moment))
        return found


class AccompanyForm(forms.Form):
    """Posts around an event."""

    chosen = forms.MultipleChoiceField(label=gettext_lazy("Posts"), widget=forms.CheckboxSelectMultiple())
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Channels"), required=False, widget=forms.CheckboxSelectMultiple()
    )

    def offer(self, project: Project, channels: Iterable[ChannelMark], *, today: date) -> "AccompanyForm":
        """Offer what can be said around the event, with the day for each."""
        if project.starts is not None:
            starts, ends = project.starts, project.ends or project.starts
            choices = [(one.id, _occasion(one, one.day(starts, ends), today)) for one in OCCASIONS]
            cast("forms.ChoiceField", self.fields["chosen"]).choices = choices
            self.initial["chosen"] = [one.id for one in OCCASIONS if one.day(starts, ends) > today]
        cast("forms.ChoiceField", self.fields["channels"]).choices = [(str(one.id), one.name) for one in channels]
        return self

    def told(self) -> Mapping[str, list[str]]:
        """Return what was chosen."""
        return {"chosen": self.cleaned_data["chosen"], "channels": self.cleaned_data["channels"]}


def _occasion(one: Occasion, day: date, today: date) -> str:
    when = short_day(day) if day > today else _("%(day)s, already past") % {"day": short_day(day)}
    return f"{one.words} ({when})"


def made_words(count: int) -> str:
    """Say how many posts were put on the plan."""
    return ngettext("%(count)d post was put on the plan.", "%(count)d posts were put on the plan.", count) % {
        "count": count
    }
