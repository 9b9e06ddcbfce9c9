"""Forms about links. They only gather; what is right or wrong is decided by the actions."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.house.models import Workspace
from leitstand.planning.models import Campaign
from leitstand.publishing.core.tracking import FIELDS, Rules
from leitstand.publishing.tracking import Tracking

NAMES = {
    "source": _("Source"),
    "medium": _("Medium"),
    "campaign": _("Campaign"),
    "content": _("Content"),
    "term": _("Term"),
}


class LinkRulesForm(forms.Form):
    """How links are named."""

    domains = forms.CharField(
        label=_("Own domains"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_(
            "One in each line, such as firma.de; what lies below it belongs to it. Without one nothing is tagged."
        ),
    )
    source = forms.CharField(label=NAMES["source"], help_text="utm_source")
    medium = forms.CharField(label=NAMES["medium"], help_text="utm_medium")
    campaign = forms.CharField(label=NAMES["campaign"], help_text="utm_campaign")
    content = forms.CharField(label=NAMES["content"], required=False, help_text="utm_content")
    term = forms.CharField(label=NAMES["term"], required=False, help_text="utm_term")
    without = forms.CharField(label=_("Campaign of posts that belong to none"))
    is_lower = forms.BooleanField(label=_("Small letters only"), required=False)
    signs = forms.CharField(
        label=_("Allowed besides letters and figures"),
        required=False,
        max_length=3,
        help_text=_("Of - _ and the point; the first one stands where something else was."),
    )
    is_demanded = forms.BooleanField(
        label=_("No approval while a link to an own page has no parameters"), required=False
    )

    @classmethod
    def first(cls, tracking: Tracking) -> dict[str, object]:
        """Return what stands there to begin with."""
        rules = tracking.rules or Rules()
        names = (*FIELDS, "without", "is_lower", "signs")
        told: dict[str, object] = {name: getattr(rules, name) for name in names}
        return {**told, "domains": "\n".join(rules.domains), "is_demanded": tracking.is_demanded}

    def told(self) -> Rules:
        """Return the rules as they were typed, without the domains."""
        names = (*FIELDS, "without", "is_lower", "signs")
        return Rules(**{name: self.cleaned_data[name] for name in names})


class BuildForm(forms.Form):
    """A link with its parameters."""

    url = forms.CharField(
        label=_("Address"),
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false", "placeholder": "https://"}),
    )
    belongs = forms.ModelChoiceField(
        label=_("For the campaign"), queryset=Campaign.objects.none(), required=False, empty_label=_("None")
    )
    source = forms.CharField(
        label=NAMES["source"], max_length=100, help_text=_("Where the visit comes from: newsletter, linkedin, flyer")
    )
    medium = forms.CharField(label=NAMES["medium"], max_length=100, help_text=_("By which way: social, e-mail, print"))
    campaign = forms.CharField(
        label=_("Name of the campaign in links"),
        max_length=100,
        required=False,
        help_text=_("Empty means: as the chosen campaign is called."),
    )
    content = forms.CharField(label=NAMES["content"], max_length=100, required=False)
    term = forms.CharField(label=NAMES["term"], max_length=100, required=False)

    def offer(self, workspace: Workspace) -> "BuildForm":
        """Offer the campaigns of a workspace."""
        field = cast("forms.ModelChoiceField[Campaign]", self.fields["belongs"])
        field.queryset = Campaign.objects.filter(workspace=workspace).order_by("-starts")
        return self
