"""Forms of people and partners in posts. They only gather; what is right or wrong is decided by the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.house.models import Workspace
from leitstand.planning.models import PARTNER_KINDS, RHYTHMS, STEPS_EVERY, WEEKDAYS, Partner
from leitstand.planning.queries.around import channel_marks


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _long(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WithChannels(forms.Form):
    """A form that asks for channels."""

    channels = forms.MultipleChoiceField(label=_("Channels"), required=False, widget=forms.CheckboxSelectMultiple())

    def for_workspace(self, workspace: Workspace) -> "WithChannels":
        """Offer the channels of a workspace."""
        marks = channel_marks(workspace).values()
        self.fields["channels"].choices = [(str(mark.id), mark.name) for mark in marks]  # type: ignore[attr-defined]
        return self

    @property
    def channel_ids(self) -> list[int]:
        """The chosen channels."""
        return [int(one) for one in self.cleaned_data["channels"]]


class SeriesForm(WithChannels):
    """A series."""

    name = forms.CharField(label=_("Name"), max_length=120)
    hashtag = forms.CharField(
        label=_("Hashtag"), max_length=60, help_text=_("One of its own, so that the series is found again.")
    )
    every_weeks = forms.TypedChoiceField(label=_("Rhythm"), choices=RHYTHMS, coerce=int)
    weekday = forms.TypedChoiceField(label=_("Day"), choices=WEEKDAYS, coerce=int, initial=3)
    at = forms.TimeField(label=_("Time"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    starts = forms.DateField(label=_("First week"), widget=_day())
    departments = forms.CharField(
        label=_("Departments that should have their turn"),
        required=False,
        widget=_long(3),
        help_text=_("One in each line: a cross-section of the company, or the group you want to show."),
    )
    questions = forms.CharField(
        label=_("Questions each post answers"),
        required=False,
        widget=_long(3),
        help_text=_("They stand in the notes of each post."),
    )
    field_order = ["name", "hashtag", "every_weeks", "weekday", "at", "starts", "channels", "departments", "questions"]


class TurnForm(forms.Form):
    """Somebody for the queue."""

    name = forms.CharField(label=_("Person or team"), max_length=120)
    department = forms.CharField(label=_("Department"), max_length=120, required=False)
    story = forms.CharField(label=_("What it is about"), max_length=300, required=False)
    email = forms.EmailField(label=_("E-mail for the consent"), required=False)


class JobForm(WithChannels):
    """A job advertisement."""

    title = forms.CharField(label=_("Job"), max_length=200)
    department = forms.CharField(label=_("Department"), max_length=120, required=False)
    link = forms.URLField(label=_("Address of the advertisement"), required=False, assume_scheme="https")
    day = forms.DateField(label=_("Day of the post"), required=False, widget=_day())
    field_order = ["title", "department", "link", "day", "channels"]


class FilledForm(forms.Form):
    """Who has the job."""

    name = forms.CharField(label=_("Who has the job?"), max_length=120)
    on = forms.DateField(label=_("First working day"), widget=_day())


class NoteForm(forms.Form):
    """An agreement that was given on paper."""

    evidence = forms.CharField(
        label=_("Where is it written?"),
        max_length=300,
        required=False,
        help_text=_("Folder, file or mail of which day; without it nothing can be proved later."),
    )
    valid_until = forms.DateField(label=_("Valid until"), required=False, widget=_day())


class ReferenceForm(WithChannels):
    """A reference."""

    customer = forms.CharField(label=_("Customer"), max_length=120)
    email = forms.EmailField(label=_("E-mail for the release"), required=False)
    project = forms.CharField(label=_("Project"), max_length=200)
    quote = forms.CharField(label=_("Quotation"), required=False, max_length=2000, widget=_long(3))
    quoted = forms.CharField(label=_("Who says it"), max_length=120, required=False)
    rating_url = forms.URLField(label=_("Where they can rate you"), required=False, assume_scheme="https")
    starts = forms.DateField(label=_("Start of the project"), required=False, widget=_day())
    ends = forms.DateField(label=_("End of the project"), required=False, widget=_day())
    every_weeks = forms.TypedChoiceField(label=_("Posts on the way"), choices=STEPS_EVERY, coerce=int)
    field_order = [
        "customer", "email", "project", "quote", "quoted", "rating_url", "starts", "ends", "every_weeks", "channels",
    ]  # fmt: skip


class PartnerForm(forms.Form):
    """A partner."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=PARTNER_KINDS)
    contact = forms.CharField(label=_("Who approves there"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    mention = forms.CharField(
        label=_("How to mention them"), max_length=200, required=False, help_text=_("Their name on each network.")
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class JoinForm(forms.Form):
    """With whom a post is made."""

    partner = forms.ModelChoiceField(label=_("Partner"), queryset=Partner.objects.none())

    def for_workspace(self, workspace: Workspace) -> "JoinForm":
        """Offer the partners of a workspace."""
        self.fields["partner"].queryset = Partner.objects.filter(workspace=workspace)  # type: ignore[attr-defined]
        return self


class PublicReleaseForm(forms.Form):
    """The answer of somebody without an account."""

    words = forms.CharField(label=_("What you want to say about it"), required=False, max_length=2000, widget=_long(3))
