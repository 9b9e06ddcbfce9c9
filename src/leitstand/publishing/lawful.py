"""Nothing unlawful goes out: what the law says of a post on a channel, for composer, approval, queue and sender alike."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.compliance.core.media import OF_MEDIA, with_crop
from leitstand.compliance.core.releases import with_register
from leitstand.compliance.core.rules import Finding, Level
from leitstand.compliance.models import Waiver
from leitstand.compliance.queries import law_here, open_questions_stop, told_about, waivers_of
from leitstand.compliance.queries.releases import people_in, seen_on
from leitstand.compliance.subjects import CHANNELS, asset_subject, channel_subject, item_subject
from leitstand.house.errors import Impossible
from leitstand.kernel.post import Media, PostPlan
from leitstand.library.models import Rendition
from leitstand.planning.models import Item
from leitstand.publishing.models import Publication

# German law counts German days.
LEGAL_ZONE: Final = ZoneInfo("Europe/Berlin")


class NotLawful(Impossible):
    """A rule of law keeps the post back; `findings` say which."""

    def __init__(self, channel: Channel, findings: "Sequence[Judged]") -> None:
        titles = "; ".join(f"{one.title} ({one.id})" for one in findings)
        super().__init__(
            _("%(channel)s: The law stands against this post: %(findings)s. Mend it, or let an approver answer for it.")
            % {"channel": channel, "findings": titles},
            code="not_lawful",
        )
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding about a post or one of its files, with the waiver that lets it pass, if there is one."""

    finding: Finding
    subject: str
    digest: str
    file: str = ""
    waiver: Waiver | None = None
    is_strict: bool = False

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.finding.rule.id

    @property
    def level(self) -> Level:
        """How heavily it weighs."""
        return self.finding.level

    @property
    def unrecorded(self) -> str:
        """The file of which nobody has said where it comes from; "" where this finding says something else."""
        return self.subject.removeprefix("asset:") if self.id == "REC-02" and self.waiver is None else ""

    @property
    def asks(self) -> tuple[str, ...]:
        """The facts that must be told before it can say yes or no."""
        return self.finding.asks

    @property
    def stops(self) -> bool:
        """Whether nothing may go out while it stands; an open question stops only where the workspace is strict."""
        return self.level == "block" and self.waiver is None and (self.is_strict or not self.asks)

    @property
    def title(self) -> str:
        """What is wrong, or what is asked."""
        return self.finding.rule.title.said(get_language() or "de")

    @property
    def demand(self) -> str:
        """What the law asks."""
        return self.finding.rule.demand.said(get_language() or "de")

    @property
    def mend(self) -> str:
        """What to do now."""
        return self.finding.rule.mend.said(get_language() or "de")


def legal_day(moment: datetime) -> date:
    """Return the day a moment lies on, as German law counts."""
    return moment.astimezone(LEGAL_ZONE).date()


def format_of(plan: PostPlan) -> str:
    """Return the format as the law's vocabulary names it."""
    if plan.format in ("story", "article"):
        return plan.format
    if plan.format in ("reel", "short"):
        return "reel"
    kinds = [medium.kind for medium in plan.media]
    if plan.format == "video" or "video" in kinds:
        return "video"
    if len(kinds) > 1:
        return "carousel"
    return "picture" if kinds else "link" if plan.link is not None else "text"


def thing_of(medium: Media) -> str:
    """Return by which name a file is known: its asset, of which it may be a version made for one channel."""
    return medium.asset or medium.sha256


def text_of(plan: PostPlan) -> str:
    """Return all that is read of a post, in the order in which it is read."""
    return "\n".join(filter(None, (plan.title, *(part.text for part in plan.parts))))


Told = Mapping[str, Mapping[str, object]]
"""What was told, by subject."""


def told_of(item: Item, plans: Iterable[PostPlan]) -> Told:
    """Return what was told of a post, of the channels it goes to, of the files in these plans and who is seen on them."""
    found = list(plans)
    files = {thing_of(medium) for plan in found for medium in plan.media}
    channels = {int(plan.channel) for plan in found if plan.channel.isascii() and plan.channel.isdigit()}
    subjects = [item_subject(item.pk), *map(channel_subject, sorted(channels)), *map(asset_subject, sorted(files))]
    return {**told_about(item.workspace_id, subjects), **seen_on(item.workspace_id, sorted(files))}


def told_of_file(told: Told, name: str, *, network: str, on: date, post: Mapping[str, object]) -> Mapping[str, object]:
    """Return what is known of a file in a post: what was told, and what the register says of the people seen on it."""
    return with_register(
        told.get(asset_subject(name), {}),
        people_in(told, name),
        network=network,
        on=on,
        is_advertising=post.get("post.is_advertising"),
    )


def accounts_in(told: Told) -> list[dict[str, object]]:
    """Return what was told of each channel's account itself, so that nobody is asked for it again with every post."""
    return [_account(facts) for subject, facts in told.items() if subject.startswith(CHANNELS)]


def _account(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if name.startswith("account.")}


