"""Forms of connections to CRMs. They only gather; what is right or wrong is decided by the actions."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.contacts.relationships import relationship_choices
from leitstand.leads.actions.keep_crm import CrmFields
from leitstand.leads.core.crm import Means, Stage
from leitstand.leads.crm.registry import KINDS
from leitstand.leads.models import CRM_KINDS, MEANS, CrmConnection


def _secret() -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": "new-password"})


class CrmForm(forms.Form):
    """A connection to a CRM."""

    kind = forms.ChoiceField(label=_("Which CRM"), choices=CRM_KINDS)
    name = forms.CharField(label=_("Name"), max_length=80)
    base_url = forms.CharField(
        label=_("Address"),
        max_length=300,
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("Of the server; for a webhook where we call. HubSpot needs none."),
    )
    database = forms.CharField(label=_("Database"), max_length=80, required=False, help_text=_("Tryton only."))
    user = forms.CharField(label=_("User"), max_length=120, required=False, help_text=_("Tryton only."))
    password = forms.CharField(label=_("Password"), required=False, widget=_secret(), help_text=_("Tryton only."))
    token = forms.CharField(
        label=_("Token"), required=False, widget=_secret(), help_text=_("HubSpot: of a private app.")
    )
    secret = forms.CharField(
        label=_("Shared secret"), required=False, widget=_secret(), help_text=_("Webhook: both sides sign with it.")
    )
    tells = forms.BooleanField(label=_("Tell it of new leads and opportunities"), required=False)

    def for_kind(self, connection: CrmConnection | None) -> "CrmForm":
        """Ask only for what a connection that is there needs; its kind stays."""
        if connection is None:
            return self
        kind = KINDS[connection.kind]
        wanted = {"name", *kind.secrets} | ({"database"} if kind.has_database else set())
        if kind.connect is not None:
            wanted |= {"base_url", "tells"}
        for name in set(self.fields) - wanted:
            del self.fields[name]
        for name in kind.secrets:
            self.fields[name].help_text = _("Empty leaves the one that is kept.")
        return self

    @staticmethod
    def first(connection: CrmConnection | None) -> dict[str, object]:
        """Return what stands in the form at first; secrets are never shown."""
        names = ("kind", "name", "base_url", "database", "tells")
        return {name: getattr(connection, name) for name in names} if connection else {}

    def told(self, connection: CrmConnection | None) -> CrmFields:
        """Return what was filled in."""
        clean = self.cleaned_data
        return {
            "kind": connection.kind if connection else clean["kind"],
            "name": clean["name"],
            "base_url": clean.get("base_url", ""),
            "database": clean.get("database", ""),
            "secrets": {name: clean.get(name, "") for name in ("user", "password", "token", "secret")},
            "tells": bool(clean.get("tells")),
        }


class FileForm(forms.Form):
    """A file that a CRM gave out."""

    file = forms.FileField(label=_("File (CSV)"))


def mapped(data: Mapping[str, str], stages: Sequence[Stage]) -> list[Stage]:
    """Return the stages as the page sorted and mapped them; what it does not name stays as it is."""
    means = {one.value for one in Means}

    def place(one: tuple[int, Stage]) -> tuple[int, int]:
        number, _stage = one
        told = data.get(f"place-{number}", "")
        return (int(told) if told.isascii() and told.isdecimal() and len(told) < 6 else number + 1, number)

    return [
        Stage(stage.id, stage.name, Means(told) if (told := data.get(f"means-{number}", "")) in means else stage.means)
        for number, stage in sorted(enumerate(stages), key=place)
    ]


def tags_of(data: Mapping[str, str]) -> dict[str, str]:
    """Return which category tells which relationship, one pair a row."""
    return {
        data.get(f"tag-{number}", ""): data.get(f"tells-{number}", "")
        for number in range(20)
        if data.get(f"tag-{number}", "").strip() and data.get(f"tells-{number}", "")
    }


MEANS_CHOICES = MEANS
relationships = relationship_choices
