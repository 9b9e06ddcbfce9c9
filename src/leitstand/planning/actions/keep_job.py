"""Advertise a job, and tell the story once it is filled."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.changes import zone_of
from leitstand.planning.core.local_time import resolve
from leitstand.planning.core.special_days import is_workday, next_workday
from leitstand.planning.models import Item, JobAd, Release

USUAL: Final = time(10)
# After the first weeks there is something to tell; our own starting value, anybody may move the post.
STORY_AFTER: Final = timedelta(weeks=6)


class JobFields(TypedDict):
    """What is said about a job."""

    title: str
    department: str
    link: str
    day: date | None
    channel_ids: Sequence[int]


@transaction.atomic
def advertise(actor: Actor, fields: JobFields, *, now: datetime) -> JobAd:
    """Put the advertisement on the plan and keep the job in view."""
    actor.require(Permission.PLAN)
    title = " ".join(fields["title"].split())[:200]
    if not title:
        raise Invalid({"title": _("Please name the job.")})
    day = fields["day"]
    moment = resolve(datetime.combine(day, USUAL), zone_of(actor.workspace)).moment if day else None
    item = create_item(
        actor,
        {
            "title": (_("We are looking for: %(job)s") % {"job": title})[:200],
            "notes": "\n".join(line for line in (fields["department"].strip(), fields["link"].strip()) if line),
            "kind": "link" if fields["link"] else "picture",
            "category": "own",
            "planned_at": moment,
            "channel_ids": fields["channel_ids"],
        },
        now=now,
    ).item
    job = JobAd.objects.create(
        workspace=actor.workspace,
        title=title,
        department=fields["department"].strip()[:120],
        link=fields["link"].strip(),
        item=item,
        opened_at=now,
    )
    audit.record(actor, "planning.advertise", job, now=now)
    return job


@transaction.atomic
def fill_job(actor: Actor, job: JobAd, *, name: str, on: date, now: datetime) -> Item:
    """Note who has the job since when: the success story stands on the plan weeks later and needs their consent."""
    actor.require(Permission.PLAN)
    actor.own(job)
    locked = JobAd.objects.select_for_update(of=("self",)).select_related("item").get(pk=job.pk)
    if locked.filled_on is not None:
        raise Impossible(_("“%(job)s” is filled already.") % {"job": locked.title}, code="filled")
    who = " ".join(name.split())[:120]
    if not who:
        raise Invalid({"name": _("Please enter the name.")})
    day = max(on + STORY_AFTER, now.astimezone(zone_of(actor.workspace)).date() + timedelta(days=1))
    if not is_workday(day, state=actor.workspace.state):
        day = next_workday(day, state=actor.workspace.state)
    story = create_item(
        actor,
        {
            "title": (_("Success story: %(name)s as %(job)s") % {"name": who, "job": locked.title})[:200],
            "notes": _(
                "From the advertisement to the first success: How did you two find each other?"
                " What was the first week like? What is going well? What would you say to somebody who thinks of applying?"
            ),
            "kind": "picture",
            "category": "personal",
            "planned_at": resolve(datetime.combine(day, USUAL), zone_of(actor.workspace)).moment,
            "channel_ids": locked.item.channel_ids if locked.item else [],
        },
        now=now,
    ).item
    Release.objects.create(workspace=actor.workspace, kind="image", name=who, item=story, created_at=now)
    locked.filled_on, locked.story = on, story
    locked.save(update_fields=["filled_on", "story"])
    audit.record(actor, "planning.fill_job", locked, now=now, details={"story": str(story.pk)})
    return story
