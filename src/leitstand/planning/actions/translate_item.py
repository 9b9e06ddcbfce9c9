"""Versions of a post in other languages: begin one, and say that it is translated."""

from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.changes import Done
from leitstand.planning.core.languages import LANGUAGES
from leitstand.planning.models import LANGUAGE_STATES, Item, LanguageVersion

MOST_VERSIONS = 30


class VersionFields(TypedDict):
    """A version in another language: its language, its country or region, the channel it goes out on (None: open)."""

    language: str
    region: str
    channel_id: int | None


@transaction.atomic
def begin_version(actor: Actor, master: Item, fields: VersionFields, *, now: datetime) -> Done:
    """Put a version beside its master: the same reasons and day, the master's text to translate, a channel of its own."""
    actor.require(Permission.PLAN)
    actor.own(master)
    if LanguageVersion.objects.filter(item=master).exists():
        raise Impossible(_("This post is a version itself; begin further ones at its master."), code="is_version")
    language, region = fields["language"], " ".join(fields["region"].split())
    errors: dict[str, str] = {}
    if language not in LANGUAGES:
        errors["language"] = _("There is no such choice.")
    if len(region) > 60:
        errors["region"] = _("At most %(count)d characters, please.") % {"count": 60}
    there = LanguageVersion.objects.filter(master=master)
    if not errors and there.filter(language=language, region__iexact=region).exists():
        errors["language"] = _("This version is there already.")
    elif there.count() >= MOST_VERSIONS:
        errors["language"] = _("At most %(count)d versions of one post.") % {"count": MOST_VERSIONS}
    if errors:
        raise Invalid(errors)
    label = f"{language.upper()}, {region}" if region else language.upper()
    done = create_item(
        actor,
        {
            "title": f"{master.title[: 200 - len(label) - 3]} ({label})",
            "text": master.text,
            "audience": master.audience,
            "goal": master.goal,
            "kind": master.kind,
            "target_group_id": master.target_group_id,
            "journey_stage_id": master.journey_stage_id,
            "pillar_id": master.pillar_id,
            "motive": master.motive,
            "category": master.category,
            "post_format": master.post_format,
            "planned_at": master.planned_at,
            "campaign_id": master.campaign_id,
            "channel_ids": [fields["channel_id"]] if fields["channel_id"] is not None else [],
        },
        now=now,
    )
    LanguageVersion.objects.create(
        item=done.item, master=master, workspace=actor.workspace, language=language, region=region
    )
    return done


@transaction.atomic
def mark_version(actor: Actor, version: LanguageVersion, state: str, *, now: datetime) -> None:
    """Say how far a translation is; "done" remembers the master's text, so that a later change is noticed."""
    actor.require(Permission.WRITE)
    actor.own(version)
    if state not in dict(LANGUAGE_STATES):
        raise Invalid({"state": _("There is no such choice.")})
    found = LanguageVersion.objects.select_for_update(of=("self",)).select_related("master", "item").get(pk=version.pk)
    if state == "done" and found.item.text.split() == found.master.text.split() and found.master.text.strip():
        raise Impossible(_("The text is still the master's. Translate it first."), code="not_translated")
    found.state = state
    is_done = state == "done"
    found.master_text = found.master.text if is_done else found.master_text
    found.translated_by = actor.person if is_done else None
    found.translated_at = now if is_done else None
    found.save()
    audit.record(actor, "planning.mark_version", found.item, now=now)
