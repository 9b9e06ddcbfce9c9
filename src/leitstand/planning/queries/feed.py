"""What a person's own calendar fetches of the plan."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.urls import reverse

from leitstand.house.models import Membership
from leitstand.planning.calendars import Entry
from leitstand.planning.models import CalendarFeed, Item, Milestone, Project
from leitstand.planning.queries.around import channel_marks

PAST: Final = timedelta(days=60)
AHEAD: Final = timedelta(days=400)
MOST: Final = 2_000


def feed_of(token_hash: str) -> CalendarFeed | None:
    """Return the feed of an address; None where it was closed, or its person is no member any more."""
    feed = CalendarFeed.objects.select_related("workspace", "person").filter(token_hash=token_hash).first()
    if feed is None or not feed.person.is_active:
        return None
    is_member = Membership.objects.filter(workspace=feed.workspace_id, person=feed.person_id).exists()
    return feed if is_member else None


def entries_of(feed: CalendarFeed, *, now: datetime) -> list[Entry]:
    """Return posts, and where wished events and what is due on a day, from two months ago to a year ahead."""
    workspace = feed.workspace
    marks = channel_marks(workspace)
    items = Item.objects.filter(
        workspace=workspace, deleted_at=None, planned_at__gte=now - PAST, planned_at__lt=now + AHEAD
    )
    if feed.scope == "mine":
        items = items.filter(owner=feed.person)
    if feed.channel_id is not None:
        items = items.filter(channel_ids__contains=[feed.channel_id])
    found = [
        Entry(
            f"{item.pk}@leitstand", item.title, item.planned_at, None, item.updated_at,
            settings.PUBLIC_URL + reverse("planning_item", args=[workspace.slug, item.pk]), item.text,
            ", ".join(marks[pk].name for pk in item.channel_ids if pk in marks),
        )
        for item in items.order_by("planned_at", "pk")[:MOST]
        if item.planned_at is not None
    ]  # fmt: skip
    return found + (_of_projects(feed, now) if feed.with_projects else [])


def _of_projects(feed: CalendarFeed, now: datetime) -> list[Entry]:
    first, last = (now - PAST).date(), (now + AHEAD).date()
    slug = feed.workspace.slug
    events = Project.objects.filter(workspace=feed.workspace, starts__isnull=False, ends__gte=first, starts__lte=last)
    due = Milestone.objects.filter(
        line__project__workspace=feed.workspace, day__gte=first, day__lte=last, item=None, line__is_dropped=False
    ).select_related("line__project")
    if feed.scope == "mine":
        events, due = events.filter(lead=feed.person), due.filter(line__lead=feed.person)
    found = [
        Entry(
            f"project-{one.pk}@leitstand", one.name, one.starts, one.ends, one.updated_at,
            settings.PUBLIC_URL + reverse("planning_project", args=[slug, one.pk]), one.note, one.place,
        )
        for one in events[:MOST]
        if one.starts is not None
    ]  # fmt: skip
    return found + [
        Entry(
            f"due-{one.pk}@leitstand", f"{one.text}: {one.line.project.name}", one.day, None, one.line.project.updated_at,
            settings.PUBLIC_URL + reverse("planning_project", args=[slug, one.line.project_id]), str(one.line),
        )
        for one in due[:MOST]
        if one.day is not None
    ]  # fmt: skip
