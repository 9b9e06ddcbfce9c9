"""What the composer shows: tabs with their fields, previews with findings, drawn from a composition."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.channels.models import Channel
from leitstand.connector_kit.manifest import Question
from leitstand.house.models import Workspace
from leitstand.kernel.post import LinkCard, Media, Part, PostPlan
from leitstand.kernel.text import urls
from leitstand.library.queries import versions_of
from leitstand.planning.models import Item, Poll
from leitstand.planning.queries.shapes import POLL, poll_of
from leitstand.publishing.checking import basics_of, own_basics
from leitstand.publishing.content import is_fixed
from leitstand.publishing.core.checklists import Basics, check_basics
from leitstand.publishing.core.drafts import Composition, Text, Variant
from leitstand.publishing.core.fit import SEVERITY, Finding, Mend
from leitstand.publishing.core.preview import Preview, draw
from leitstand.publishing.core.states import State
from leitstand.publishing.core.tracking import links_of
from leitstand.publishing.forms import SHARED, Field, scope_of
from leitstand.publishing.models import Card, Publication
from leitstand.publishing.networks import Ground, ground_of
from leitstand.publishing.queries import cards_for
from leitstand.publishing.tone import Tone
from leitstand.publishing.tracking import UNTRACKED, Tracking
from leitstand.publishing.words import GO_THERE, LEVELS, MENDS, sentence

NEAR: Final = 20
NO_BASICS: Final = Basics()
_SELECTED: Final = mark_safe(" selected")


FORMATS: Final = {
    "post": gettext_lazy("Post"),
    "article": gettext_lazy("Article"),
    "story": gettext_lazy("Story"),
    "reel": gettext_lazy("Short video"),
    "video": gettext_lazy("Video"),
    "short": gettext_lazy("Short"),
}
SETTLED: Final = frozenset({"review", "approved", "scheduled"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A channel as the kit draws it: its own name, the network's colour and letter."""

    id: int
    name: str
    colour: str
    letter: str

    @classmethod
    def of(cls, channel: Channel) -> "Mark":
        """Return the mark of a channel."""
        manifest = ground_of(channel).manifest
        return cls(channel.pk, str(channel), manifest.colour, manifest.letter)


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A channel that can be chosen."""

    channel: Channel
    mark: Mark
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class MediaRow:
    """A file in a message: where its picture is shown from, and what its fields are called."""

    medium: Media
    place: int
    thumb: str
    alt_id: str
    versions: tuple[Media, ...] = ()

    @property
    def others(self) -> tuple[Media, ...]:
        """The versions that could stand here instead: the file itself first, then what was cut or converted from it."""
        return tuple(version for version in self.versions if version.sha256 != self.medium.sha256)

    @property
    def value(self) -> str:
        """How the form names the file."""
        return f"{self.medium.asset}/{self.medium.sha256}"


@dataclass(frozen=True, slots=True)
class PartRow:
    """A message in the editor, with the names of its fields."""

    index: int
    text: str
    media: tuple[MediaRow, ...]
    scope: str

    @property
    def number(self) -> int:
        """Its place in the thread as people count."""
        return self.index + 1

    @property
    def fields(self) -> Mapping[str, str]:
        """The names of its fields."""
        names = Field(self.scope)
        return {"text": names.text(self.index), "media": names.media(self.index), "alt": names.alt(self.index)}


@dataclass(frozen=True, slots=True)
class OptionRow:
    """A question of the network with its answer."""

    question: Question
    name: str
    value: str
    choices: tuple[tuple[str, str], ...]

    @property
    def drawn(self) -> SafeString:
        """The choices as HTML; some networks have a choice of two hundred languages, too many for a template's loop."""
        return format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((value, _SELECTED if value == self.value else "", label) for value, label in self.choices),
        )


