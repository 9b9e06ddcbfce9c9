"""Forms of offers for leads. They only gather; what is right or wrong is decided by the actions."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.compliance.models import ConsentText
from leitstand.house.models import Workspace
from leitstand.leads.actions.keep_magnet import MagnetFields
from leitstand.leads.models import LeadMagnet
from leitstand.library.models import Asset
from leitstand.planning.models import Campaign


class TextField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django cannot subscript it at run time
    """Words of consent by name and version."""

    def label_from_instance(self, obj: ConsentText) -> str:
        """Name one of the choices."""
        return f"{obj.name}, {obj.version}"


class MagnetForm(forms.Form):
    """An offer for an address."""

    title = forms.CharField(label=_("What it is"), max_length=120, help_text=_("The heading of the page."))
    pitch = forms.CharField(
        label=_("What it is good for"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What somebody can do with it that they could not do before."),
    )
    asset = forms.ModelChoiceField(label=_("File of the library"), queryset=Asset.objects.none(), required=False)
    file = forms.FileField(
        label=_("or a file of its own"), required=False, help_text=_("Such as a checklist as PDF, up to 50 MB.")
    )
    text = TextField(
        label=_("Words of consent"),
        queryset=ConsentText.objects.none(),
        help_text=_("They stand beside the box that has to be ticked, and in the mail that asks to confirm."),
    )
    campaign = forms.ModelChoiceField(label=_("Campaign"), queryset=Campaign.objects.none(), required=False)
    asks_organisation = forms.BooleanField(label=_("Ask for the company"), required=False)
    asks_phone = forms.BooleanField(
        label=_("Ask for the telephone number"),
        required=False,
        help_text=_("Voluntary; calls need words of consent that name them."),
    )

    def for_workspace(self, workspace: Workspace) -> "MagnetForm":
        """Offer the files, wordings and campaigns of a workspace."""
        ready = Asset.objects.filter(workspace=workspace, state="ready", deleted_at=None, replaced_by=None)
        offered = {
            "asset": ready.order_by("name"),
            "text": ConsentText.objects.filter(workspace=workspace, retired_at=None),
            "campaign": Campaign.objects.filter(workspace=workspace),
        }
        for name, rows in offered.items():
            field = cast("forms.ModelChoiceField[Asset | ConsentText | Campaign]", self.fields[name])
            field.queryset = rows  # type: ignore[assignment]  # each field its own model
            field.empty_label = str(_("Not chosen"))
        return self

    @staticmethod
    def first(magnet: LeadMagnet | None) -> dict[str, object]:
        """Return what stands in the form at first."""
        names = MagnetFields.__annotations__
        return {name: getattr(magnet, name) for name in names} if magnet else {}

    def told(self) -> MagnetFields:
        """Return what was filled in."""
        return cast("MagnetFields", {name: self.cleaned_data[name] for name in MagnetFields.__annotations__})


class SignUpForm(forms.Form):
    """What somebody outside fills in. `website` is a trap: people do not see it, programs fill it in."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    organisation = forms.CharField(
        label=_("Company"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    agree = forms.BooleanField()
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def asking(self, *, words: str, organisation: bool, phone: bool) -> "SignUpForm":
        """Ask only for what the page wants to know; `words` are what is agreed to."""
        self.fields["agree"].label = words
        for name, is_asked in (("organisation", organisation), ("phone", phone)):
            if not is_asked:
                del self.fields[name]
        return self
