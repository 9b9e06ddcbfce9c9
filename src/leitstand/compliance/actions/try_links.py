"""Try the links of a profile to imprint and privacy notice, by machine or by hand; tell people when one breaks."""

import logging
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from asgiref.sync import async_to_sync
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from leitstand.channels.models import Channel
from leitstand.channels.sessions import inside_is_allowed
from leitstand.compliance.actions.declare import declare
from leitstand.compliance.actions.keep_account import file_of
from leitstand.compliance.core.account import MILD, TEST_AGAIN
from leitstand.compliance.core.links import Kind
from leitstand.compliance.link_walk import Walked, walk
from leitstand.compliance.models import AccountFile, LinkTest
from leitstand.compliance.notices import LINK_BROKEN
from leitstand.compliance.page_reading import Fetched, fetch, open_reader
from leitstand.compliance.platform_law import law_of_network
from leitstand.compliance.queries import is_dead_law, told_about
from leitstand.compliance.subjects import channel_subject
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Person
from leitstand.house.notices import notify
from leitstand.house.zones import day_in

log = logging.getLogger(__name__)

TRY: Final = "compliance.try_links_wanted"
KINDS: Final[tuple[Kind, ...]] = ("imprint", "privacy")
# One profile is looked at for so long and no longer.
SECONDS: Final = 25.0


@dataclass(frozen=True, slots=True)
class Job:
    """What is needed of the database before anything is fetched."""

    start: str
    targets: Mapping[Kind, str]
    has_wall: bool
    is_inside_allowed: bool


@transaction.atomic
def want_links(actor: Actor, channel: Channel, *, now: datetime) -> None:
    """Have the links of a profile tried soon, by the worker; raises Impossible where nobody has told any."""
    actor.require(Permission.WRITE)
    file = file_of(actor, channel)
    if not any(_job(channel).targets.values()):
        raise Impossible(_("Answer first where the imprint and the privacy notice stand."), code="no_links")
    file.links_wanted_at, file.links_wanted_by = now, actor.person
    file.save(update_fields=["links_wanted_at", "links_wanted_by"])
    audit.record(actor, "compliance.want_links", channel, now=now)
    with suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(TRY, queueing_lock=TRY).defer()


def try_links_wanted(*, now: datetime) -> int:
    """Try the links somebody wants tried; return of how many profiles. One that fails holds up no other."""
    done = 0
    for file in AccountFile.objects.filter(links_wanted_at__isnull=False).select_related(
        "channel__workspace", "links_wanted_by"
    ):
        done += _tried(file.channel, KINDS, now=now, asked_by=file.links_wanted_by, was_asked=True)
        # Whoever wants it anew meanwhile gets it in the next round.
        AccountFile.objects.filter(pk=file.pk, links_wanted_at=file.links_wanted_at).update(
            links_wanted_at=None, links_wanted_by=None
        )
    return done


def try_links_due(*, now: datetime) -> int:
    """Try every link that was not looked at for a month and that somebody has told; return of how many profiles."""
    done = 0
    for channel in Channel.objects.exclude(state="disconnected").select_related("workspace").order_by("pk"):
        today = day_in(channel.workspace, now)
        last = {kind: LinkTest.objects.filter(channel=channel, kind=kind).first() for kind in KINDS}
        due = [kind for kind, test in last.items() if test is None or test.again_on <= today]
        if due and any(_job(channel).targets[kind] for kind in due):
            done += _tried(channel, due, now=now)
    return done


def _tried(
    channel: Channel, kinds: Sequence[Kind], *, now: datetime, asked_by: Person | None = None, was_asked: bool = False
) -> int:
    """Try them in the house's name; what fails is logged, and tried again the next night."""
    actor = Actor.house(channel.workspace)
    try:
        found = async_to_sync(_walked)(_job(channel), kinds)
        with transaction.atomic():
            for kind, walked in found.items():
                _keep(actor, channel, kind, walked, now, tested_by=asked_by, was_asked=was_asked)
    except Exception:
        log.exception("the links of channel %s could not be tried", channel.pk)
        return 0
    return 1


