"""What an approver sees: exactly what will be sent, everything the checks say, and what changed since the last approval."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final

from leitstand.channels.models import Channel
from leitstand.compliance.subjects import item_subject
from leitstand.house import clock
from leitstand.house.actor import Actor
from leitstand.kernel.post import PostPlan
from leitstand.planning.models import Item
from leitstand.publishing.approvals import OBSTACLES
from leitstand.publishing.checking import Answered, answered
from leitstand.publishing.core.approving import Case, Verdict, judge
from leitstand.publishing.core.differences import Change, changes
from leitstand.publishing.core.fit import Finding
from leitstand.publishing.core.preview import Preview, draw
from leitstand.publishing.editor import Mark
from leitstand.publishing.labelling import LabelSeen, label_seen, state_of
from leitstand.publishing.lawful import Judged, Told, judgement_of, legal_day, told_of
from leitstand.publishing.legal_check import Kept, SeenBlock, check_of, shown
from leitstand.publishing.models import Approval, Publication, Version
from leitstand.publishing.networks import Ground, ground_of
from leitstand.publishing.queries import authors_of, last_approved, open_requests
from leitstand.publishing.tracking import Tracking, rules_of
from leitstand.publishing.words import LEVELS, sentence

MOST: Final = 200


@dataclass(frozen=True, slots=True)
class SeenFinding:
    """A finding as an approver reads it; nothing is mended here."""

    finding: Finding

    @property
    def tone(self) -> str:
        """Its colour."""
        return LEVELS[self.finding.level][0]

    @property
    def sign(self) -> str:
        """Its sign."""
        return LEVELS[self.finding.level][1]

    @property
    def sentence(self) -> str:
        """What it says."""
        return sentence(self.finding)

    mend = ""


@dataclass(frozen=True)
class Look:
    """One publication before an approver's eyes."""

    request: Approval
    publication: Publication
    verdict: Verdict
    before: Version | None
    tracking: Tracking

    @property
    def channel(self) -> Channel:
        """Where it will appear."""
        return self.publication.channel

    @cached_property
    def ground(self) -> Ground:
        """The rules of the channel."""
        return ground_of(self.channel)

    @property
    def mark(self) -> Mark:
        """The channel as the kit draws it."""
        return Mark.of(self.channel)

    @property
    def when(self) -> datetime | None:
        """When it goes out."""
        return self.publication.due_at or self.publication.item.planned_at

    @cached_property
    def plan(self) -> PostPlan:
        """Exactly what will be sent: read from what is stored, not made anew."""
        return PostPlan.from_json(self.publication.content)

    @cached_property
    def preview(self) -> Preview:
        """How the reader sees it."""
        return draw(self.plan, self.ground.limits, self.ground.manifest)

    @cached_property
    def findings(self) -> tuple[SeenFinding, ...]:
        """What the checks say."""
        return tuple(map(SeenFinding, (*self.ground.check(self.plan), *self.tracking.check(self.plan))))

    @property
    def day(self) -> date:
        """The day for which the law is asked: that on which it goes out."""
        now = clock.now()
        return legal_day(max(self.when, now) if self.when else now)

    @cached_property
    def law(self) -> tuple[Judged, ...]:
        """What the law says of it on the day it goes out."""
        return judgement_of(self.publication, on=self.day, told=self.told)

    @cached_property
    def told(self) -> Told:
        """What was told of it and of its files."""
        return told_of(self.publication.item, [self.plan])

    @cached_property
    def known(self) -> Kept:
        """What is known for the legal check, as an approval would keep it."""
        return check_of(self.publication, self.law, self.told, on=self.day)

    @cached_property
    def blocks(self) -> list[SeenBlock]:
        """The legal check in its blocks, with answers and findings."""
        return shown(self.known)

    @cached_property
    def label(self) -> LabelSeen | None:
        """Where the advertising label is seen."""
        state = state_of(item_subject(self.publication.item_id), self.told, on=self.day)
        return label_seen(self.plan, self.channel.network, self.law, state)

    @cached_property
    def answered(self) -> list[Answered]:
        """The checklists as they were answered when approval was asked for."""
        return answered(self.request.checks)

    @property
    def changes(self) -> tuple[Change, ...]:
        """What differs from the version that was approved last."""
        return changes(PostPlan.from_json(self.before.content), self.plan) if self.before else ()

    @property
    def obstacle(self) -> str:
        """Why this person may not approve it, "" where they may."""
        return str(OBSTACLES[self.verdict.obstacle]) if self.verdict.obstacle else ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item of which something waits for an answer."""

    item: Item
    looks: tuple[Look, ...]

    @property
    def is_mine(self) -> bool:
        """Whether this person may approve something of it."""
        return any(look.verdict.obstacle is None for look in self.looks)

    @property
    def asked(self) -> Approval:
        """The latest request."""
        return max((look.request for look in self.looks), key=lambda request: request.requested_at)


def waiting(actor: Actor) -> list[Waiting]:
    """Return everything that waits for an answer, what one may approve oneself and what goes out soonest first."""
    requests = list(open_requests(actor.workspace)[:MOST])
    publications = [request.publication for request in requests]
    authors = authors_of(publications)
    before = last_approved(publications)
    tracking = rules_of(actor.workspace)
    looks: dict[Item, list[Look]] = {}
    for request in requests:
        publication = request.publication
        verdict = judge(
            Case(
                approver=actor.person.pk if actor.person else None,
                requester=request.requested_by_id,
                authors=authors.get(publication.pk, set()),
                looked_at=publication.content_digest,
                requested=request.digest,
                content=publication.content_digest,
                four_eyes=actor.workspace.four_eyes,
            )
        )
        look = Look(request, publication, verdict, before.get(publication.pk), tracking)
        looks.setdefault(publication.item, []).append(look)
    found = [Waiting(item, tuple(each)) for item, each in looks.items()]
    return sorted(
        found,
        key=lambda each: (not each.is_mine, each.item.planned_at is None, each.item.planned_at or each.item.updated_at),
    )
