"""Keep profiles that look like one of our names: found by a search, or by themselves when somebody writes to us."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.compliance.actions.keep_incident import IncidentFields, keep_incident
from leitstand.compliance.core.account import SEARCH_AGAIN
from leitstand.compliance.core.handles import passes_for, read_off
from leitstand.compliance.models import HandleClaim, Incident, LookAlike, WishedName
from leitstand.compliance.notices import LOOKS_LIKE_US
from leitstand.contacts.models import ContactProfile
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Workspace
from leitstand.house.notices import notify
from leitstand.house.zones import day_in


@transaction.atomic
def add_look_alike(
    actor: Actor, wished: WishedName, *, handle: str, network: str, url: str, seen_on: date, today: date, now: datetime
) -> LookAlike:
    """List a profile that a person found; raises Invalid where it stands there already."""
    actor.require(Permission.WRITE)
    actor.own(wished)
    tidy = " ".join(handle.split())
    errors: dict[str, str] = {}
    if not tidy or len(tidy) > 200:
        errors["handle"] = _("Please enter the account name, at most %(count)d characters.") % {"count": 200}
    if url and not url.startswith(("https://", "http://")):
        errors["url"] = _("Please enter the whole address, beginning with https.")
    if len(url) > 500:
        errors["url"] = _("At most %(count)d characters, please.") % {"count": 500}
    if seen_on > today:
        errors["seen_on"] = _("This day is still to come.")
    if LookAlike.objects.filter(wished=wished, network=network, handle=tidy).exists():
        errors["handle"] = _("This profile is on the list already.")
    if errors:
        raise Invalid(errors)
    made = LookAlike.objects.create(
        workspace=actor.workspace, wished=wished, handle=tidy, network=network, url=url, seen_on=seen_on, added_at=now
    )
    audit.record(actor, "compliance.add_look_alike", made, now=now, details={"network": network})
    return made


@transaction.atomic
def judge_look_alike(actor: Actor, found: LookAlike, *, harmful: bool, now: datetime) -> Incident | None:
    """Say whether a profile does harm; one that does opens an incident with what is known, once."""
    actor.require(Permission.ANSWER)
    actor.own(found)
    held = LookAlike.objects.select_for_update(of=("self",)).select_related("wished").get(pk=found.pk)
    incident = held.incident
    if harmful and incident is None:
        title = _("Profile that looks like “%(name)s”: %(handle)s") % {"name": held.wished.name, "handle": held.handle}
        incident = keep_incident(actor, _as_incident(held, title[:160], now), now=now)
    held.verdict, held.judged_by = "harmful" if harmful else "harmless", actor.person
    held.incident = incident
    held.save(update_fields=["verdict", "judged_by", "incident"])
    audit.record(actor, "compliance.judge_look_alike", held, now=now, details={"harmful": harmful})
    return incident


def _as_incident(found: LookAlike, title: str, now: datetime) -> IncidentFields:
    note = _("Seen on %(network)s as %(handle)s.") % {"network": found.network, "handle": found.handle}
    return {
        "kind": "fake_profile", "title": title, "url": found.url, "note": note, "sender": found.handle[:200],
        "counsel": "", "known_at": now, "deadline": None, "lead": None,
    }  # fmt: skip


@transaction.atomic
def drop_look_alike(actor: Actor, found: LookAlike, *, now: datetime) -> None:
    """Take a profile off the list; a profile with an incident stays until the incident is gone."""
    actor.require(Permission.ANSWER)
    actor.own(found)
    if found.incident_id is not None:
        raise Impossible(_("An incident is about this profile; it goes with the incident."), code="has_incident")
    audit.record(actor, "compliance.drop_look_alike", found, now=now)
    found.delete()


@transaction.atomic
def note_search(actor: Actor, wished: WishedName, *, again_on: date | None, today: date, now: datetime) -> None:
    """Note that the networks were searched for a name today; without another day again in three months."""
    actor.require(Permission.WRITE)
    actor.own(wished)
    if again_on is not None and again_on <= today:
        raise Invalid({"again_on": _("This day is over already.")})
    wished.searched_on, wished.searched_by = today, actor.person
    wished.search_again_on = again_on or today + SEARCH_AGAIN
    wished.save(update_fields=["searched_on", "searched_by", "search_again_on"])
    audit.record(actor, "compliance.note_search", wished, now=now)


def notice_author(actor: Actor, *, network: str, handle: str, name: str, url: str, now: datetime) -> int:
    """List somebody who wrote to us and looks like one of our names, once each; return how many names they look like."""
    wanted = list(WishedName.objects.filter(workspace=actor.workspace))
    like = _like(wanted, {read_off(handle), read_off(name)})
    if not like or _is_ours(actor.workspace, network, handle, url):
        return 0
    seen = Seen(network, (handle or name)[:200], url[:500] if url.startswith("http") else "")
    return sum(_list(actor, one, seen, now) for one in like)


@dataclass(frozen=True, slots=True)
class Seen:
    """A profile as it was seen, and the contact whose it is, where it was found among them."""

    network: str
    handle: str
    url: str = ""
    contact: int | None = None


def _like(wanted: Iterable[WishedName], seen: set[str]) -> list[WishedName]:
    return [one for one in wanted if any(passes_for(each, one.read_as) for each in seen)]


def _list(actor: Actor, wished: WishedName, seen: Seen, now: datetime) -> int:
    found, is_new = LookAlike.objects.get_or_create(
        wished=wished,
        network=seen.network,
        handle=seen.handle,
        defaults={
            "workspace": actor.workspace, "url": seen.url, "contact_id": seen.contact,
            "seen_on": day_in(actor.workspace, now), "added_at": now,
            "found_by": "inbox" if seen.contact is None else "contacts",
        },
    )  # fmt: skip
    if is_new:
        audit.record(actor, "compliance.notice_author", found, now=now, details={"network": seen.network})
        notify(
            LOOKS_LIKE_US,
            workspace=actor.workspace,
            params={"name": wished.name},
            path=reverse("compliance_name", args=[actor.workspace.slug, wished.pk]),
            about=f"look_alike:{wished.pk}",
            now=now,
        )
    return int(is_new)


def _is_ours(workspace: Workspace, network: str, handle: str, url: str) -> bool:
    bare = handle.lstrip("@").casefold()
    ours = Channel.objects.filter(workspace=workspace, network=network).values_list("handle", "url")
    if any(bare == own.lstrip("@").casefold() or (url and url == address) for own, address in ours):
        return True
    claims = HandleClaim.objects.filter(workspace=workspace, state="own").exclude(url="")
    return bool(url) and claims.filter(url=url).exists()


def compare_contacts(*, now: datetime) -> int:
    """Compare names with the contacts entered or heard of since they were last compared; return how many were listed.

    A contact is known by the network's own id, which is no account name: it is listed by the name it was entered under.
    """
    made = 0
    for workspace in Workspace.objects.filter(pk__in=WishedName.objects.values("workspace")):
        actor = Actor.house(workspace)
        groups: dict[datetime | None, list[WishedName]] = {}
        for one in WishedName.objects.filter(workspace=workspace):
            groups.setdefault(one.compared_at, []).append(one)
        for since, wanted in groups.items():
            for network, contact, name in _contacts_since(workspace, since).iterator():
                like = _like(wanted, {read_off(name)})
                made += sum(_list(actor, one, Seen(network, name[:200], contact=contact), now) for one in like)
            WishedName.objects.filter(pk__in=[one.pk for one in wanted]).update(compared_at=now)
    return made


def _contacts_since(workspace: Workspace, since: datetime | None) -> QuerySet[ContactProfile, tuple[str, int, str]]:
    rows = ContactProfile.objects.filter(workspace=workspace)
    if since is not None:
        rows = rows.filter(Q(contact__heard_at__gte=since) | Q(contact__heard_at=None))
    return rows.values_list("network", "contact_id", "contact__name")
