"""Make an own short link, change what it is for and where it leads, or end it."""

import re
import secrets
from datetime import datetime
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.leads.models import TrackedLink
from leitstand.planning.models import Campaign
from leitstand.publishing.core.tracking import host_of
from leitstand.publishing.models import Publication

# Without letters that look alike, for a link may stand on paper.
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,38}[a-z0-9]")
LONGEST: Final = 2000


class LinkFields(TypedDict):
    """What is said of a short link. `slug` "": one is made up."""

    label: str
    target: str
    slug: str
    publication: Publication | None
    campaign: Campaign | None
    channel: Channel | None
    is_stamped: bool


@transaction.atomic
def keep_link(actor: Actor, fields: LinkFields, *, now: datetime, link: TrackedLink | None = None) -> TrackedLink:
    """Keep a short link; its slug never changes once it is out. Raises Invalid at the field.

    A post tells campaign and channel by itself where nobody says otherwise.
    """
    actor.require(Permission.WRITE)
    actor.own(*(one for one in (link, *_owned(fields)) if one is not None))
    errors = {}
    label, target = " ".join(fields["label"].split()), fields["target"].strip()
    if not 0 < len(label) <= 120:
        errors["label"] = _("Say in a few words what the link is for.")
    if not is_address(target):
        errors["target"] = _("Please enter a whole address, with https:// at the beginning.")
    slug = link.slug if link else fields["slug"].strip().lower()
    if link is None and slug and not _SLUG.fullmatch(slug):
        errors["slug"] = _("3 to 40 small letters, figures and hyphens, please.")
    elif link is None and slug and TrackedLink.objects.filter(slug=slug).exists():
        errors["slug"] = _("This name is taken already. Please choose another one.")
    if errors:
        raise Invalid(errors)
    kept = link or TrackedLink(workspace=actor.workspace, slug=slug or _made_up(), made_by=actor.person, made_at=now)
    post = fields["publication"]
    kept.label, kept.target, kept.publication, kept.is_stamped = label, target, post, fields["is_stamped"]
    kept.campaign = fields["campaign"] or (post.item.campaign if post else None)
    kept.channel = fields["channel"] or (post.channel if post else None)
    kept.save()
    audit.record(actor, "leads.keep_link", kept, now=now)
    return kept


@transaction.atomic
def end_link(actor: Actor, link: TrackedLink, *, now: datetime) -> None:
    """Let a link lead nowhere any more; whoever follows it is told so, and its sums stay."""
    actor.require(Permission.WRITE)
    actor.own(link)
    TrackedLink.objects.filter(pk=link.pk, ended_at=None).update(ended_at=now)
    audit.record(actor, "leads.end_link", link, now=now)


@transaction.atomic
def revive_link(actor: Actor, link: TrackedLink, *, now: datetime) -> None:
    """Let an ended link lead on again."""
    actor.require(Permission.WRITE)
    actor.own(link)
    TrackedLink.objects.filter(pk=link.pk).update(ended_at=None)
    audit.record(actor, "leads.revive_link", link, now=now)


def is_address(target: str) -> bool:
    """Whether a link may lead there: a web address and nothing a browser would run."""
    return (
        target.lower().startswith(("https://", "http://"))
        and bool(host_of(target))
        and len(target) <= LONGEST
        and not any(sign.isspace() or ord(sign) < 32 for sign in target)
    )


def _owned(fields: LinkFields) -> tuple[Publication | None, Campaign | None, Channel | None]:
    return fields["publication"], fields["campaign"], fields["channel"]


def _made_up() -> str:
    while TrackedLink.objects.filter(slug=(slug := "".join(secrets.choice(_LETTERS) for _ in range(6)))).exists():
        pass
    return slug
