"""The response clock: it runs in service time, warns, is missed, passes on, and its figures are kept."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from leitstand.community.actions.fetch_due import fetch_due
from leitstand.community.actions.finish import finish, reopen
from leitstand.community.actions.keep_rules import LaneFields, TargetFields, keep_lanes, keep_target
from leitstand.community.actions.place_case import place_case
from leitstand.community.actions.watch_clock import settle_quiet, watch_clock
from leitstand.community.models import Case
from leitstand.community.queries.service import figures_in
from leitstand.community.tests.desk_kit import HOUR, office, said, talk_of, wrote
from leitstand.house.errors import Invalid
from leitstand.house.models import Notification
from leitstand.house.spans import Span
from leitstand.kernel.interaction import Author

BERLIN = ZoneInfo("Europe/Berlin")
MINUTE = timedelta(minutes=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


def told(kind: str) -> set[str]:
    return set(Notification.objects.filter(kind=f"community.{kind}").values_list("person__name", flat=True))


def lane(owner=None, then=None, first=60, resolve=480) -> LaneFields:
    return LaneFields(owner.person if owner else None, then.person if then else None, first, resolve)


@pytest.mark.guide("G5.3-02")
def test_the_clock_of_each_thing_follows_channel_and_urgency_warns_is_missed_passes_on_and_is_reckoned(
    net, channel, owner, ben, ada, cem, clock
):
    office(cem, clock.now())
    keep_lanes(owner, {"support": lane(cem, ben, 120, 480)}, now=clock.now())
    keep_target(owner, TargetFields(channel, "urgent", 40, 240), now=clock.now())
    clock.moment = at("2026-11-06T16:40")  # a Friday, twenty minutes before closing
    incoming = wrote(net, "Dringend, die Pumpe ist defekt!", clock.now(), kind="comment")
    case = talk_of(incoming).case
    # 40 minutes for what is urgent on this channel, not the 120 of its kind: 20 on Friday, 20 on Monday.
    assert (case.inquiry, case.urgency) == ("support", "urgent")
    assert case.due_at == at("2026-11-09T09:20")
    assert case.warn_at == at("2026-11-09T09:10")  # after three quarters
    assert case.escalate_at == at("2026-11-09T09:40")  # half as long again
    watch_clock(now=at("2026-11-08T12:00"))
    assert told("soon_due") == set()
    watch_clock(now=at("2026-11-09T09:10"))
    watch_clock(now=at("2026-11-09T09:11"))
    assert told("soon_due") == {"Cem"}
    assert Notification.objects.filter(kind="community.soon_due").count() == 1
    watch_clock(now=at("2026-11-09T09:20"))
    assert told("missed") == {"Cem"}
    assert told("escalated") == set()
    watch_clock(now=at("2026-11-09T09:40"))
    assert told("escalated") == {"Ben"}
    clock.moment = at("2026-11-09T10:00")
    said(cem, incoming, "Wir kommen heute noch vorbei.", clock)
    case.refresh_from_db()
    assert (case.first_minutes, case.first_in_time, case.due_at) == (80, False, None)
    found = figures_in(
        owner.workspace, Span(clock.now().date() - timedelta(days=7), clock.now().date()), now=clock.now()
    )
    assert (found.cases, found.first_minutes, found.in_time) == (1, 80, 0)


def test_an_answer_stops_the_clock_and_what_they_write_next_sets_it_anew(net, channel, cem, clock):
    office(cem, clock.now())
    first = wrote(net, "Was kostet die Pumpe?", clock.now())
    clock.advance(30 * MINUTE)
    said(cem, first, "Ab 200 Euro.", clock)
    case = talk_of(first).case
    assert (case.first_minutes, case.first_in_time, case.due_at) == (30, True, None)
    clock.advance(HOUR)
    second = wrote(net, "Und die große?", clock.now())
    again = talk_of(second).case
    assert again.pk == case.pk
    assert again.due_at == clock.now() + timedelta(minutes=120)
    assert again.first_minutes == 30  # the first answer was the first


def test_done_settles_and_who_comes_back_within_a_week_shows_that_it_was_not(net, channel, cem, clock):
    office(cem, clock.now())
    incoming = wrote(net, "Mein Paket fehlt.", clock.now())
    clock.advance(HOUR)
    said(cem, incoming, "Es kommt morgen.", clock)
    finish(cem, talk_of(incoming), now=clock.now())
    case = talk_of(incoming).case
    assert (case.settled_minutes, case.settled_by) == (60, "person")
    clock.advance(timedelta(days=3))
    wrote(net, "Es ist immer noch nicht da.", clock.now())
    case.refresh_from_db()
    assert case.settled_at is None
    assert case.came_back_at == clock.now()
    assert Case.objects.count() == 1
    finish(cem, talk_of(incoming), now=clock.now())
    clock.advance(timedelta(days=20))
    wrote(net, "Was kostet eine zweite?", clock.now())
    assert Case.objects.count() == 2  # weeks later it is another matter
    assert talk_of(incoming).case.inquiry == "product"


def test_reopened_by_hand_counts_as_reopened(net, channel, cem, clock):
    incoming = wrote(net, "Hallo?", clock.now())
    finish(cem, talk_of(incoming), now=clock.now())
    reopen(cem, talk_of(incoming), now=clock.now() + HOUR)
    case = talk_of(incoming).case
    assert (case.settled_at, case.came_back_at) == (None, clock.now() + HOUR)


def test_what_was_answered_and_is_silent_for_a_week_is_settled_as_of_our_last_word(net, channel, cem, clock):
    office(cem, clock.now())
    incoming = wrote(net, "Haben Sie am Samstag offen?", clock.now())
    clock.advance(HOUR)
    sent = said(cem, incoming, "Ja.", clock)
    assert settle_quiet(now=clock.now() + timedelta(days=6)) == 0
    assert settle_quiet(now=clock.now() + timedelta(days=8)) == 1
    case = talk_of(incoming).case
    assert (case.settled_at, case.settled_by, case.settled_minutes) == (sent.sent_at, "silence", 60)


def test_what_was_written_long_before_it_was_read_rings_no_alarm_and_counts_nowhere(net, channel, cem, clock):
    one = net.write("Alte Frage?", clock.now() - timedelta(days=2))
    fetch_due(now=clock.now())
    case = Case.objects.get()
    assert (case.counts, case.due_at) == (False, None)
    assert watch_clock(now=clock.now() + timedelta(days=30)) == 0
    assert one.text


def test_a_changed_target_sets_the_running_clocks_anew(net, channel, owner, cem, clock):
    office(cem, clock.now())
    incoming = wrote(net, "Was kostet die Pumpe?", clock.now())
    keep_lanes(owner, {"product": lane(cem, None, 30, 300)}, now=clock.now())
    assert talk_of(incoming).case.due_at == clock.now() + timedelta(minutes=30)
    place_case(cem, talk_of(incoming), {"inquiry": "support"}, now=clock.now())
    assert talk_of(incoming).case.due_at == clock.now() + timedelta(minutes=60)


def test_many_that_are_late_at_once_are_one_notice_for_each_person(net, channel, owner, cem, ada, clock):
    keep_lanes(owner, {"support": lane(cem)}, now=clock.now())
    for number in range(5):
        wrote(net, "Pumpe defekt", clock.now(), author=Author(f"p-{number}", f"p{number}", f"P {number}", ""))
    watch_clock(now=clock.now() + timedelta(days=1))
    assert Notification.objects.filter(kind="community.missed").count() == 1
    assert Notification.objects.get(kind="community.missed").params["count"] == 5


def test_nothing_is_settled_before_it_is_answered_and_the_next_person_is_another(owner, cem, clock):
    with pytest.raises(Invalid) as refused:
        keep_lanes(owner, {"support": lane(cem, cem, 60, 30)}, now=clock.now())
    assert set(refused.value.errors) == {"support-then", "support-resolve_minutes"}
