"""Set up a search, change, pause or delete it."""

from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.listening.actions.look_back import plan_look_back
from leitstand.listening.actions.plan_sources import plan_sources
from leitstand.listening.core.query import QueryError, parse
from leitstand.listening.models import Search
from leitstand.listening.words import explain

MOST: int = 500


class SearchFields(TypedDict):
    """What is kept of a search; `languages` empty: any."""

    name: str
    query: str
    purpose: str
    subject: str
    misspellings: bool
    languages: list[str]
    overlap: int


@transaction.atomic
def keep_search(actor: Actor, fields: SearchFields, *, now: datetime, search: Search | None = None) -> Search:
    """Set up or change a search; what is stored already is matched anew in the background. Raises Invalid at the field."""
    actor.require(Permission.ANSWER)
    if search is not None:
        actor.own(search)
    name = " ".join(fields["name"].split())
    _check(actor, fields, name, search)
    found = search or Search(workspace=actor.workspace, made_by=actor.person, made_at=now)
    before = (found.query, found.misspellings, list(found.languages)) if search else None
    found.name, found.query, found.purpose = name, fields["query"].strip(), fields["purpose"]
    found.subject, found.overlap = " ".join(fields["subject"].split()), fields["overlap"]
    found.misspellings, found.languages = fields["misspellings"], sorted(set(fields["languages"]))
    changed = before != (found.query, found.misspellings, list(found.languages))
    if search is not None and changed:
        found.version += 1
    found.save()
    audit.record(actor, "listening.keep_search", found, now=now)
    if changed:
        plan_sources(actor, now=now)
        plan_look_back(actor, found, now=now)
    return found


@transaction.atomic
def pause_search(actor: Actor, search: Search, *, paused: bool, now: datetime) -> Search:
    """Stop finding anything new, or go on; what came in meanwhile is looked through then."""
    actor.require(Permission.ANSWER)
    actor.own(search)
    if (search.paused_at is not None) == paused:
        return search
    search.paused_at = now if paused else None
    search.save(update_fields=["paused_at"])
    audit.record(actor, "listening.pause_search" if paused else "listening.resume_search", search, now=now)
    plan_sources(actor, now=now)
    if not paused:
        plan_look_back(actor, search, now=now)
    return search


@transaction.atomic
def drop_search(actor: Actor, search: Search, *, now: datetime) -> None:
    """Delete a search with its figures; mentions that fit no other go with the next tidying up."""
    actor.require(Permission.ANSWER)
    actor.own(search)
    audit.record(actor, "listening.drop_search", search, now=now)
    search.delete()
    plan_sources(actor, now=now)


def _check(actor: Actor, fields: SearchFields, name: str, search: Search | None) -> None:
    errors: dict[str, str] = {}
    others = Search.objects.filter(workspace=actor.workspace)
    if search is not None:
        others = others.exclude(pk=search.pk)
    if not name:
        errors["name"] = _("Give the search a name.")
    elif len(name) > 80:
        errors["name"] = _("At most %(count)d characters, please.") % {"count": 80}
    elif others.filter(name=name).exists():
        errors["name"] = _("There is a search of this name already.")
    elif search is None and others.count() >= MOST:
        errors["name"] = _("There are %(count)d searches already; delete one first.") % {"count": MOST}
    try:
        parse(fields["query"])
    except QueryError as error:
        errors["query"] = explain(error)
    if not 0 <= fields["overlap"] <= 100:
        errors["overlap"] = _("Please enter a number from 0 to 100.")
    if len(fields["subject"].strip()) > 80:
        errors["subject"] = _("At most %(count)d characters, please.") % {"count": 80}
    if errors:
        raise Invalid(errors)
