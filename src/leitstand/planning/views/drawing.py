"""From rows to what the templates draw: local times, channel marks, warnings, addresses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.core.statuses import look_of
from leitstand.house.models import Person
from leitstand.house.requests import WorkRequest
from leitstand.house.templatetags.kit import channel_mark, status_sign
from leitstand.planning.changes import zone_of
from leitstand.planning.core.filters import AIM, CAMPAIGN, CHANNEL, LEVEL, PERSON, SCOPE, STAGE, WORDS, Filter
from leitstand.planning.core.stages import LEVEL_OF, ORDER, Level, Stage
from leitstand.planning.dates import clock_time, short_day, when
from leitstand.planning.models import STAGES, Campaign
from leitstand.planning.queries import around
from leitstand.planning.queries.around import ChannelMark
from leitstand.planning.queries.rows import Row
from leitstand.strategy.queries.goals import choices_of

NOBODY: Final = UUID(int=0)
# The kit knows one word for what waits for approval, wherever it stands.
STATE_OF: Final = {Stage.IN_REVIEW.value: "review"}
LEVEL_NAMES: Final[dict[Level, "str | Promise"]] = {
    Level.PLANNING: gettext_lazy("Planning"),
    Level.PUBLICATION: gettext_lazy("Publication"),
    Level.MEASUREMENT: gettext_lazy("Measurement"),
}
ALERTS: Final[dict[str, "str | Promise"]] = {
    "unknown": gettext_lazy("Nobody knows whether it went out; somebody has to decide."),
    "refused": gettext_lazy("The network has refused it."),
    "held": gettext_lazy("It is held back; somebody has to decide."),
}
STAGE_NAMES: Final = {Stage(value): label for value, label in STAGES}


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as the screens draw it."""

    id: str
    url: str
    words: str
    label: str
    state: str
    tone: str
    sign: SafeString
    time: str
    date: str
    when: str
    channels: Sequence[ChannelMark]
    marks: Sequence[SafeString]
    more_channels: int
    warning: str
    move_url: str
    person: Person | None
    campaign: Campaign | None
    kind: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something a filter offers."""

    value: str
    label: "str | Promise"
    is_chosen: bool
    url: str = ""
    mark: ChannelMark | None = None


@dataclass(slots=True)
class Desk:
    """What all screens of the plan share for one request."""

    request: WorkRequest
    params: QueryDict
    chosen: Filter
    zone: ZoneInfo
    now: datetime
    may_plan: bool
    _urls: dict[str, tuple[str, str]] = field(default_factory=dict)
    _signs: dict[str, SafeString] = field(default_factory=dict)
    _marks: dict[int, SafeString] = field(default_factory=dict)
    _channels: dict[int, ChannelMark] | None = None
    _people: dict[int, Person] | None = None
    _campaigns: list[Campaign] | None = None
    _aims: list[tuple[str, str]] | None = None

    @classmethod
    def of(cls, request: WorkRequest, params: QueryDict) -> "Desk":
        """Lay the desk for a request; `params` are the words of the address that is drawn."""
        chosen = Filter.parse({key: params.getlist(key) for key in params})
        workspace = request.workspace
        return cls(request, params, chosen, zone_of(workspace), clock.now(), request.actor.may(Permission.PLAN))

    @property
    def today(self) -> date:
        """The present day in the workspace's time zone."""
        return self.now.astimezone(self.zone).date()

    @property
    def channels(self) -> dict[int, ChannelMark]:
        """The channels, read once."""
        if self._channels is None:
            self._channels = around.channel_marks(self.request.workspace)
        return self._channels

    @property
    def people(self) -> dict[int, Person]:
        """The members, read once."""
        if self._people is None:
            self._people = around.people_of(self.request.workspace)
        return self._people

    @property
    def campaigns(self) -> list[Campaign]:
        """The campaigns, read once."""
        if self._campaigns is None:
            self._campaigns = around.campaigns_of(self.request.workspace)
        return self._campaigns

    @property
    def aims(self) -> list[tuple[str, str]]:
        """The goals a post may serve, read once."""
        if self._aims is None:
            self._aims = choices_of(self.request.workspace, besides=self.chosen.aim)
        return self._aims

    def url(self, name: str, **more: object) -> str:
        """Return an address of this workspace."""
        return reverse(name, kwargs={"workspace": self.request.workspace.slug, **more})

    def item_url(self, name: str, item: UUID) -> str:
        """Return the address of an item's page or verb, without resolving each one anew."""
        if name not in self._urls:
            before, _nobody, after = self.url(name, item=NOBODY).partition(str(NOBODY))
            self._urls[name] = (before, after)
        before, after = self._urls[name]
        return f"{before}{item}{after}"

    def query(self, **changed: Sequence[str]) -> str:
        """Return the filter as the end of an address, with some words changed."""
        told = [(key, value) for key, value in self.chosen.pairs() if key not in changed]
        told += [(key, value) for key, values in changed.items() for value in values]
        return f"?{urlencode(told)}" if told else ""

    def mark(self, channel: ChannelMark) -> SafeString:
        """Draw a channel's mark once and use it again."""
        if channel.id not in self._marks:
            self._marks[channel.id] = channel_mark(channel, size=14)
        return self._marks[channel.id]

    def sign(self, state: str) -> SafeString:
        """Draw a state's sign once and use it again."""
        if state not in self._signs:
            self._signs[state] = status_sign(state)
        return self._signs[state]

    def entry(self, row: Row, *, campaigns: Mapping[int, Campaign] | None = None, people: bool = False) -> Entry:
        """Turn a row into what is drawn."""
        local = row.planned_at.astimezone(self.zone) if row.planned_at else None
        channels = [self.channels[number] for number in row.channel_ids if number in self.channels]
        state = STATE_OF.get(row.stage, row.stage)
        is_out = LEVEL_OF[Stage(row.stage)] is Level.MEASUREMENT
        return Entry(
            id=str(row.id),
            url=self.item_url("planning_item", row.id),
            words=row.title,
            label=row.title[:60],
            state=state,
            tone=look_of(row.alert or state).tone,
            sign=self.sign(state),
            time=clock_time(local) if local else "",
            date=short_day(local.date()) if local and people else "",
            when=when(local) if local and people else "",
            channels=channels,
            marks=[self.mark(channel) for channel in channels[:3]],
            more_channels=max(0, len(channels) - 3),
            warning=self.warning(row),
            move_url=self.item_url("planning_move", row.id) if self.may_plan and not is_out else "",
            person=self.people.get(row.owner_id) if people and row.owner_id else None,
            campaign=campaigns.get(row.campaign_id) if campaigns and row.campaign_id else None,
            kind=row.kind,
        )

    def warning(self, row: Row) -> str:
        """Say what should be looked at."""
        told = [str(ALERTS[row.alert])] if row.alert in ALERTS else []
        if row.clashes:
            told.append(_("Another post goes out on the same channel within half an hour."))
        if row.repeats:
            told.append(_("The same text goes out on the same channel within a month."))
        return " ".join(told)

    # ── what the filters offer ──

    def stage_choices(self) -> list[tuple["str | Promise", list[Choice]]]:
        """Return the stages under the guide's three levels."""
        groups: list[tuple[str | Promise, list[Choice]]] = []
        for level in Level:
            stages = [stage for stage in ORDER if LEVEL_OF[stage] is level]
            chosen = [Choice(one.value, STAGE_NAMES[one], one in self.chosen.stages) for one in stages]
            groups.append((LEVEL_NAMES[level], chosen))
        return groups

    def level_choices(self) -> list[Choice]:
        """Return the guide's three levels as links."""
        path = self.request.path
        everything = Choice("", _("All"), not self.chosen.levels, path + self.query(**{LEVEL: ()}) or path)
        return [
            everything,
            *(
                Choice(
                    one.value, LEVEL_NAMES[one], one in self.chosen.levels, path + self.query(**{LEVEL: (one.value,)})
                )
                for one in Level
            ),
        ]

    def channel_choices(self) -> list[Choice]:
        """Return the channels."""
        return [
            Choice(str(mark.id), mark.name, mark.id in self.chosen.channels, mark=mark)
            for mark in self.channels.values()
        ]

    def person_choices(self) -> list[Choice]:
        """Return the members."""
        return [Choice(str(one.pk), str(one), one.pk == self.chosen.person) for one in self.people.values()]

    def campaign_choices(self) -> list[Choice]:
        """Return the campaigns."""
        return [Choice(str(one.pk), one.name, one.pk == self.chosen.campaign) for one in self.campaigns]

    def aim_choices(self) -> list[Choice]:
        """Return the goals of the strategy room."""
        return [Choice(key, name, key == str(self.chosen.aim)) for key, name in self.aims]

    def chips(self) -> list[Choice]:
        """Return what is chosen, each with the address that takes it off."""
        path, found = self.request.path, self.chosen
        chips = [
            Choice(
                stage.value,
                STAGE_NAMES[stage],
                True,
                path + self.query(**{STAGE: [one.value for one in found.stages if one is not stage]}),
            )
            for stage in ORDER
            if stage in found.stages
        ]
        chips += [
            Choice(
                str(mark.id),
                mark.name,
                True,
                path + self.query(**{CHANNEL: [str(one) for one in found.channels if one != mark.id]}),
            )
            for mark in self.channels.values()
            if mark.id in found.channels
        ]
        if found.person is not None and found.person in self.people:
            chips.append(Choice("", str(self.people[found.person]), True, path + self.query(**{PERSON: ()})))
        for campaign in self.campaigns if found.campaign is not None else []:
            if campaign.pk == found.campaign:
                chips.append(Choice("", campaign.name, True, path + self.query(**{CAMPAIGN: ()})))
        if found.aim is not None:
            chips += [
                Choice("", name.strip(), True, path + self.query(**{AIM: ()}))
                for key, name in self.aims
                if key == str(found.aim)
            ]
        if found.words:
            chips.append(Choice("", f"“{found.words}”", True, path + self.query(**{WORDS: ()})))
        return chips


def shared(desk: Desk, view: str, heading: str, note: str = "") -> dict[str, object]:
    """Return what the frame of every screen of the plan needs."""
    query = desk.query()
    without_scope = desk.query(**{SCOPE: ()})
    return {
        "desk": desk,
        "level_choices": desk.level_choices(),
        "chips": desk.chips(),
        "view": view,
        "heading": heading,
        "note": note,
        "may_plan": desk.may_plan,
        "views": [
            ("month", _("Month"), desk.url("planning_month") + without_scope, "calendar"),
            ("week", _("Week"), desk.url("planning_week") + without_scope, "view-columns"),
            ("list", _("List"), desk.url("planning_list") + query, "list-bullet"),
            ("board", _("Board"), desk.url("planning_board") + without_scope, "rectangle-group"),
        ],
        "here": desk.request.path + query,
        "chosen": desk.chosen,
        "words": desk.chosen.words,
        "new_url": desk.url("planning_new"),
    }
