"""The pages of this room by tabs; each theme adds its own here, and the tabs show those a person may open."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission


@dataclass(frozen=True, slots=True)
class Section:
    """One page: its name in the tabs, its address, and what one must be allowed to do to open it."""

    name: str
    label: "str | Promise"
    url_name: str
    needs: Permission = Permission.SEE


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that are looked at together: one tab, with its pages beneath."""

    label: "str | Promise"
    sections: tuple[Section, ...]


GROUPS: Final[tuple[Group, ...]] = (
    Group(
        _("Rules of law"),
        (
            Section("rules", _("Rules of law"), "compliance_rules"),
            Section("own_rules", _("Own rules"), "compliance_own_rules"),
            Section("dates", _("What changes"), "compliance_calendar"),
            Section("reread", _("Sources"), "compliance_reread"),
        ),
    ),
    Group(
        _("Advertising label"),
        (
            Section("label", _("Must it be marked?"), "compliance_label"),
            Section("proofs", _("Proofs"), "compliance_proofs"),
        ),
    ),
    Group(
        _("Profiles"),
        (
            Section("board", _("Duties"), "compliance_board"),
            Section("imprint", _("Imprint"), "compliance_imprint"),
            Section("notice", _("Privacy notice"), "compliance_notice"),
            Section("contracts", _("Agreements"), "compliance_contracts"),
            Section("names", _("Names"), "compliance_names"),
        ),
    ),
    Group(
        _("Media rights"),
        (
            Section("media", _("Media rights"), "compliance_media"),
            Section("releases", _("People on pictures"), "compliance_releases", Permission.WRITE),
        ),
    ),
    Group(
        _("Messages"),
        (
            Section("consents", _("Consents"), "compliance_consents", Permission.ANSWER),
            Section("check", _("Check a message"), "compliance_check_message", Permission.ANSWER),
            Section("texts", _("Wordings"), "compliance_consent_texts", Permission.ANSWER),
            Section("blocked", _("Block list"), "compliance_blocked", Permission.ANSWER),
            Section("customers", _("Existing customers"), "compliance_customers", Permission.ANSWER),
            Section("balancings", _("Weighed interests"), "compliance_balancings", Permission.ANSWER),
            Section("follow_ups", _("After events"), "compliance_follow_ups", Permission.ANSWER),
        ),
    ),
    Group(
        _("Incidents"),
        (Section("incidents", _("Incidents"), "compliance_incidents", Permission.ANSWER),),
    ),
    Group(
        _("Legal advice"),
        (Section("counsel", _("Legal advice"), "compliance_counsel", Permission.WRITE),),
    ),
    Group(
        _("Data protection"),
        (
            Section("requests", _("Requests of people"), "compliance_requests", Permission.MANAGE_PEOPLE),
            Section("retention", _("How long data is kept"), "compliance_retention"),
            Section("dossier", _("Dossier"), "compliance_dossier"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab as it is drawn; `beneath` are its pages with their addresses."""

    group: Group
    beneath: tuple[tuple[Section, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Name its pages."""
        return tuple(section.name for section, _address in self.beneath)


def tabs_for(actor: Actor) -> tuple[Tab, ...]:
    """Return the tabs somebody sees, each with the pages they may open."""
    found = (
        Tab(
            group,
            tuple(
                (section, reverse(section.url_name, args=[actor.workspace.slug]))
                for section in group.sections
                if actor.may(section.needs)
            ),
        )
        for group in GROUPS
    )
    return tuple(tab for tab in found if tab.beneath)