@dataclass(frozen=True)
class Tab:
    """One channel in the composer."""

    workspace: Workspace
    ground: Ground
    variant: Variant
    publication: Publication | None
    shared: Text
    is_card_off: bool = False
    tone: Tone | None = None
    basics: Basics = NO_BASICS
    has_sisters: bool = False
    # Every version of the files, the file itself first.
    versions: Mapping[str, tuple[Media, ...]] = field(default_factory=dict)
    tracking: Tracking = UNTRACKED

    @property
    def channel(self) -> Channel:
        """The channel itself."""
        return self.ground.channel

    @property
    def scope(self) -> str:
        """What the names of its fields begin with."""
        return scope_of(self.channel)

    @property
    def mark(self) -> "Mark":
        """The channel as the kit draws it."""
        return Mark.of(self.channel)

    @property
    def when(self) -> datetime | None:
        """When it goes out, in the workspace's own time."""
        due = self.publication.due_at if self.publication else None
        return due.astimezone(ZoneInfo(self.workspace.time_zone)) if due else None

    @property
    def fits(self) -> tuple[Media, ...]:
        """Files that stand here in a version made for this channel."""
        if self.variant.own is None:
            return self.variant.fitted
        itself = {media[0].sha256 for media in self.versions.values()}
        return tuple(medium for medium in self.variant.own.media if medium.sha256 not in itself)

    @property
    def mention_values(self) -> list[str]:
        """The names that were looked up, as the form carries them."""
        return [json.dumps({"text": who.text, "id": who.id, "url": who.url}) for who in self.variant.mentions]

    @property
    def formats(self) -> list[tuple[str, str]]:
        """The formats the network has, with their names."""
        return [(name, str(FORMATS[name])) for name in self.ground.manifest.formats]

    @property
    def follows(self) -> bool:
        """Whether it follows the shared text."""
        return self.variant.own is None

    @cached_property
    def can(self) -> Mapping[str, bool]:
        """What the network can show, by name, for the template."""
        return {ability.value: True for ability in self.ground.manifest.abilities}

    @cached_property
    def plan(self) -> PostPlan:
        """Exactly what would be sent."""
        return self.tracking.plan(self.ground, self.shared, self.variant, self.publication).plan

    @cached_property
    def preview(self) -> Preview:
        """How the reader sees it."""
        return draw(self.plan, self.ground.limits, self.ground.manifest)

    @cached_property
    def findings(self) -> "tuple[FindingRow, ...]":
        """What there is to say about it, the worst first."""
        spoken = "\n".join(part.text for part in self.plan.parts)
        told = [
            *self.ground.check(self.plan),
            *(self.tone.findings(spoken) if self.tone else ()),
            *check_basics(self.plan, self.basics, same_elsewhere=self.follows and self.has_sisters),
            *self.tracking.check(self.plan),
        ]
        return tuple(FindingRow(self, finding) for finding in sorted(told, key=lambda one: SEVERITY[one.level]))

    @property
    def worst(self) -> str:
        """The level of the worst finding, "" where there is none that needs somebody."""
        level = self.findings[0].finding.level if self.findings else ""
        return level if level in ("block", "warn") else ""

    @cached_property
    def parts(self) -> tuple[PartRow, ...]:
        """The messages of its own text (of the shared one, to begin with, where it follows)."""
        parts = (self.variant.own or Text(self.ground.plan(self.shared, self.variant).parts)).parts
        return part_rows(self.workspace, parts, self.scope, self.versions)

    @cached_property
    def options(self) -> tuple[OptionRow, ...]:
        """The network's own questions."""
        return tuple(
            OptionRow(
                question,
                f"{self.scope}-o-{question.name}",
                self.variant.options.get(question.name, question.default),
                tuple((value, _(label) if label else value) for value, label in question.choices)
                or _choices(self.channel.facts, question.choices_from),
            )
            for question in self.ground.manifest.options
        )

    @cached_property
    def is_fixed(self) -> bool:
        """Whether its words can no longer change."""
        return self.publication is not None and is_fixed(self.publication)

    @property
    def state(self) -> str:
        """Where it stands, as the kit's states are called."""
        if self.publication is None:
            return "draft"
        return standing(self.publication)


