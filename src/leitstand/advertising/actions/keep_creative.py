"""Write a creative with its texts by language, change or delete it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.advertising.keeping import errors_of, put, refuse
from leitstand.advertising.models import Creative, CreativeText, PaidCampaign
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission

Texts = Mapping[str, tuple[str, str]]
"""Headline and text by language; a language without a headline is left out."""


@transaction.atomic
def keep_creative(
    actor: Actor,
    paid: PaidCampaign,
    texts: Texts,
    *,
    name: str,
    link: str,
    now: datetime,
    creative: Creative | None = None,
) -> Creative:
    """Enter or change a creative. Raises Invalid at the field, Foreign for another workspace's."""
    actor.require(Permission.WRITE)
    actor.own(paid, *(one for one in (creative,) if one is not None))
    found = creative or Creative(workspace=actor.workspace, paid=paid, added_at=now)
    put(found, {"name": name, "link": link})
    errors = errors_of(found, exclude=("paid",))
    rows = []
    for language, (headline, body) in texts.items():
        row = CreativeText(workspace=actor.workspace, creative=found, language=language)
        put(row, {"headline": headline, "body": body})
        if row.headline:
            wrong = errors_of(row, exclude=("creative",))
            errors |= {f"{field}_{language}": sentence for field, sentence in wrong.items()}
            rows.append(row)
        elif row.body:
            errors[f"headline_{language}"] = _("A text needs its headline.")
    if not rows and not errors:
        errors[f"headline_{next(iter(texts), 'en')}"] = _("Write it in one language at least; English often suffices.")
    refuse(errors)
    found.save()
    found.texts.all().delete()
    for row in rows:
        row.creative = found
        row.save()
    audit.record(actor, "advertising.keep_creative", found, now=now)
    return found


@transaction.atomic
def drop_creative(actor: Actor, creative: Creative, *, now: datetime) -> None:
    """Delete a creative with its texts."""
    actor.require(Permission.WRITE)
    actor.own(creative)
    audit.record(actor, "advertising.drop_creative", creative, now=now)
    creative.delete()
