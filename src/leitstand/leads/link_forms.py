"""Forms of links and of what came of them. They only gather; what is right or wrong is decided by the actions."""

from typing import Final, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.channels.models import Channel
from leitstand.channels.queries import channels_of
from leitstand.house.forms import AmountField
from leitstand.house.models import Workspace
from leitstand.leads.actions.keep_link import LinkFields
from leitstand.leads.models import CONVERSIONS, DISCOVERIES, WAYS, TrackedLink
from leitstand.planning.models import Campaign
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication

POSTS: Final = 200
"""So many of the latest posts are offered."""


class PostField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django cannot subscript it at run time
    """A post by its title and channel."""

    def label_from_instance(self, obj: Publication) -> str:
        """Name one of the choices."""
        return f"{obj.item.title} ({obj.channel})"


class _Belongs(forms.Form):
    """What something belongs to."""

    publication = PostField(label=_("Post"), queryset=Publication.objects.none(), required=False)
    campaign = forms.ModelChoiceField(label=_("Campaign"), queryset=Campaign.objects.none(), required=False)
    channel = forms.ModelChoiceField(label=_("Channel"), queryset=Channel.objects.none(), required=False)

    def offer(self, workspace: Workspace, chosen: Publication | None = None) -> None:
        """Offer posts, campaigns and channels of a workspace."""
        posts = Publication.objects.filter(workspace=workspace, item__deleted_at=None).exclude(
            state=State.WITHDRAWN.value
        )
        latest = list(posts.order_by("-updated_at").values_list("pk", flat=True)[:POSTS])
        kept = [*latest, *([chosen.pk] if chosen else [])]
        offered = {
            "publication": Publication.objects.filter(pk__in=kept)
            .select_related("item__campaign", "channel")
            .order_by("-updated_at"),
            "campaign": Campaign.objects.filter(workspace=workspace).order_by("-starts"),
            "channel": channels_of(workspace, with_gone=True),
        }
        for name, rows in offered.items():
            field = cast("forms.ModelChoiceField[Publication | Campaign | Channel]", self.fields[name])
            field.queryset = rows  # type: ignore[assignment]  # each field its own model
            field.empty_label = str(_("Not chosen"))


class LinkForm(_Belongs):
    """A short link."""

    label = forms.CharField(label=_("Purpose of the link"), max_length=120)
    target = forms.CharField(
        label=_("Where it leads"),
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false", "placeholder": "https://"}),
    )
    slug = forms.CharField(
        label=_("Name in the address"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "none"}),
        help_text=_("Empty means: one is made up. It stays as it is once the link is made."),
    )
    is_stamped = forms.BooleanField(
        label=_("Give the shop the moment of the click along"),
        required=False,
        help_text=_(
            "As ls_click in the address; so it can tell how long it took until somebody bought. Nothing tells who."
        ),
    )
    field_order = ("label", "target", "slug", "publication", "campaign", "channel", "is_stamped")

    @classmethod
    def first(cls, link: TrackedLink | None) -> dict[str, object]:
        """Return what stands there to begin with."""
        return {name: getattr(link, name) for name in LinkFields.__annotations__} if link else {}

    def told(self) -> LinkFields:
        """Return what was filled in."""
        return cast("LinkFields", {name: self.cleaned_data.get(name, "") for name in LinkFields.__annotations__})


class ConversionForm(_Belongs):
    """What people did, as somebody of the team knows it: from the shop, the telephone, a survey."""

    kind = forms.ChoiceField(label=_("What happened"), choices=CONVERSIONS)
    day = forms.DateField(label=_("When"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    count = forms.IntegerField(label=_("How often"), initial=1)
    asked = forms.IntegerField(
        label=_("Of how many people asked"),
        required=False,
        help_text=_("Only from a survey: then it is compared with the known shares."),
    )
    value = AmountField(label=_("Value in euro"), max_digits=12, decimal_places=2, required=False)
    is_offline = forms.BooleanField(
        label=_("Not on the internet: in the shop, on the phone, at the fair"), required=False
    )
    discovered = forms.ChoiceField(
        label=_("Where did they discover us?"), choices=[("", _("Not asked")), *DISCOVERIES], required=False
    )
    goal = forms.CharField(label=_("Name of the goal"), max_length=120, required=False)
    clicked = forms.DateField(
        label=_("First click"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    field_order = ("kind", "day", "count", "asked", "value", "is_offline", "discovered", "goal", "clicked")


class TableForm(forms.Form):
    """A table of conversions."""

    file = forms.FileField(label=_("Table (CSV or Excel)"))


class StatisticsForm(forms.Form):
    """Where the website's statistics are, and the key they are read with."""

    way = forms.ChoiceField(label=_("Statistics"), choices=WAYS[-2:])
    base_url = forms.CharField(
        label=_("Address of Matomo"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false", "placeholder": "https://"}),
    )
    site = forms.CharField(label=_("Number of the site or property"), max_length=20)
    key = forms.CharField(
        label=_("Token, or the whole key file of the service account"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("It is kept encrypted and needs no more than the right to read."),
    )
