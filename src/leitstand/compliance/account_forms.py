"""Forms of profiles and names. They only gather; what is right or wrong is decided by the actions."""

from typing import cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leitstand.compliance.actions.keep_account import BelongingFields, RiskFields, SecurityFields
from leitstand.compliance.actions.keep_contract import ContractFields
from leitstand.compliance.actions.keep_name import ClaimFields
from leitstand.compliance.models.account import CONTRACT_KINDS, LINK_KINDS, RISK_DECISIONS
from leitstand.compliance.models.names import CLAIM_STATES, NAME_KINDS
from leitstand.compliance.platform_law import authorities, claimable, grounds, measures, registers
from leitstand.house.core.roles import Permission
from leitstand.house.members import people_with
from leitstand.house.models import Person, Workspace

_OPEN = ("", _("Not answered yet"))
_YES_NO = [_OPEN, ("yes", _("Yes")), ("no", _("No"))]


def _day(**more: object) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)  # type: ignore[arg-type]


def _long(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _said(value: str) -> bool | None:
    return None if value == "" else value == "yes"


def said(value: object) -> str:
    """Return an answer as the forms have it."""
    return "" if value is None else "yes" if value else "no"


class ContractForm(forms.Form):
    """An agreement."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CONTRACT_KINDS)
    network = forms.ChoiceField(label=_("Network"), required=False)
    tool = forms.CharField(label=_("Tool"), max_length=120, required=False, help_text=_("Where it is not a network."))
    party = forms.CharField(label=_("With whom"), max_length=160)
    version = forms.CharField(label=_("Version"), max_length=80, help_text=_("As the text names it, such as its date."))
    accepted_on = _day(label=_("Accepted on"))
    url = forms.CharField(label=_("Address of the text"), max_length=500, required=False)
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("The text as you accepted it; it is kept unchanged under its hash."),
    )
    is_published = forms.BooleanField(
        label=_("The essence is published, with a contact point"),
        required=False,
        help_text=_("Asked by Art. 26 GDPR; the privacy notice of this room contains it."),
    )
    review_on = _day(label=_("Look at it again on"), required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def with_networks(self) -> "ContractForm":
        """Offer the networks."""
        choices = [("", _("No network, a tool")), *((one.id, one.name) for one in claimable())]
        cast("forms.ChoiceField", self.fields["network"]).choices = choices
        return self

    def told(self) -> ContractFields:
        """Return what was filled in."""
        return cast("ContractFields", {name: self.cleaned_data[name] for name in ContractFields.__annotations__})


class BelongingForm(forms.Form):
    """Whose a profile is."""

    is_personal = forms.BooleanField(
        label=_("This is a person's own account"),
        required=False,
        help_text=_("It is then neither given to approval nor counted in reports, unless the employer demands it."),
    )
    is_required = forms.BooleanField(
        label=_("The employer expressly demands that this network is used"), required=False
    )
    is_joint = forms.ChoiceField(
        label=_("Is control of the data shared with the network (Art. 26 GDPR)?"), choices=_YES_NO, required=False
    )
    link_page = forms.CharField(
        label=_("Where the way to the imprint begins"),
        max_length=500,
        required=False,
        help_text=_("Such as the page of links in the bio. Empty: the profile itself."),
    )

    def told(self) -> BelongingFields:
        """Return what was filled in."""
        told = self.cleaned_data
        return {
            "is_personal": told["is_personal"],
            "is_required": told["is_required"],
            "is_joint": _said(told["is_joint"]),
            "link_page": told["link_page"],
        }


class SecurityForm(forms.Form):
    """How a profile is secured."""

    two_factor = forms.ChoiceField(label=_("Is two-factor sign-in on?"), choices=_YES_NO, required=False)
    recovery = forms.CharField(
        label=_("Recovery goes to"),
        max_length=200,
        required=False,
        help_text=_("A mailbox or telephone of the company, never a private one."),
    )
    leavers_removed = forms.ChoiceField(
        label=_("Is access of everybody who has left taken away?"), choices=_YES_NO, required=False
    )
    secured_on = _day(label=_("Administrators looked through on"))
    secure_again_on = _day(label=_("Again on"), required=False, help_text=_("Empty: in half a year."))

    def told(self) -> SecurityFields:
        """Return what was filled in."""
        told = self.cleaned_data
        return {
            "two_factor": _said(told["two_factor"]),
            "recovery": told["recovery"],
            "leavers_removed": _said(told["leavers_removed"]),
            "secured_on": told["secured_on"],
            "secure_again_on": told["secure_again_on"],
        }


class RiskForm(forms.Form):
    """What a profile risks, and the decision."""

    risk = forms.CharField(
        label=_("Risk"),
        max_length=4000,
        widget=_long(),
        help_text=_("What the network does with visitors' data, as far as you know, and what you cannot know."),
    )
    measures = forms.MultipleChoiceField(label=_("Less data"), required=False, widget=forms.CheckboxSelectMultiple())
    decision = forms.ChoiceField(label=_("Decision"), choices=[_OPEN, *RISK_DECISIONS])
    review_on = _day(label=_("Decide again on"), required=False, help_text=_("Empty: in a year."))

    def with_measures(self) -> "RiskForm":
        """Offer the measures in the reader's language."""
        language = get_language() or "de"
        choices = [(one.id, one.words.said(language)) for one in measures().values()]
        cast("forms.MultipleChoiceField", self.fields["measures"]).choices = choices
        return self

    def told(self) -> RiskFields:
        """Return what was filled in."""
        return cast("RiskFields", {name: self.cleaned_data[name] for name in RiskFields.__annotations__})


class ClicksForm(forms.Form):
    """What a person counted."""

    kind = forms.ChoiceField(label=_("Link"), choices=LINK_KINDS)
    clicks = forms.IntegerField(label=_("Clicks from the profile"), min_value=0, max_value=20)


class NoticeForm(forms.Form):
    """What the privacy notice needs beside imprint and profiles."""

    land = forms.ChoiceField(label=_("Land of your seat"), required=False, help_text=_("It tells the authority."))
    officer = forms.CharField(
        label=_("Data protection officer"),
        max_length=2000,
        required=False,
        widget=_long(2),
        help_text=_("Name or function with mail and address; empty where there is none."),
    )
    purposes = forms.CharField(label=_("Purposes"), max_length=2000, required=False, widget=_long())
    measures = forms.CharField(label=_("How you process less data"), max_length=2000, required=False, widget=_long())
    retention = forms.CharField(label=_("How long data are kept"), max_length=2000, required=False, widget=_long())

    def with_authorities(self) -> "NoticeForm":
        """Offer the states."""
        states = [(key, land) for key, (land, _name) in authorities().items()]
        cast("forms.ChoiceField", self.fields["land"]).choices = [_OPEN, *states]
        return self


class NameForm(forms.Form):
    """A name the company wants."""

    name = forms.CharField(label=_("Name"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), choices=NAME_KINDS)


class ClaimForm(forms.Form):
    """How a name stands on one network."""

    state = forms.ChoiceField(label=_("State"), choices=CLAIM_STATES)
    spelling = forms.CharField(label=_("Spelt there"), max_length=100, required=False)
    url = forms.CharField(label=_("Address of the profile"), max_length=500, required=False)
    reserver = forms.ModelChoiceField(label=_("Who reserves it"), queryset=Person.objects.none(), required=False)
    reserve_by = _day(label=_("Reserve until"), required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def for_workspace(self, workspace: Workspace) -> "ClaimForm":
        """Offer the people of a workspace."""
        members = [one.pk for one in people_with(workspace, Permission.WRITE)]
        field = cast("forms.ModelChoiceField[Person]", self.fields["reserver"])
        field.queryset = Person.objects.filter(pk__in=members).order_by("name", "pk")
        field.empty_label = str(_("Nobody"))
        return self

    def told(self) -> ClaimFields:
        """Return what was filled in."""
        return cast("ClaimFields", {name: self.cleaned_data[name] for name in ClaimFields.__annotations__})


class LookAlikeForm(forms.Form):
    """A profile that looks like ours."""

    handle = forms.CharField(label=_("Account name"), max_length=200)
    network = forms.ChoiceField(label=_("Network"))
    url = forms.CharField(label=_("Address of the profile"), max_length=500, required=False)
    seen_on = _day(label=_("Seen on"))

    def with_networks(self) -> "LookAlikeForm":
        """Offer the networks."""
        field = cast("forms.ChoiceField", self.fields["network"])
        field.choices = [(one.network, one.name) for one in claimable()]
        return self


class SearchedForm(forms.Form):
    """That the networks were searched."""

    again_on = _day(label=_("Search again on"), required=False, help_text=_("Empty: in three months."))


class NameCheckForm(forms.Form):
    """The questions on which the grounds of the law rest."""

    name = forms.CharField(label=_("Account name or hashtag"), max_length=80)

    def with_questions(self) -> "NameCheckForm":
        """Ask every question, in the reader's language."""
        language = get_language() or "de"
        for key, ask in grounds().questions.items():
            self.fields[key] = forms.ChoiceField(label=ask.said(language), choices=_YES_NO, required=False)
        looked = [(one.id, one.words.said(language)) for one in registers().values()]
        self.fields["searched"] = forms.MultipleChoiceField(
            label=_("Registers looked into"), choices=looked, required=False, widget=forms.CheckboxSelectMultiple()
        )
        self.fields["note"] = forms.CharField(label=_("Note"), max_length=1000, required=False, widget=_long(2))
        return self

    def answers(self) -> dict[str, bool]:
        """Return the questions that were answered."""
        told = {key: self.cleaned_data.get(key, "") for key in grounds().questions}
        return {key: value == "yes" for key, value in told.items() if value}