def judged(
    item: Item, targets: Iterable[tuple[Channel, PostPlan, str]], *, on: date, told: Told | None = None
) -> dict[int, tuple[Judged, ...]]:
    """Judge plans on channels (channel, plan, digest of the content) on a day; the heaviest findings first, by channel.

    `told` is what was told of them (told_of), where somebody has read it already.
    """
    found = list(targets)
    subject = item_subject(item.pk)
    if told is None:
        told = told_of(item, [plan for _channel, plan, _digest in found])
    subjects = [
        subject,
        *(asset_subject(thing_of(medium)) for _channel, plan, _digest in found for medium in plan.media),
    ]
    waivers = waivers_of(item.workspace_id, subjects, on=on)
    law = law_here(item.workspace_id)
    strict = open_questions_stop(item.workspace_id)
    cropped = _cropped(item.workspace_id, {medium.sha256 for _c, plan, _d in found for medium in plan.media})
    answer = {}
    for channel, plan, digest in found:
        about = {"network": channel.network, "as_format": format_of(plan)}
        has_alt = all(medium.alt.strip() for medium in plan.media if medium.kind == "picture")
        known = {"case.has_media": bool(plan.media), "case.has_alt_text": has_alt, "author.role": "company"}
        account = _account(told.get(channel_subject(channel.pk), {}))
        declared = {**known, **account, **told.get(subject, {})}
        text = text_of(plan)
        judgements = [
            Judged(one, subject, digest, "", waivers.get((subject, digest, one.rule.id)), strict)
            for one in law.judge(declared, kind="post", on=on, text=text, **about)
            # What only a file's record can answer is asked at the file, not at the post as well.
            if not (plan.media and one.asks and all(name.startswith(OF_MEDIA) for name in one.asks))
        ]
        for name, sha256 in dict.fromkeys((thing_of(medium), medium.sha256) for medium in plan.media):
            own = asset_subject(name)
            known_of = told_of_file(told, name, network=channel.network, on=on, post=declared)
            judgements += [
                Judged(one, own, sha256, sha256, waivers.get((own, sha256, one.rule.id)), strict)
                for one in law.judge(
                    {**declared, **_as_used(known_of, text, channel.network, is_cropped=sha256 in cropped)},
                    kind="asset",
                    on=on,
                    text=text,
                    **about,
                )
            ]
        answer[channel.pk] = tuple(sorted(judgements, key=lambda one: one.finding.weight))
    return answer


_COVERED: Final = {"licence.networks": "licence.covers_network", "release.networks": "release.covers_use"}
"""Which networks licence and consent name, and what that says of one of them."""


def _as_used(told: Mapping[str, object], text: str, network: str, *, is_cropped: bool) -> Mapping[str, object]:
    """Return what was told of a file as this post uses it: on which network, its author named or not, cropped or not."""
    used = dict(told)
    for named, covered in _COVERED.items():
        networks = told.get(named)
        if isinstance(networks, list) and networks:
            used[covered] = network in networks
    author = told.get("record.author")
    if isinstance(author, str) and author.strip():
        used["licence.credit_shown"] = author.strip().casefold() in text.casefold()
    if is_cropped:
        used["asset.edits"] = with_crop(told.get("asset.edits"))
    return used


def _cropped(workspace: int, files: Collection[str]) -> frozenset[str]:
    if not files:
        return frozenset()
    rows = Rendition.objects.filter(workspace_id=workspace, sha256__in=list(files)).values_list("sha256", "recipe")
    return frozenset(sha256 for sha256, recipe in rows if recipe.get("box"))


def judgement_of(publication: Publication, *, on: date, told: Told | None = None) -> tuple[Judged, ...]:
    """Judge exactly the content that is stored."""
    plan = PostPlan.from_json(publication.content)
    target = (publication.channel, plan, publication.content_digest)
    return judged(publication.item, [target], on=on, told=told)[publication.channel_id]


def must_be_lawful(publication: Publication, *, on: date, told: Told | None = None) -> tuple[Judged, ...]:
    """Return what the law says on the day a post goes out; raises NotLawful where something stops it that nobody has waived."""
    found = judgement_of(publication, on=on, told=told)
    if stops := [one for one in found if one.stops]:
        raise NotLawful(publication.channel, stops)
    return found


def mark_of(digest: str, on: date) -> str:
    """Return what is noted on a publication that was found lawful: this content, on this day, by this law."""
    return f"{digest}:{on.isoformat()}:{law_here().mark}"


def judged_tabs(
    item: Item, tabs: Iterable["Target"], *, now: datetime, told: Told | None = None
) -> dict[int, tuple[Judged, ...]]:
    """Judge what the composer holds, saved or not, on the day it is planned for."""
    day = legal_day(max(item.planned_at, now) if item.planned_at else now)
    targets = [(tab.channel, tab.plan, tab.publication.content_digest if tab.publication else "") for tab in tabs]
    return judged(item, targets, on=day, told=told)


class Target(Protocol):
    """A channel in the composer."""

    @property
    def channel(self) -> Channel:
        """Where it goes."""
        ...

    @property
    def plan(self) -> PostPlan:
        """What will be seen there."""
        ...

    @property
    def publication(self) -> Publication | None:
        """What is stored of it."""
        ...
