"""Forms of consents, grounds and messages to people outside. They only gather; the actions decide."""

from typing import cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leitstand.compliance.actions.keep_follow_up import FollowUpFields
from leitstand.compliance.actions.keep_grounds import CONDITIONS, BalancingFields, CustomerFields
from leitstand.compliance.actions.record_consent import ConsentFields
from leitstand.compliance.consenting import consent_register
from leitstand.compliance.core.outbound import Basis, Purpose
from leitstand.compliance.models import Balancing, ConsentText
from leitstand.compliance.models.consents import CONFIRMED_BY, WAYS, WITHDRAWN_BY
from leitstand.compliance.models.follow_ups import FOLLOW_UP_GROUNDS
from leitstand.compliance.models.grounds import OUTCOMES
from leitstand.compliance.outbound_words import purposes
from leitstand.connector_kit import registry
from leitstand.contacts.models import Contact
from leitstand.contacts.queries import MOST_OFFERED, contacts_of
from leitstand.house.core.roles import Permission
from leitstand.house.members import people_with
from leitstand.house.models import Person, Workspace


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def network_choices() -> list[tuple[str, "str"]]:
    """Return the networks a way can belong to."""
    known = [(one.slug, one.name) for one in registry.manifests()]
    return [("", "–"), *sorted({*known, *consent_register().names.items()}, key=lambda one: one[1].casefold())]


def contact_choices(workspace: Workspace) -> list[tuple[str, str]]:
    """Return the contacts somebody can be."""
    known = contacts_of(workspace)[:MOST_OFFERED]
    return [
        ("", "–"),
        *((str(one.pk), f"{one.name} ({one.organisation})" if one.organisation else one.name) for one in known),
    ]