@dataclass(frozen=True)
class FindingRow:
    """A finding as it stands on the screen, with the one button that mends it."""

    tab: Tab
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

    @property
    def mend(self) -> str:
        """What the button says; "" where only a person can help."""
        return str(MENDS[self.finding.mend]) if self.finding.mend else ""

    @property
    def goes_to(self) -> str:
        """The field a person has to fill in, "" where the button does the work."""
        finding = self.finding
        if finding.mend not in GO_THERE:
            return ""
        scope = SHARED if self.tab.follows else self.tab.scope
        if finding.mend is Mend.WRITE_TITLE:
            return f"{self.tab.scope}-title"
        if finding.mend is Mend.ANSWER:
            return f"{self.tab.scope}-o-{finding.params.get('option', '')}"
        part = finding.part or 0
        if finding.mend is Mend.WRITE_ALT:
            return f"{Field(scope).alt(part)}-{finding.media or 0}"
        return Field(scope).text(part)

    @property
    def verb(self) -> str:
        """What the button asks the house to do."""
        finding = self.finding
        place = "" if finding.media is None else str(finding.media)
        return f"mend:{self.tab.channel.pk}:{finding.id}:{finding.part or 0}:{place}"


@dataclass(frozen=True, slots=True)
class Count:
    """The length of a message on one channel, as that network counts it."""

    channel: Channel
    count: int
    limit: int

    @property
    def mark(self) -> Mark:
        """The channel as the kit draws it."""
        return Mark.of(self.channel)

    @property
    def state(self) -> str:
        """Whether there is room left."""
        left = self.limit - self.count
        return "over" if left < 0 else "near" if left <= NEAR else "fine"


@dataclass(frozen=True)
class Editor:
    """The whole composer for one item. `looked_at` are the linked pages that somebody has looked at already."""

    workspace: Workspace
    composition: Composition
    version: int
    channels: Sequence[Channel]
    tabs: tuple[Tab, ...]
    looked_at: Mapping[str, Card]
    versions: Mapping[str, tuple[Media, ...]] = field(default_factory=dict)
    tracking: Tracking = UNTRACKED

    @cached_property
    def has_own_links(self) -> bool:
        """Whether a link to an own page stands in it, so that it may be asked how it shall look."""
        return any(self.tracking.is_own(link) for tab in self.tabs for link in links_of(tab.plan))

    @cached_property
    def shared_parts(self) -> tuple[PartRow, ...]:
        """The messages of the shared text."""
        return part_rows(self.workspace, self.composition.shared.parts, SHARED, self.versions)

    @property
    def card(self) -> LinkCard | None:
        """The card of the shared text's first link."""
        return self.composition.shared.link

    @property
    def card_is_off(self) -> bool:
        """Whether the linked page is known but its card was taken away."""
        return _is_off(self.composition.shared, self.looked_at)

    @cached_property
    def to_look_at(self) -> tuple[str, ...]:
        """Links for which nobody has looked yet what is there."""
        texts = [self.composition.shared, *(tab.variant.own for tab in self.tabs if tab.variant.own)]
        return tuple({link for text in texts if (link := first_link(text)) and link not in self.looked_at})

    @cached_property
    def can_card(self) -> bool:
        """Whether any chosen channel shows cards."""
        return any("link_card" in tab.ground.abilities for tab in self.tabs)

    @cached_property
    def can_thread(self) -> bool:
        """Whether any chosen channel shows threads."""
        return any("thread" in tab.ground.abilities for tab in self.tabs)

    @property
    def rows(self) -> list[ChannelRow]:
        """Every channel there is, and whether it is chosen."""
        chosen = {tab.channel.pk for tab in self.tabs}
        return [ChannelRow(channel, Mark.of(channel), channel.pk in chosen) for channel in self.channels]

    @property
    def is_settled(self) -> bool:
        """Whether a change would take an approval, or a request for one, back."""
        return any(tab.state in SETTLED for tab in self.tabs)

    @cached_property
    def counts(self) -> Mapping[str, tuple[Count, ...]]:
        """The lengths for each text field: of the shared text for every channel that follows it."""
        found: dict[str, list[Count]] = {}
        for tab in self.tabs:
            scope = SHARED if tab.follows else tab.scope
            joined = tab.follows and len(tab.preview.parts) != len(self.composition.shared.parts)
            for index, part in enumerate(tab.preview.parts):
                if part.limit is not None and not (joined and index):
                    place = Field(scope).text(index)
                    found.setdefault(place, []).append(Count(tab.channel, part.count, part.limit))
        return {place: tuple(counts) for place, counts in found.items()}

    def shown(self, tab: str) -> tuple[Tab, ...]:
        """Return the channels whose preview belongs beside a tab: one, or beside the shared text all."""
        return tuple(each for each in self.tabs if each.scope == tab) or self.tabs