@transaction.atomic
def count_by_hand(actor: Actor, channel: Channel, kind: str, clicks: int, *, now: datetime) -> LinkTest:
    """Keep what a person counted where no machine may read; from the profile on, on the phone too."""
    actor.require(Permission.WRITE)
    actor.own(channel)
    if kind not in KINDS:
        raise Invalid({"kind": _("Please choose one of the kinds.")})
    if not 0 <= clicks <= 20:
        raise Invalid({"clicks": _("Between 0 and 20, please.")})
    known: Kind = "imprint" if kind == "imprint" else "privacy"
    target = _job(channel).targets[known]
    walked = Walked(target, None, clicks, (), ("too_far",) if clicks > 2 else () if target else ("none_told",))
    return _keep(actor, channel, known, walked, now, tested_by=actor.person, by_hand=True, was_asked=True)


def _job(channel: Channel) -> Job:
    subject = channel_subject(channel.pk)
    told = told_about(channel.workspace_id, [subject]).get(subject, {})
    kept = AccountFile.objects.filter(channel=channel).first()
    network = law_of_network(channel.network)
    own_page = kept.link_page if kept else ""
    return Job(
        start=own_page or channel.url,
        targets={
            "imprint": str(told.get("profile.imprint_url", "")),
            "privacy": str(told.get("profile.privacy_url", "")),
        },
        # A page of links of one's own can be read even where the profile cannot.
        has_wall=not own_page and network is not None and network.login_wall,
        is_inside_allowed=inside_is_allowed(channel.workspace),
    )


async def _walked(job: Job, kinds: Sequence[Kind]) -> dict[Kind, Walked]:
    known: dict[str, Fetched] = {}
    until = time.monotonic() + SECONDS
    async with open_reader(allow_private=job.is_inside_allowed) as http:

        async def get(url: str) -> Fetched:
            if url not in known:
                left = until - time.monotonic()
                known[url] = await fetch(http, url) if left > 0 else Fetched(url)
            return known[url]

        return {
            kind: await walk(
                get, kind, start=job.start, target=job.targets[kind], has_wall=job.has_wall, is_dead=is_dead_law
            )
            for kind in kinds
        }


def _keep(
    actor: Actor,
    channel: Channel,
    kind: Kind,
    walked: Walked,
    now: datetime,
    *,
    tested_by: Person | None,
    by_hand: bool = False,
    was_asked: bool = False,
) -> LinkTest:
    today = day_in(channel.workspace, now)
    before = LinkTest.objects.filter(channel=channel, kind=kind).first()
    again_on = today + TEST_AGAIN
    if before is not None and _still_counts(before, walked, today):
        walked = replace(
            walked, clicks=before.clicks, problems=tuple(one for one in walked.problems if one != "needs_person")
        )
        by_hand, again_on, tested_by = True, before.again_on, before.tested_by
    made = LinkTest.objects.create(
        workspace=channel.workspace,
        channel=channel,
        kind=kind,
        url=walked.url[:500],
        status=walked.status,
        clicks=walked.clicks,
        way=list(walked.way),
        problems=list(walked.problems),
        is_by_hand=by_hand,
        was_asked=was_asked,
        tested_by=tested_by,
        tested_at=now,
        again_on=again_on,
    )
    if kind == "imprint" and walked.clicks is not None:
        declare(actor, channel_subject(channel.pk), {"profile.imprint_clicks": walked.clicks}, now=now)
    audit.record(actor, "compliance.try_links", channel, now=now, details={"kind": kind, "clicks": walked.clicks})
    heavy = [one for one in walked.problems if one not in MILD]
    if heavy and set(heavy) - set(before.problems if before else ()):
        notify(
            LINK_BROKEN,
            workspace=channel.workspace,
            params={"profile": str(channel), "link": made.get_kind_display()},
            path=reverse("compliance_account", args=[channel.workspace.slug, channel.pk]),
            about=f"link:{channel.pk}:{kind}",
            but=tested_by,
            now=now,
        )
    return made


def _still_counts(before: LinkTest, walked: Walked, today: date) -> bool:
    """Whether what a person counted holds until its day, where no machine can read the profile."""
    counted = before.is_by_hand and before.clicks is not None and before.again_on > today
    return counted and "needs_person" in walked.problems
