"""Keep an agency's brief, and mark it as sent: not before the house knows what it wants."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.channels.core.platforms import platform
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.brief_words import MISSING_WORDS
from leitstand.planning.changes import is_member
from leitstand.planning.core.brief import Bounds, missing, size_lines
from leitstand.planning.models import AgencyBrief, Campaign, Project
from leitstand.strategy.models import TargetGroup


class BriefFields(TypedDict):
    """What a brief says."""

    title: str
    agency: str
    project: Project | None
    campaign: Campaign | None
    aim: str
    target_group: TargetGroup | None
    content_plan: str
    owner_id: int | None
    channels: Sequence[str]
    formats: str
    sizes: str
    rights: str
    due_on: date | None
    budget: Decimal | None
    note: str


@transaction.atomic
def keep_brief(actor: Actor, fields: BriefFields, *, now: datetime, brief: AgencyBrief | None = None) -> AgencyBrief:
    """Create or change a brief; sizes left open are filled in from what is known of the channels. A changed one is open again."""
    actor.require(Permission.PLAN)
    for own in (brief, fields["project"], fields["campaign"], fields["target_group"]):
        if own is not None:
            actor.own(own)
    errors = {}
    if not fields["title"].strip():
        errors["title"] = _("Please give the brief a title.")
    if any(platform(name) is None for name in fields["channels"]):
        errors["channels"] = _("Nothing is known about this network.")
    if fields["owner_id"] is not None and not is_member(actor.workspace, fields["owner_id"]):
        errors["owner"] = _("This person is no longer a member.")
    if fields["budget"] is not None and fields["budget"] < 0:
        errors["budget"] = _("Please enter 0 or more.")
    if errors:
        raise Invalid(errors)
    found = brief or AgencyBrief(workspace=actor.workspace)
    for name, value in fields.items():
        setattr(found, name, value.strip() if isinstance(value, str) else value)
    found.channels = list(fields["channels"])
    if not found.sizes:
        found.sizes = known_sizes(found.channels)
    found.sent_at = found.sent_by = None
    found.updated_at = now
    found.save()
    audit.record(actor, "planning.keep_brief", found, now=now)
    return found


@transaction.atomic
def want_brief(
    actor: Actor, *, now: datetime, project: Project | None = None, campaign: Campaign | None = None
) -> AgencyBrief:
    """Say that an agency works on a project or campaign: its brief is open from now on. A second time returns the same one."""
    actor.require(Permission.PLAN)
    subject = project or campaign
    if subject is None:
        raise ValueError("a project or a campaign")
    actor.own(subject)
    open_one = AgencyBrief.objects.filter(
        workspace=actor.workspace, project=project, campaign=campaign, sent_at=None
    ).first()
    if open_one is not None:
        return open_one
    made = AgencyBrief.objects.create(
        workspace=actor.workspace,
        title=subject.name,
        project=project,
        campaign=campaign,
        aim=campaign.goal if campaign else "",
        owner=project.lead if project else None,
        updated_at=now,
    )
    audit.record(actor, "planning.want_brief", made, now=now)
    return made


@transaction.atomic
def send_brief(actor: Actor, brief: AgencyBrief, *, now: datetime) -> AgencyBrief:
    """Mark a brief as sent; raises Impossible while something it must say is missing."""
    actor.require(Permission.PLAN)
    actor.own(brief)
    if lacking := missing(brief.told()):
        words = ", ".join(str(MISSING_WORDS[name]) for name in lacking)
        raise Impossible(_("Not yet: %(what)s is missing.") % {"what": words}, code="brief_not_whole")
    brief.sent_at, brief.sent_by = now, actor.person
    brief.save(update_fields=["sent_at", "sent_by"])
    audit.record(actor, "planning.send_brief", brief, now=now)
    return brief


@transaction.atomic
def drop_brief(actor: Actor, brief: AgencyBrief, *, now: datetime) -> None:
    """Delete a brief."""
    actor.require(Permission.PLAN)
    actor.own(brief)
    audit.record(actor, "planning.drop_brief", brief, now=now)
    brief.delete()


def known_sizes(channels: Sequence[str]) -> str:
    """Write what is known of file sizes on these networks, with source and day."""
    language = get_language() or "de"
    return size_lines(
        Bounds(
            known.name,
            rule.name.said(language),
            rule.seconds_min,
            rule.seconds_max,
            rule.ratio_min,
            rule.ratio_max,
            rule.width_min,
            rule.height_min,
            rule.pixels_max,
            rule.bytes_max,
            rule.mime,
            rule.source,
            rule.read_on.isoformat(),
        )
        for name in channels
        if (known := platform(name)) is not None
        for rule in known.formats
    )
