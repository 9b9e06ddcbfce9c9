"""Forms of releases of people on pictures. They only gather; what is right or wrong is decided by the actions."""

from typing import TypedDict, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.compliance.actions.keep_picture_release import ReleaseFields
from leitstand.compliance.models.releases import EXCEPTIONS, PARENTS, PURPOSES, RELEASE_KINDS
from leitstand.compliance.release_form import release_form
from leitstand.connector_kit import registry


def _day(**more: object) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)  # type: ignore[arg-type]


class ReleaseForm(forms.Form):
    """What one person agreed to."""

    name = forms.CharField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Who is it?"), choices=RELEASE_KINDS)
    contact_way = forms.CharField(
        label=_("How they are reached"), max_length=254, required=False, help_text=_("E-mail or phone, to ask again.")
    )
    born_on = _day(
        label=_("Born on"),
        required=False,
        help_text=_("For minors, trainees included: age counts on the day a post goes out."),
    )
    guardians = forms.CharField(
        label=_("Parents or guardians"), max_length=300, required=False, help_text=_("For minors: who signed.")
    )
    parents = forms.ChoiceField(
        label=_("Who of the holders of custody signed?"), choices=PARENTS, required=False, initial="none"
    )
    child_signed = forms.BooleanField(
        label=_("The child has signed too"), required=False, help_text=_("Needed from about 14.")
    )
    purposes = forms.MultipleChoiceField(
        label=_("What for?"), choices=PURPOSES, widget=forms.CheckboxSelectMultiple(), initial=["social"]
    )
    networks = forms.MultipleChoiceField(
        label=_("On which networks?"),
        widget=forms.CheckboxSelectMultiple(),
        required=False,
        help_text=_("None chosen: on all."),
    )
    starts = _day(label=_("From"), required=False)
    ends = _day(label=_("Until"), required=False, help_text=_("The last day; empty: no end."))
    fee = forms.CharField(
        label=_("What was paid for it"),
        max_length=160,
        required=False,
        help_text=_("Whoever was paid for posing counts as having agreed, in case of doubt (§ 22 KUG)."),
    )
    signed_on = _day(label=_("Signed on"), required=False, help_text=_("Empty: not signed yet."))
    form_version = forms.CharField(
        label=_("Text that was signed"), max_length=80, required=False, help_text=_("The version of the form.")
    )
    is_informed = forms.BooleanField(
        label=_("Purpose and right to withdraw were told in text form; refusing costs nothing"),
        required=False,
        help_text=_("For employees (§ 26 (2) BDSG)."),
    )
    only_while_employed = forms.BooleanField(label=_("It holds only as long as they work here"), required=False)
    left_on = _day(label=_("Last day at work"), required=False, help_text=_("For employees who have left."))
    file = forms.FileField(
        label=_("Signed form"),
        required=False,
        help_text=_("Scan or photo; it is kept unchanged under its hash (SHA-256)."),
    )
    note = forms.CharField(label=_("Note"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def with_networks(self) -> "ReleaseForm":
        """Offer the networks, and the version of the form as it reads now."""
        names = sorted(((one.slug, one.name) for one in registry.manifests()), key=lambda one: one[1].casefold())
        known = {slug for slug, _name in names}
        kept = [one for one in self.initial.get("networks", ()) if one not in known]
        cast("forms.MultipleChoiceField", self.fields["networks"]).choices = [*names, *((one, one) for one in kept)]
        self.fields["form_version"].initial = release_form().version
        return self

    def told(self) -> ReleaseFields:
        """Return what was filled in."""
        told = {name: self.cleaned_data[name] for name in ReleaseFields.__annotations__}
        return cast("ReleaseFields", {**told, "parents": told["parents"] or "none"})


class WithdrawReleaseForm(forms.Form):
    """That a release was taken back."""

    on = _day(label=_("Withdrawn on"))
    note = forms.CharField(
        label=_("Note"),
        max_length=500,
        required=False,
        help_text=_("How it came in, and what it is about; a reason is not needed."),
    )


class ExemptFields(TypedDict):
    """Somebody who is seen without a release."""

    who: str
    exception: str
    reason: str


class ExemptForm(forms.Form):
    """Somebody who is seen without a release, by an exception of § 23 KUG."""

    who = forms.CharField(label=_("Who is seen"), max_length=160, required=False)
    exception = forms.ChoiceField(label=_("Exception (§ 23 KUG)"), choices=[("", "–"), *EXCEPTIONS])
    reason = forms.CharField(
        label=_("Why does no interest of the person weigh more?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def told(self) -> ExemptFields:
        """Return what was filled in."""
        return {
            "who": self.cleaned_data["who"],
            "exception": self.cleaned_data["exception"],
            "reason": self.cleaned_data["reason"],
        }
