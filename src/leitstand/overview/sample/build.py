"""Make the sample company: people, channels, the plan of this and the next month, published posts with figures.

Everything that people do is done by their own verbs, at the time they would have done it. Only the past of the network
is written: no post can be sent last month.
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction

from leitstand.channels.actions.begin_sign_in import begin_sign_in
from leitstand.channels.models import Channel
from leitstand.community.actions.keep_answering import Manner, Reply, keep_answering, keep_hours
from leitstand.community.automatic import words_for
from leitstand.community.core.bot import Trigger
from leitstand.connector_kit.manifest import Manifest
from leitstand.house.actor import Actor
from leitstand.house.clock import use_clock
from leitstand.house.core.roles import Role
from leitstand.house.events import announce
from leitstand.house.models import Membership, Notification, Person, Workspace
from leitstand.kernel.clock import HandClock
from leitstand.kernel.post import Media, Part
from leitstand.kernel.reading import Metric
from leitstand.kernel.reading import Reading as Told
from leitstand.measurement.actions.record_readings import record_readings
from leitstand.measurement.core.schedule import MOMENTS, counts_as_measured
from leitstand.measurement.models import Reading
from leitstand.overview.sample.advertising import advertising_of_company
from leitstand.overview.sample.campaigns import steps_of_campaigns
from leitstand.overview.sample.contacts import contacts_of_company
from leitstand.overview.sample.goals import case_for, goals_for, start_for
from leitstand.overview.sample.ideas import ideas_of_company
from leitstand.overview.sample.inbox import inbox_of_company
from leitstand.overview.sample.law import (
    consents_of_company,
    labels_of_company,
    law_of_company,
    rules_and_requests,
    works_of_others,
)
from leitstand.overview.sample.leads import leads_of_company
from leitstand.overview.sample.links import links_of_company
from leitstand.overview.sample.listening import listening_of_company
from leitstand.overview.sample.moderation import prepare
from leitstand.overview.sample.money import money_of_company
from leitstand.overview.sample.network import Account, Stage
from leitstand.overview.sample.people import people_of_company
from leitstand.overview.sample.pictures import draw
from leitstand.overview.sample.place import place_picture
from leitstand.overview.sample.projects import plan_projects
from leitstand.overview.sample.releases import releases_of_company
from leitstand.overview.sample.reports import reports_of_company
from leitstand.overview.sample.resources import compare_and_brief, give_resources
from leitstand.overview.sample.strategy import Aims, aims_of
from leitstand.overview.sample.team import give_team
from leitstand.planning.actions.create_campaign import create_campaign
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.actions.create_own_date import create_own_date
from leitstand.planning.models import Item
from leitstand.publishing.actions.approve import approve
from leitstand.publishing.actions.save_draft import save_draft
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.actions.unschedule import unschedule
from leitstand.publishing.core.drafts import Composition, Text, Variant
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Attempt, Publication
from leitstand.publishing.sending_events import PublicationPublished
from leitstand.publishing.stage import keep_in_step

FOLLOWERS: Final = {"firma": 1840, "karriere": 620, "service": 310}
_METRICS: Final = frozenset(metric.value for metric in Metric)
_TEXTED: Final = ("published", "scheduled", "approved", "in_review", "written")


@dataclass(slots=True)
class Sample:
    """What is being made."""

    data: dict[str, Any]
    workspace: Workspace
    stage: Stage
    network: Manifest
    now: datetime
    zone: ZoneInfo
    password: str
    actors: dict[str, Actor] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    said: dict[str, list[Publication]] = field(default_factory=lambda: defaultdict(list))
    pictures: dict[str, tuple[Media, bytes]] = field(default_factory=dict)
    campaigns: dict[str, int] = field(default_factory=dict)
    aims: Aims = field(default_factory=Aims)

    def day(self, told: dict[str, int]) -> date:
        """Return the day that "week 2, day 1" means today."""
        today = self.now.astimezone(self.zone).date()
        return today - timedelta(days=today.weekday()) + timedelta(weeks=told["week"], days=told["day"])


def build(*, network: Manifest, stage: Stage, password: str, now: datetime) -> Workspace:
    """Make the company in one transaction and return its workspace; an existing one is returned as it is."""
    data = tomllib.loads(files("leitstand.overview.sample").joinpath("company.toml").read_text(encoding="utf-8"))
    known = Workspace.objects.filter(is_sample=True).first()
    if known is not None:
        return known
    told = data["company"]
    with transaction.atomic():
        workspace = Workspace.objects.create(
            slug=told["slug"], name=told["name"], state=told["state"], accent=told["accent"], is_sample=True
        )
        zone = ZoneInfo(workspace.time_zone)
        sample = Sample(data, workspace, stage, network, now, zone, password)
        _people(sample)
        _channels(sample)
        _pictures(sample)
        law_of_company(
            sample.actors["jana"],
            [media for media, _data in sample.pictures.values()],
            sample.channels["firma"],
            now=now - timedelta(days=69),
        )
        works_of_others(sample.actors["tobias"], draw("track"), draw("track", size=(900, 506)), now=now)
        releases_of_company(sample.actors["jana"], sample.pictures["team"][0], now=now)
        consents_of_company(sample.actors["jana"], sample.actors["cem"], now=now)
        _dates(sample)
        sample.aims = aims_of(sample.actors["jana"], sample.actors, now=now - timedelta(days=75))
        start_for(sample.actors, now=now)
        case_for(sample.actors["jana"], now=now)
        sample.aims.served = goals_for(sample.actors, sample.channels, now=now)
        plan_projects(sample.actors, today=now.astimezone(zone).date(), now=now)
        told = give_resources(
            sample.actors, sample.channels, today=now.astimezone(zone).date(), now=now - timedelta(days=60)
        )
        compare_and_brief(sample.actors, sample.aims.groups, told, now=now - timedelta(days=9))
        give_team(sample.actors, sample.aims.groups, told, now=now)
        _service(sample)
        prepare(sample.actors, now=now)
        for entry in data["posts"]:
            _post(sample, entry)
        labels_of_company(sample.actors["jana"], now=now)
        for key in sample.channels:
            _figures(sample, key)
        ideas_of_company(sample.actors, now=now)
        # Last, for the posts of the past were approved before anybody asked for steps.
        steps_of_campaigns(sample.actors, sample.campaigns, sample.aims.groups, sample.channels, now=now)
        contacts_of_company(sample.actors, sample.channels, sample.campaigns, now=now)
        advertising_of_company(sample.actors, sample.campaigns, now=now)
        money_of_company(
            sample.actors["jana"],
            sample.channels,
            sample.campaigns,
            sample.aims.groups,
            today=now.astimezone(zone).date(),
            now=now,
        )
        leads_of_company(sample.actors, sample.campaigns, now=now)
        people_of_company(sample.actors, channel_ids=[sample.channels["karriere"].pk], now=now)
        inbox_of_company(sample.actors, sample.channels["firma"], now=now)
        rules_and_requests(sample.actors["jana"], "Kerstin Vogt", now=now)
        listening_of_company(sample.actors["cem"], now=now)
        links_of_company(sample.actors, sample.channels, sample.campaigns, now=now)
        reports_of_company(sample.actors, now=now)
        # What was told in the past was read in the past.
        Notification.objects.filter(workspace=workspace, at__lt=now - timedelta(days=2)).update(read_at=now)
    return workspace


def _people(sample: Sample) -> None:
    for told in sample.data["people"]:
        person = Person.objects.create_user(f"{told['key']}@{sample.workspace.slug}.example", name=told["name"])
        Membership.objects.create(workspace=sample.workspace, person=person, role=Role(told["role"]).value)
        sample.actors[told["key"]] = Actor.of(person, sample.workspace, via="command")


def _channels(sample: Sample) -> None:
    since = sample.now - timedelta(days=420)
    for told in sample.data["channels"]:
        key = told["key"]
        sample.accounts[key] = sample.stage.account(
            told["handle"], name=told["name"], followers=FOLLOWERS[key], since=since
        )
        answers = {
            "address": sample.stage.address,
            "handle": told["handle"],
            "password": sample.password,
            "name": told["name"],
        }
        begun = begin_sign_in(
            sample.actors["jana"],
            network=sample.network.slug,
            method=sample.network.sign_in[0].id,
            answers=answers,
            return_url="",
            now=sample.now,
        )
        if begun.channel is None:
            raise RuntimeError("the stage sent the sample company elsewhere")
        begun.channel.connected_at = since
        begun.channel.save(update_fields=["connected_at"])
        sample.channels[key] = begun.channel


def _pictures(sample: Sample) -> None:
    for told in sample.data["pictures"]:
        data = draw(told["draw"])
        media = place_picture(
            sample.actors["tobias"], data, name=told["name"], alt=told["alt"], now=sample.now - timedelta(days=70)
        )
        sample.pictures[told["key"]] = (media, data)


def _service(sample: Sample) -> None:
    """Say when people answer, and let the service channel answer the usual questions by itself."""
    cem, channel = sample.actors["cem"], sample.channels["service"]
    told = sample.data["service"]
    keep_hours(
        cem,
        {day: (time.fromisoformat(told["opens"]), time.fromisoformat(told["closes"])) for day in range(5)},
        now=sample.now,
    )
    words = words_for(sample.workspace, "de")
    replies = [
        Reply(f"r{place}", Trigger(rule["trigger"]), rule["text"], tuple(rule.get("words", ())))
        for place, rule in enumerate(told["answers"])
    ]
    manner = Manner(
        is_on=True,
        answers_in_public=False,
        language="de",
        human_words=words.human,
        complaint_words=words.complaint,
        hand_over_text=words.hand_over,
    )
    keep_answering(cem, channel, manner, replies, now=sample.now)


def _dates(sample: Sample) -> None:
    jana = sample.actors["jana"]
    for told in sample.data["campaigns"]:
        campaign = create_campaign(
            jana,
            {
                "name": told["name"],
                "starts": sample.day(told["from"]),
                "ends": sample.day(told["to"]),
                "colour": told["colour"],
                "goal": told["goal"],
            },
            now=sample.now,
        )
        sample.campaigns[told["key"]] = campaign.pk
    for told in sample.data["dates"]:
        create_own_date(
            jana,
            {"name": told["name"], "starts": sample.day(told["from"]), "ends": sample.day(told["to"]), "note": ""},
            now=sample.now,
        )


def _post(sample: Sample, told: dict[str, Any]) -> None:
    at = _moment(sample, told)
    stage = told["stage"]
    if at is not None and stage == "published" and at > sample.now - timedelta(minutes=30):
        stage = "scheduled"
    if at is not None and stage != "published" and at < sample.now + timedelta(minutes=30):
        # What should go out later today but cannot any more goes out soon; what was due earlier this week, next week.
        soon = (sample.now + timedelta(minutes=50)).replace(second=0, microsecond=0)
        at = soon if told.get("today") else at + timedelta(weeks=1)
    begun = min(sample.now, at or sample.now) - timedelta(days=9)
    with use_clock(HandClock(begun)):
        item = _planned(sample, told, at, begun, with_channels=stage not in _TEXTED)
        if stage in _TEXTED:
            _written(sample, told, item, stage, begun + timedelta(days=2))
    if stage == "published" and at is not None:
        for key in told["channels"]:
            _said(sample, told, item, key, at)


def _moment(sample: Sample, told: dict[str, Any]) -> datetime | None:
    if "time" not in told:
        return None
    day = sample.now.astimezone(sample.zone).date() if told.get("today") else sample.day(told)
    return datetime.combine(day, time.fromisoformat(told["time"]), sample.zone).astimezone(UTC)


def _planned(sample: Sample, told: dict[str, Any], at: datetime | None, now: datetime, *, with_channels: bool) -> Item:
    """Put a post on the plan; one that is written next gets its channels then, and not twice."""
    kind = "picture" if told.get("picture") else "text"
    return create_item(
        sample.actors["tobias"],
        {
            "title": told["title"],
            "notes": told.get("notes", ""),
            "kind": kind,
            "planned_at": at,
            "channel_ids": [sample.channels[key].pk for key in told["channels"]] if with_channels else [],
            "campaign_id": sample.campaigns.get(told.get("campaign", "")),
            **sample.aims.reasons((told.get("channels") or ["firma"])[0], told["title"]),
        },
        now=now,
    ).item


def _written(sample: Sample, told: dict[str, Any], item: Item, stage: str, now: datetime) -> None:
    tobias, selma = sample.actors["tobias"], sample.actors["selma"]
    media = (sample.pictures[told["picture"]][0],) if told.get("picture") else ()
    composition = Composition(
        Text((Part(told["text"], media),)),
        tuple(Variant(str(sample.channels[key].pk)) for key in told["channels"]),
    )
    save_draft(tobias, item, composition, base_version=None, now=now)
    if stage == "written":
        return
    for publication in Publication.objects.filter(item=item).select_related("channel", "item"):
        submit(tobias, publication, now=now + timedelta(hours=2))
        publication.refresh_from_db()
        if stage == "in_review":
            continue
        approve(selma, publication, looked_at=publication.content_digest, now=now + timedelta(days=1))
        if stage == "approved":
            unschedule(tobias, publication, now=now + timedelta(days=1))


def _said(sample: Sample, told: dict[str, Any], item: Item, key: str, at: datetime) -> None:
    account = sample.accounts[key]
    whole = Publication.objects.select_related("item__workspace", "channel")
    publication = whole.get(item=item, channel=sample.channels[key])
    media = []
    if told.get("picture"):
        picture, data = sample.pictures[told["picture"]]
        media.append(account.file(data, mime="image/jpeg", alt=picture.alt))
    post = account.post(told["text"], at=at, key=str(publication.pk), media=media)
    publication.state, publication.proof = State.PUBLISHED.value, "answered"
    publication.external_id, publication.external_url = post.id, post.url
    publication.published_at = publication.updated_at = at
    publication.save(update_fields=["state", "proof", "external_id", "external_url", "published_at", "updated_at"])
    Attempt.objects.create(
        workspace=sample.workspace,
        publication=publication,
        step="create:0",
        position=0,
        key=str(publication.pk),
        first_at=at,
        started_at=at,
        ended_at=at + timedelta(milliseconds=180),
        outcome="done",
        worker="sample",
    )
    with use_clock(HandClock(at)):
        announce(PublicationPublished(Actor.house(sample.workspace, via="command"), publication))
    keep_in_step(item.pk, now=at)
    sample.said[key].append(publication)


def _figures(sample: Sample, key: str) -> None:
    """Write down what the network counted ever since, of all posts of a channel and of the channel itself."""
    moments = {
        publication.external_id: [at + age for age in MOMENTS if at + age <= sample.now]
        for publication in sample.said[key]
        if (at := publication.published_at) is not None
    }
    days = [sample.now - timedelta(days=days) for days in range(90, -1, -3)]
    course = sample.accounts[key].course(moments, followers=days)
    for publication in sample.said[key]:
        taken = moments[publication.external_id]
        _measured(sample, publication, list(zip(taken, course.posts[publication.external_id], strict=True)))
    Reading.objects.bulk_create(
        Reading(
            workspace=sample.workspace,
            channel=sample.channels[key],
            metric=Metric.FOLLOWERS.value,
            value=Decimal(count),
            taken_at=at,
        )
        for at, count in zip(days, course.followers, strict=True)
    )


def _measured(sample: Sample, publication: Publication, course: Sequence[tuple[datetime, Mapping[str, int]]]) -> None:
    """Record a post's course in two goes: up to the moment from which it counts as measured, and all after it."""
    at = publication.published_at or sample.now
    first = next((place for place, (taken, _) in enumerate(course) if counts_as_measured(at, taken)), len(course))
    for part in (course[: first + 1], course[first + 1 :]):
        if not part:
            continue
        told = [
            Told(Metric(name), Decimal(value), taken)
            for taken, figures in part
            for name, value in figures.items()
            if name in _METRICS
        ]
        newest = part[-1][0]
        with use_clock(HandClock(newest)):
            record_readings(Actor.house(sample.workspace, via="command"), publication, told, now=newest)