def build(
    workspace: Workspace,
    composition: Composition,
    version: int,
    channels: Sequence[Channel],
    publications: Iterable[Publication],
    tone: Tone | None = None,
    tracking: Tracking = UNTRACKED,
) -> Editor:
    """Put together what the composer shows."""
    by_channel = {each.channel_id: each for each in publications}
    by_id = {str(channel.pk): channel for channel in channels}
    texts = [composition.shared, *(variant.own for variant in composition.variants if variant.own)]
    versions = versions_of(workspace, {medium.asset for text in texts for medium in text.media})
    looked_at = cards_for(workspace, filter(None, map(first_link, texts)))
    own = own_basics(workspace) if composition.variants else {}
    following = sum(variant.own is None for variant in composition.variants)
    tabs = tuple(
        Tab(
            workspace,
            ground_of(by_id[variant.channel]),
            variant,
            by_channel.get(int(variant.channel)),
            composition.shared,
            is_card_off=variant.own is not None and _is_off(variant.own, looked_at),
            tone=tone,
            basics=basics_of(by_id[variant.channel], own),
            has_sisters=following > 1,
            versions=versions,
            tracking=tracking,
        )
        for variant in composition.variants
        if variant.channel in by_id
    )
    return Editor(workspace, composition, version, channels, tabs, looked_at, versions, tracking)


def planned_variants(item: Item, channels: Iterable[Channel]) -> list[Variant]:
    """Return the channels that planning has noted for an item nobody has written for yet, with the answers of its poll."""
    poll = poll_of(item)
    return [
        Variant(str(channel.pk), options=_options(channel, poll) if poll else {})
        for channel in channels
        if channel.pk in item.channel_ids
    ]


def _options(channel: Channel, poll: Poll) -> dict[str, str]:
    """Return the poll as the channel's network asks for it, nothing where it takes none."""
    asked = {question.name: question for question in ground_of(channel).manifest.options}
    if POLL not in asked:
        return {}
    told = {POLL: "; ".join(poll.answers)}
    days = asked.get(f"{POLL}_days")
    return told | ({days.name: str(poll.days)} if days and str(poll.days) in dict(days.choices) else {})


def first_link(text: Text) -> str:
    """Return the link whose card a network would show, "" where there is none."""
    return next((link for part in text.parts for link in urls(part.text)[:1]), "")


def _is_off(text: Text, looked_at: Mapping[str, Card]) -> bool:
    card = looked_at.get(first_link(text))
    return text.link is None and card is not None and bool(card.title) and not card.problem


def part_rows(
    workspace: Workspace, parts: Sequence[Part], scope: str, versions: Mapping[str, tuple[Media, ...]]
) -> tuple[PartRow, ...]:
    """Return the messages as the editor shows them."""
    names = Field(scope)
    return tuple(
        PartRow(
            index,
            part.text,
            tuple(
                MediaRow(
                    medium,
                    place,
                    thumb_url(workspace, medium),
                    f"{names.alt(index)}-{place}",
                    versions.get(medium.asset, ()),
                )
                for place, medium in enumerate(part.media)
            ),
            scope,
        )
        for index, part in enumerate(parts)
    )


def thumb_url(workspace: Workspace, medium: Media) -> str:
    """Return where the small picture of a file is shown from."""
    return reverse("library_thumb", args=[workspace.slug, medium.asset])


def standing(publication: Publication) -> str:
    """Return where a publication stands, from draft over review to published, as the kit's states are called."""
    state = State(publication.state)
    if state is State.PLANNED:
        return "scheduled"
    if state is not State.DRAFT:
        return state.value
    if publication.approved_digest == publication.content_digest:
        return "approved"
    if publication.submitted_digest == publication.content_digest:
        return "review"
    return "draft"


def _choices(facts: Mapping[str, object], name: str) -> tuple[tuple[str, str], ...]:
    told = facts.get(name) if name else None
    if not isinstance(told, list | tuple):
        return ()
    return tuple((str(pair[0]), str(pair[1])) for pair in told if isinstance(pair, list | tuple) and len(pair) == 2)