class WhoForm(forms.Form):
    """Whom it is about: by which way, at which address."""

    way = forms.ChoiceField(label=_("Way"), choices=WAYS)
    network = forms.ChoiceField(
        label=_("Network"), required=False, help_text=_("For direct messages, messengers, InMail and groups.")
    )
    address = forms.CharField(
        label=_("Address or handle"), max_length=254, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def for_workspace(self, workspace: Workspace) -> None:
        """Offer networks and contacts."""
        cast("forms.ChoiceField", self.fields["network"]).choices = network_choices()
        if "contact" in self.fields:
            cast("forms.ChoiceField", self.fields["contact"]).choices = contact_choices(workspace)
        self.workspace = workspace

    def clean_contact(self) -> Contact | None:
        """Return the contact that was chosen."""
        told = self.cleaned_data["contact"]
        return Contact.objects.filter(workspace=self.workspace, pk=told).first() if told else None


class ConsentForm(WhoForm):
    """A consent that is entered."""

    contact = forms.ChoiceField(label=_("Contact"), required=False, help_text=_("Where this person is one of yours."))
    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    text = forms.ModelChoiceField(
        label=_("The words they agreed to"), queryset=ConsentText.objects.none(), empty_label="–"
    )
    source = forms.ChoiceField(label=_("How it was given"))
    place = forms.CharField(
        label=_("Where"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("The address of the page, the name of the fair, the conversation."),
    )
    requested_at = forms.DateTimeField(label=_("When"), widget=_moment())
    confirmed_by = forms.ChoiceField(
        label=_("How it was confirmed"),
        required=False,
        help_text=_("Not yet: they get a neutral mail with a link (double opt-in)."),
    )
    proof_note = forms.CharField(label=_("Proof"), required=False, max_length=4000, widget=_lines(2))
    file = forms.FileField(
        label=_("Proof as a file"),
        required=False,
        help_text=_("A scan or screenshot; it is kept unchanged under its hash (SHA-256)."),
    )
    is_adult = forms.ChoiceField(
        label=_("Age"),
        required=False,
        choices=[("", _("no sign of a child")), ("yes", _("says they are an adult")), ("child", _("may be a child"))],
    )
    ends = forms.DateField(label=_("Good until"), required=False, widget=_day())

    def for_workspace(self, workspace: Workspace) -> None:
        """Offer words, sources and ways to confirm."""
        super().for_workspace(workspace)
        language = get_language() or "de"
        texts = cast("forms.ModelChoiceField[ConsentText]", self.fields["text"])
        texts.queryset = ConsentText.objects.filter(workspace=workspace, retired_at=None)
        sources = [("", "–"), *((one.id, one.words.said(language)) for one in consent_register().sources.values())]
        cast("forms.ChoiceField", self.fields["source"]).choices = sources
        confirmed = [("", _("not yet")), *(one for one in CONFIRMED_BY if one[0] != "click")]
        cast("forms.ChoiceField", self.fields["confirmed_by"]).choices = confirmed

    def told(self) -> ConsentFields:
        """Return what was filled in."""
        return cast("ConsentFields", {name: self.cleaned_data[name] for name in ConsentFields.__annotations__})


class TextForm(forms.Form):
    """A version of the words people agree to."""

    name = forms.CharField(
        label=_("What for"), max_length=120, help_text=_("Such as: newsletter. The same name makes a new version.")
    )
    controller = forms.CharField(label=_("Who will write"), max_length=200)
    ways = forms.MultipleChoiceField(label=_("By which ways"), choices=WAYS, widget=forms.CheckboxSelectMultiple())
    wording = forms.CharField(
        label=_("The whole declaration"),
        max_length=4000,
        widget=_lines(5),
        help_text=_("It names who writes, about what, by which ways, and that it can be withdrawn at any time."),
    )
    privacy_notice = forms.CharField(
        label=_("Privacy notice"), max_length=300, required=False, help_text=_("The address of its version.")
    )


class ProofForm(forms.Form):
    """A file that proves a consent."""

    name = forms.CharField(label=_("What it shows"), max_length=200)
    file = forms.FileField(label=_("File"))


class WithdrawForm(forms.Form):
    """How somebody took a consent back."""

    by = forms.ChoiceField(
        label=_("How they told you"), choices=[one for one in WITHDRAWN_BY if one[0] not in ("link", "erasure")]
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class BlockForm(WhoForm):
    """Somebody who wants no advertising."""

    by = forms.ChoiceField(
        label=_("How they told you"), choices=[one for one in WITHDRAWN_BY if one[0] not in ("link", "erasure")]
    )


class LiftForm(WhoForm):
    """Whose block is lifted, and why."""

    reason = forms.CharField(
        label=_("How and when they agreed anew"),
        max_length=300,
        help_text=_("It stands under your name, without theirs."),
    )


class CustomerForm(forms.Form):
    """The four conditions of § 7 Abs. 3 UWG, told one by one."""

    contact = forms.ChoiceField(label=_("Contact"), required=False)
    address = forms.CharField(label=_("E-mail"), max_length=254)
    sale = forms.CharField(
        label=_("Which sale"), max_length=200, help_text=_("Order, contract or account, with its day.")
    )
    goods = forms.CharField(label=_("Own similar goods or services"), max_length=300)
    address_from_sale = forms.ChoiceField(label=_("1. Did you get the address with a sale to this person?"))
    similar_goods = forms.ChoiceField(label=_("2. Will you advertise only own, similar goods or services?"))
    no_objection = forms.ChoiceField(label=_("3. Is there no objection to advertising?"))
    told_at_collection = forms.ChoiceField(
        label=_("4. Was the right to object told when the address was collected, and is it told in every mail?")
    )
    proof = forms.CharField(label=_("What proves it"), max_length=4000, widget=_lines(3))

    def for_workspace(self, workspace: Workspace) -> "CustomerForm":
        """Offer contacts and the answers; nothing is answered beforehand."""
        cast("forms.ChoiceField", self.fields["contact"]).choices = contact_choices(workspace)
        for name in CONDITIONS:
            field = cast("forms.ChoiceField", self.fields[name])
            field.choices = [("", _("Not answered yet")), ("yes", _("Yes")), ("no", _("No"))]
        self.workspace = workspace
        return self

    def told(self) -> CustomerFields:
        """Return what was filled in; an open answer is None."""
        told = dict(self.cleaned_data)
        for name in CONDITIONS:
            told[name] = {"yes": True, "no": False}.get(told[name])
        chosen = told["contact"]
        told["contact"] = Contact.objects.filter(workspace=self.workspace, pk=chosen).first() if chosen else None
        return cast("CustomerFields", told)


class BalancingForm(forms.Form):
    """The template for weighing interests; nothing is filled in beforehand."""

    name = forms.CharField(label=_("What is to be done"), max_length=160)
    our_interest = forms.CharField(
        label=_("Our interest"),
        required=False,
        widget=_lines(3),
        help_text=_("Which interest of the company or of others is it, and is it allowed?"),
    )
    necessity = forms.CharField(
        label=_("Why it is needed"),
        required=False,
        widget=_lines(3),
        help_text=_("Would something milder do, such as fewer data, another way or consent?"),
    )
    their_interest = forms.CharField(
        label=_("Their interests"),
        required=False,
        widget=_lines(3),
        help_text=_("Which data, which consequences for the people; are there children among them?"),
    )
    expectation = forms.CharField(
        label=_("What they reasonably expect"),
        required=False,
        widget=_lines(3),
        help_text=_("From the relation to you, and from what you told them."),
    )
    safeguards = forms.CharField(
        label=_("What protects them"),
        required=False,
        widget=_lines(3),
        help_text=_("Such as an easy objection, short storage, few recipients."),
    )
    balance = forms.CharField(
        label=_("Balance"),
        required=False,
        widget=_lines(4),
        help_text=_("Whose interest weighs more in this single case, and why?"),
    )
    outcome = forms.ChoiceField(label=_("Outcome"), required=False, choices=[("", _("open")), *OUTCOMES])
    reviewer = forms.ModelChoiceField(
        label=_("Reviewer"), queryset=Person.objects.none(), required=False, empty_label="–"
    )
    decided_on = forms.DateField(label=_("Decided on"), required=False, widget=_day())
    review_on = forms.DateField(label=_("Look again on"), required=False, widget=_day())

    def for_workspace(self, workspace: Workspace) -> "BalancingForm":
        """Offer those who may decide."""
        members = [one.pk for one in people_with(workspace, Permission.APPROVE)]
        reviewer = cast("forms.ModelChoiceField[Person]", self.fields["reviewer"])
        reviewer.queryset = Person.objects.filter(pk__in=members).order_by("name", "pk")
        return self

    def told(self) -> BalancingFields:
        """Return what was filled in."""
        return cast("BalancingFields", dict(self.cleaned_data))


class FollowUpForm(forms.Form):
    """The one letter after an event."""

    title = forms.CharField(label=_("Event"), max_length=200)
    held_on = forms.DateField(label=_("Held on"), widget=_day())
    material = forms.CharField(
        label=_("Material"), required=False, max_length=4000, widget=_lines(3), help_text=_("Links or a short list.")
    )
    recording = forms.CharField(
        label=_("Recording"), required=False, max_length=500, help_text=_("The address of the video.")
    )
    words = forms.CharField(
        label=_("Words of your own"),
        required=False,
        max_length=2000,
        widget=_lines(3),
        help_text=_("About this event alone; an offer or an invitation would be advertising."),
    )
    ground = forms.ChoiceField(label=_("Legal basis"), choices=[("", "–"), *FOLLOW_UP_GROUNDS])
    balancing = forms.ModelChoiceField(
        label=_("Which weighing"), queryset=Balancing.objects.none(), required=False, empty_label="–"
    )

    def for_workspace(self, workspace: Workspace) -> "FollowUpForm":
        """Offer the weighings of the workspace."""
        weighings = cast("forms.ModelChoiceField[Balancing]", self.fields["balancing"])
        weighings.queryset = Balancing.objects.filter(workspace=workspace)
        return self

    def told(self) -> FollowUpFields:
        """Return what was filled in."""
        return cast("FollowUpFields", dict(self.cleaned_data))


class PeopleForm(forms.Form):
    """Who took part."""

    people = forms.CharField(
        label=_("Who took part"),
        max_length=200_000,
        widget=_lines(5),
        help_text=_("One in each line: name and e-mail address."),
    )


class MessageForm(forms.Form):
    """A message that is to be checked before it is sent by hand."""

    purpose = forms.ChoiceField(label=_("What it is for"))
    way = forms.ChoiceField(label=_("Way"), choices=WAYS)
    network = forms.ChoiceField(label=_("Network"), required=False)
    people = forms.CharField(
        label=_("To whom"),
        max_length=20_000,
        widget=_lines(2),
        help_text=_("Address or handle; for a group message one in each line."),
    )
    answers_them = forms.BooleanField(label=_("They began the conversation"), required=False)
    contract = forms.CharField(label=_("Needed for which contract"), max_length=200, required=False)
    basis = forms.ChoiceField(
        label=_("Legal basis"),
        required=False,
        choices=[
            ("", "–"),
            (Basis.CONSENT.value, _("consent to advertising")),
            (Basis.CUSTOMER.value, _("existing customer (§ 7 Abs. 3 UWG)")),
            (Basis.BALANCING.value, _("weighed interests (Art. 6(1)(f) GDPR)")),
        ],
    )
    balancing = forms.ModelChoiceField(
        label=_("Which weighing"), queryset=Balancing.objects.none(), required=False, empty_label="–"
    )
    text = forms.CharField(label=_("The message"), max_length=10_000, widget=_lines(6))

    def for_workspace(self, workspace: Workspace) -> "MessageForm":
        """Offer purposes, networks and weighings; none is chosen beforehand."""
        cast("forms.ChoiceField", self.fields["network"]).choices = network_choices()
        told = [("", _("Not answered yet")), *((name, words) for name, words, _examples in purposes())]
        cast("forms.ChoiceField", self.fields["purpose"]).choices = told
        weighings = cast("forms.ModelChoiceField[Balancing]", self.fields["balancing"])
        weighings.queryset = Balancing.objects.filter(workspace=workspace)
        return self


PURPOSES = tuple(one.value for one in Purpose)
