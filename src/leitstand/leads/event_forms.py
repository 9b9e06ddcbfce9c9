"""Forms of events. They only gather; what is right or wrong is decided by the actions."""

import re
from decimal import Decimal
from typing import cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.compliance.models import ConsentText
from leitstand.contacts.models import Contact
from leitstand.house.models import Workspace
from leitstand.leads.actions.keep_event import EventFields, Ticket
from leitstand.leads.magnet_forms import TextField
from leitstand.leads.models import AUDIENCES, EventTicket, LeadEvent
from leitstand.planning.models import Campaign


def _long(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class EventForm(forms.Form):
    """An event."""

    title = forms.CharField(label=_("Title"), max_length=160)
    focus = forms.CharField(
        label=_("Focus"), required=False, widget=_long(4), help_text=_("What it is about, and what guests take home.")
    )
    speaker = forms.CharField(label=_("Speaker"), max_length=160, required=False)
    company = forms.CharField(label=_("Company"), max_length=160, required=False)
    starts = forms.DateTimeField(
        label=_("Begins"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M"],
    )
    minutes = forms.IntegerField(label=_("Length in minutes"), min_value=5, max_value=10_080, initial=60)
    place = forms.CharField(label=_("Place"), max_length=200, required=False, help_text=_("Empty for a webinar."))
    join_link = forms.URLField(
        label=_("Link to take part"), max_length=500, required=False, assume_scheme="https",
        help_text=_("Only those who registered see it."),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Contact"), max_length=160, required=False, help_text=_("Who answers questions, and how to reach them.")
    )
    target_group = forms.CharField(label=_("Target group"), max_length=200, required=False)
    tickets = forms.CharField(
        label=_("Kinds of ticket"),
        widget=_long(3),
        initial=_("Guest"),
        help_text=_("A line each: the name, then places and price where there are any: “Workshop; 20; 49,00”."),
    )
    text = TextField(
        label=_("Words of consent"), queryset=ConsentText.objects.none(), required=False,
        help_text=_("Offered beside the registration, never demanded; only with them may you invite to the next event."),
    )  # fmt: skip
    campaign = forms.ModelChoiceField(label=_("Campaign"), queryset=Campaign.objects.none(), required=False)
    invitation = forms.CharField(label=_("General invitation"), required=False, widget=_long(5))

    def for_workspace(self, workspace: Workspace) -> "EventForm":
        """Offer the wordings and campaigns of a workspace, and read times as its people do."""
        self._zone = ZoneInfo(workspace.time_zone)
        text = cast("forms.ModelChoiceField[ConsentText]", self.fields["text"])
        text.queryset = ConsentText.objects.filter(workspace=workspace, retired_at=None)
        campaign = cast("forms.ModelChoiceField[Campaign]", self.fields["campaign"])
        campaign.queryset = Campaign.objects.filter(workspace=workspace)
        for field in (text, campaign):
            field.empty_label = str(_("Not chosen"))
        return self

    @staticmethod
    def first(event: LeadEvent | None) -> dict[str, object]:
        """Return what stands in the form at first."""
        if event is None:
            return {}
        zone = ZoneInfo(event.workspace.time_zone)
        told = {name: getattr(event, name) for name in EventFields.__annotations__}
        told["starts"] = event.starts.astimezone(zone).strftime("%Y-%m-%dT%H:%M") if event.starts else ""
        return {**told, "tickets": "\n".join(_line(one) for one in event.tickets.all())}

    def clean_tickets(self) -> list[Ticket]:
        """Read the kinds of ticket; a line that is not understood is named."""
        found: list[Ticket] = []
        for line in self.cleaned_data["tickets"].splitlines():
            if not line.strip():
                continue
            name, quota, price = ([part.strip() for part in line.split(";")] + ["", ""])[:3]
            if not re.fullmatch(r"\d{0,6}", quota) or not re.fullmatch(r"(\d{1,5}([.,]\d{1,2})?)?", price):
                raise forms.ValidationError(_("This line is not understood: %(line)s"), params={"line": line[:80]})
            cost = Decimal(price.replace(",", ".") or "0")
            found.append({"name": name[:80], "quota": int(quota) if quota else None, "price": cost})
        return found

    def told(self) -> EventFields:
        """Return what was filled in; times in the zone of the workspace."""
        clean = {name: self.cleaned_data[name] for name in EventFields.__annotations__}
        if clean["starts"] is not None:
            clean["starts"] = clean["starts"].replace(tzinfo=self._zone)
        return cast("EventFields", clean)


def _line(ticket: EventTicket) -> str:
    quota = str(ticket.quota) if ticket.quota is not None else ""
    price = f"{ticket.price:.2f}".replace(".", ",") if ticket.price else ""
    return f"{ticket.name}; {quota}; {price}".rstrip("; ")


class RegisterForm(forms.Form):
    """What somebody outside fills in. `website` is a trap: people do not see it, programs fill it in."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    organisation = forms.CharField(
        label=_("Company"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    ticket = forms.TypedChoiceField(label=_("Ticket"), coerce=int, widget=forms.RadioSelect())
    agree = forms.BooleanField(required=False)
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def asking(self, tickets: list[tuple[int, str]], *, words: str) -> "RegisterForm":
        """Offer these tickets; `words` are those of consent, "" where none are asked."""
        cast("forms.ChoiceField", self.fields["ticket"]).choices = tickets
        if len(tickets) == 1:
            self.initial["ticket"] = tickets[0][0]
        if words:
            self.fields["agree"].label = words
        else:
            del self.fields["agree"]
        return self


class UpdateForm(forms.Form):
    """News of an event."""

    audience = forms.ChoiceField(label=_("To whom"), choices=AUDIENCES, widget=forms.RadioSelect())
    subject = forms.CharField(label=_("Subject"), max_length=160)
    words = forms.CharField(label=_("What is new"), max_length=4000, widget=_long(5))


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django cannot subscript it at run time
    """Contacts by name and company."""

    def label_from_instance(self, obj: Contact) -> str:
        """Name one of the choices."""
        return f"{obj.name} ({obj.organisation})" if obj.organisation else obj.name


class OutreachForm(forms.Form):
    """Whom to put on the list."""

    people = PeopleField(label=_("Contacts"), queryset=Contact.objects.none())

    def for_event(self, event: LeadEvent) -> "OutreachForm":
        """Offer contacts with an address who are not on the list yet."""
        known = Contact.objects.filter(workspace=event.workspace_id).exclude(email="")
        field = cast("forms.ModelMultipleChoiceField[Contact]", self.fields["people"])
        field.queryset = known.exclude(pk__in=event.invites.values("contact"))
        return self


def _secret() -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": "new-password"})


class WebinarForm(forms.Form):
    """The account at GoTo Webinar."""

    organizer = forms.CharField(label=_("Organizer key"), max_length=80)
    client_id = forms.CharField(label=_("Client ID"), required=False, widget=_secret())
    client_secret = forms.CharField(label=_("Client secret"), required=False, widget=_secret())
    refresh_token = forms.CharField(
        label=_("Refresh token"),
        required=False,
        widget=_secret(),
        help_text=_("Of an app of your own at developer.goto.com. Empty leaves what is kept."),
    )
