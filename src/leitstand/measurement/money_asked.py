"""Which money a page is asked for: days, a campaign, a channel, and to whom deals are owed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.formats import date_format

from leitstand.channels.models import Channel
from leitstand.house import clock
from leitstand.house.requests import WorkRequest
from leitstand.house.spans import Span, SpanForm, asked_span
from leitstand.house.zones import day_in
from leitstand.measurement.core.attribution import Rule
from leitstand.measurement.core.costs import Slice
from leitstand.measurement.journey import Way
from leitstand.measurement.models.money import RULES
from leitstand.measurement.money import own_channels
from leitstand.planning.models import Campaign
from leitstand.planning.queries.around import campaigns_of

DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    request: WorkRequest
    form: SpanForm
    span: Span
    campaign: Campaign | None
    channel: Channel | None
    campaigns: Sequence[Campaign]
    channels: Sequence[Channel]
    rule: Rule
    with_off: bool

    @property
    def cut(self) -> Slice:
        """The slice."""
        return self.cut_of(
            campaign=self.campaign.pk if self.campaign else None, channel=self.channel.pk if self.channel else None
        )

    def cut_of(self, *, campaign: int | None = None, channel: int | None = None) -> Slice:
        """Another slice of the same days."""
        return Slice(self.span.first, self.span.last, campaign, channel)

    @property
    def way(self) -> Way:
        """The same, as the journey asks."""
        return Way(self.request.workspace, self.span, self.cut.campaign, self.cut.channel)

    @property
    def rules(self) -> list[tuple[str, object]]:
        """The rules to choose from."""
        return list(RULES)

    @property
    def rule_words(self) -> str:
        """How the chosen rule is called."""
        return str(dict(RULES)[self.rule.value])

    @property
    def about(self) -> str:
        """What the slice is about, in words."""
        names = [str(one) for one in (self.campaign, self.channel) if one is not None]
        return " · ".join([*names, days_words(self.span.first, self.span.last)])


def days_words(first: date, last: date) -> str:
    """Say from when to when."""
    return f"{date_format(first, 'SHORT_DATE_FORMAT')}–{date_format(last, 'SHORT_DATE_FORMAT')}"


def asked_money(request: WorkRequest, *, days: int = DAYS) -> Asked:
    """Read the address; a campaign without days is asked for in its own, as far as they are over."""
    campaigns, channels = list(campaigns_of(request.workspace)), own_channels(request.workspace)
    campaign = next((one for one in campaigns if str(one.pk) == request.GET.get("kampagne")), None)
    channel = next((one for one in channels if str(one.pk) == request.GET.get("kanal")), None)
    form, span = asked_span(request, days=days)
    if campaign is not None and not form.is_bound:
        span = campaign_span(request, campaign)
        form = SpanForm(initial={"von": span.first, "bis": span.last})
    told = request.GET.get("regel", "")
    rule = Rule(told) if told in set(Rule) else Rule.LINEAR
    return Asked(request, form, span, campaign, channel, campaigns, channels, rule, request.GET.get("alle") == "1")


def campaign_span(request: WorkRequest, campaign: Campaign) -> Span:
    """Return a campaign's days up to today; all of them where it has not begun."""
    today = day_in(request.workspace, clock.now())
    return Span(campaign.starts, campaign.ends if today < campaign.starts else min(campaign.ends, today))
