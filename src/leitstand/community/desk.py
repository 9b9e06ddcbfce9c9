"""How a workspace works in its inbox: its hours with holidays, its six kinds with owners and targets, its second persons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from leitstand.community.core.business import Week
from leitstand.community.core.inquiries import book
from leitstand.community.core.response import Moments, Target, moments, strictest
from leitstand.community.models import Case, ChannelTarget, InboxRules, KindRule, ServiceHours
from leitstand.house.models import Person, Workspace
from leitstand.planning.core.special_days import of_year


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of inquiry as the workspace has it."""

    inquiry: str
    owner: Person | None
    then: Person | None
    target: Target
    is_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """All that decides about times in one workspace, read once."""

    workspace: Workspace
    week: Week
    rules: InboxRules
    lanes: Mapping[str, Lane]
    targets: Mapping[tuple[int | None, str], Target]

    def lane(self, inquiry: str) -> Lane:
        """Return the kind; what nobody has placed is treated as a general inquiry."""
        return self.lanes.get(inquiry) or self.lanes["general"]

    def target(self, case: Case) -> Target:
        """Return what holds for a case: its kind's target, or a stricter one of its channel and urgency."""
        ways = [(case.channel_id, case.urgency), (case.channel_id, ""), (None, case.urgency), (None, "")]
        return strictest([self.lane(case.inquiry).target, *(self.targets.get(way) for way in ways)])

    def moments(self, case: Case, since: datetime) -> Moments:
        """Set a case's clock for an answer that is waited for since a moment."""
        told = book()
        return moments(
            self.week, since, self.target(case).first, warn_at=told.warn_at, escalate_after=told.escalate_after
        )


def is_holiday(state: str, day: date) -> bool:
    """Whether the whole federal state has a public holiday; without a state, the whole country."""
    return any(one.day == day and one.kind == "holiday" for one in of_year(day.year, state, "de"))


def week_of(workspace: Workspace, rules: InboxRules | None = None) -> Week:
    """Return when people answer: the service hours in the workspace's time zone, without its holidays."""
    told = rules or rules_of(workspace)
    spans = ServiceHours.objects.filter(workspace=workspace)
    hours = {span.weekday: (span.opens, span.closes) for span in spans}
    zone = ZoneInfo(workspace.time_zone)
    return Week(hours, zone, partial(is_holiday, workspace.state)) if told.keeps_holidays else Week(hours, zone)


def rules_of(workspace: Workspace) -> InboxRules:
    """Return what the workspace has laid down, else the house's own values."""
    return InboxRules.objects.filter(workspace=workspace).first() or InboxRules(workspace=workspace)


def lanes_of(workspace: Workspace) -> Mapping[str, Lane]:
    """Return the six kinds in the guide's order."""
    kept = {one.inquiry: one for one in KindRule.objects.filter(workspace=workspace).select_related("owner", "then")}
    found = {}
    for kind in book().kinds.values():
        rule = kept.get(kind.id)
        if rule is None:
            found[kind.id] = Lane(kind.id, None, None, Target(kind.first_minutes, kind.resolve_minutes))
        else:
            target = Target(rule.first_minutes, rule.resolve_minutes)
            found[kind.id] = Lane(kind.id, rule.owner, rule.then, target, rule.is_sensitive)
    return found


def desk_of(workspace: Workspace) -> Desk:
    """Read all of it; four reads, however much there is."""
    rules = rules_of(workspace)
    targets = {
        (one.channel_id, one.urgency): Target(one.first_minutes, one.resolve_minutes)
        for one in ChannelTarget.objects.filter(workspace=workspace)
    }
    return Desk(workspace, week_of(workspace, rules), rules, lanes_of(workspace), targets)
