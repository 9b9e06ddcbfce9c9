"""Forms of accounts, their rating, hours and demand."""

from collections.abc import Mapping
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.channels.core.platforms import platforms
from leitstand.channels.models import Channel
from leitstand.house.models import Person, Workspace
from leitstand.strategy.core.demand import USUAL_HOURS
from leitstand.strategy.core.scoring import SCALES
from leitstand.strategy.models.account import ACCOUNT_KINDS, ACCOUNT_STATES, BREADTHS
from leitstand.strategy.words import CONTENT_KINDS

LANGUAGES = [
    ("de", _("German")),
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("it", _("Italian")),
    ("nl", _("Dutch")),
    ("pl", _("Polish")),
    ("cs", _("Czech")),
    ("pt", _("Portuguese")),
    ("tr", _("Turkish")),
    ("ja", _("Japanese")),
    ("zh", _("Chinese")),
]


def _platforms() -> list[tuple[str, str]]:
    return [(known.id, known.name) for known in platforms()]


class AccountForm(forms.Form):
    """An account in the register."""

    platform = forms.ChoiceField(label=_("Network"), choices=_platforms)
    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    kind = forms.ChoiceField(label=_("Kind"), choices=ACCOUNT_KINDS)
    state = forms.ChoiceField(label=_("Status"), choices=ACCOUNT_STATES, initial="active")
    purpose = forms.CharField(
        label=_("Purpose"), max_length=300, required=False, help_text=_("Whom it serves, and what for.")
    )
    breadth = forms.ChoiceField(
        label=_("Audience"),
        choices=BREADTHS,
        initial="mixed",
        help_text=_("The broader it is, the more general the content; the narrower, the more concrete (guide 2.1)."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=LANGUAGES, initial=["de"], widget=forms.CheckboxSelectMultiple
    )
    market = forms.CharField(label=_("Country or region"), max_length=80, required=False)
    owner = forms.ModelChoiceField(label=_("Looked after by"), queryset=Person.objects.none(), required=False)
    channel = forms.ModelChoiceField(
        label=_("Connected as"),
        queryset=Channel.objects.none(),
        required=False,
        help_text=_("The channel in Leitstand, if it is connected."),
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, workspace: Workspace, **more: object) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]
        people = Person.objects.filter(memberships__workspace=workspace).order_by("name")
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
        channels = Channel.objects.filter(workspace=workspace).exclude(state="disconnected")
        self.fields["channel"].queryset = channels  # type: ignore[attr-defined]
        for kind in USUAL_HOURS:
            self.fields[f"posts_{kind}"] = forms.FloatField(
                label=str(CONTENT_KINDS[kind]), required=False, min_value=0, max_value=200, localize=True
            )

    @property
    def post_fields(self) -> list[forms.BoundField]:
        """The fields for posts a week, by kind of content."""
        return [self[f"posts_{kind}"] for kind in USUAL_HOURS]

    def posts_a_week(self) -> dict[str, float]:
        """Return what was entered for posts a week."""
        return {kind: float(self.cleaned_data.get(f"posts_{kind}") or 0) for kind in USUAL_HOURS}


class SeatForm(forms.Form):
    """Somebody's hours."""

    person = forms.ModelChoiceField(label=_("Member of the team"), queryset=Person.objects.none(), required=False)
    name = forms.CharField(
        label=_("Or a name"),
        max_length=120,
        required=False,
        help_text=_("For an open post, a working student or help from outside."),
    )
    hours_a_week = forms.DecimalField(
        label=_("Hours a week for social media"), max_digits=4, decimal_places=1, localize=True
    )
    content_percent = forms.IntegerField(
        label=_("Of it for making content, in percent"),
        initial=60,
        help_text=_("The rest answers, plans, measures and learns. 60 is our own starting value."),
    )
    cost_per_hour = forms.DecimalField(
        label=_("Cost per hour in euro"),
        max_digits=6,
        decimal_places=2,
        required=False,
        localize=True,
        min_value=Decimal(0),
        help_text=_("With all additional costs; makes own work comparable with an agency."),
    )

    def for_workspace(self, workspace: Workspace) -> "SeatForm":
        """Offer the members of a workspace."""
        people = Person.objects.filter(memberships__workspace=workspace).order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        return self


class FormatHoursForm(forms.Form):
    """How long a post of each kind takes; empty means as usual."""

    def __init__(self, data: Mapping[str, object] | None = None, **more: object) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]
        for kind, hours in USUAL_HOURS.items():
            self.fields[kind] = forms.DecimalField(
                label=str(CONTENT_KINDS[kind]),
                required=False,
                max_digits=4,
                decimal_places=1,
                localize=True,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": str(hours).replace(".", ",")}),
            )


class ScaleForm(forms.Form):
    """Scale and threshold of the rating."""

    scale = forms.TypedChoiceField(
        label=_("Scale"), choices=[(number, f"1–{number}") for number in SCALES], coerce=int, initial=5
    )
    gap_percent = forms.IntegerField(
        label=_("Clearly higher from a step of … percent"),
        min_value=1,
        max_value=100,
        initial=15,
        help_text=_("Of the highest score anybody could reach, between two neighbours in the ranking."),
    )


class OutcomeForm(forms.Form):
    """What was decided about the number of accounts."""

    outcome = forms.CharField(label=_("We decide"), max_length=200)
    reason = forms.CharField(
        label=_("Because"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
