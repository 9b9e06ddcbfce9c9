"""What networks allow to be kept for a while only goes in time, and people outside are forgotten when they wish it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.community.actions.fetch_again import fetch_again
from leitstand.community.actions.fetch_due import fetch_due
from leitstand.community.actions.forget_author import forget_author
from leitstand.community.actions.forget_due import forget_due
from leitstand.community.actions.take_in import take_in
from leitstand.community.core.keeping import moments
from leitstand.community.models import Incoming
from leitstand.community.tests.network import KERSTIN, duty, make_channel
from leitstand.house.actor import Actor, Foreign, NotAllowed
from leitstand.house.models import AuditEntry
from leitstand.kernel.interaction import Author

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SINCE = datetime(2026, 11, 2, 8, tzinfo=UTC)


@pytest.fixture
def linked(net, channel):
    """A network with LinkedIn's demands: comments of members 48 hours, their profiles 24."""
    net.duties = (duty("interaction_text", 48), duty("profile", 24))
    return net


def test_a_comment_loses_its_author_within_24_hours_and_its_text_within_48(linked, channel, now):
    linked.write("Wie lange hält die Optik?", now - HOUR, kind="comment")
    fetch_due(now=now)
    forget_due(now=now + 23 * HOUR)
    assert Incoming.objects.get().author_name == "Kerstin Vogt"
    forget_due(now=now + 24 * HOUR)
    row = Incoming.objects.get()
    assert (row.author_name, row.author_handle, row.author_url) == ("", "", "")
    assert row.text == "Wie lange hält die Optik?"
    forget_due(now=now + 48 * HOUR)
    row.refresh_from_db()
    assert (row.text, row.text_forgotten_at) == ("", now + 48 * HOUR)


def test_whatever_goes_goes_before_its_time_is_over_even_where_the_sweep_is_late(linked, channel, now):
    linked.write("x", now - HOUR, kind="comment")
    fetch_due(now=now)
    row = Incoming.objects.get()
    assert row.forget_text_at <= now + 48 * HOUR - 2 * 10 * MINUTE


@given(st.integers(1, 2000))
def test_no_duty_is_ever_kept_past_its_end(hours: int) -> None:
    ends = moments([duty("interaction_text", hours), duty("profile", hours)], "comment", SINCE)
    assert ends.text is not None
    assert SINCE < ends.text < SINCE + timedelta(hours=hours)


def test_private_messages_obey_their_own_rule_where_there_is_one() -> None:
    both = [duty("interaction_text", 48), duty("message_text", 720)]
    told, public = moments(both, "message", SINCE).text, moments(both, "comment", SINCE).text
    assert told is not None
    assert public is not None
    assert told - SINCE > timedelta(days=29)
    assert public - SINCE < timedelta(hours=48)


def test_a_network_without_demands_bounds_nothing(net, channel, now):
    net.write("bleibt", now - HOUR, kind="comment")
    fetch_due(now=now)
    forget_due(now=now + timedelta(days=4000))
    assert Incoming.objects.get().text == "bleibt"


def test_a_demand_that_comes_later_holds_for_what_is_there_already(net, channel, now):
    net.write("alt", now - HOUR, kind="comment")
    fetch_due(now=now)
    net.duties = (duty("interaction_text", 48),)
    forget_due(now=now + 49 * HOUR)
    assert Incoming.objects.get().text == ""


def test_what_had_to_go_does_not_come_back_by_reading_and_comes_back_when_somebody_asks(linked, channel, cem, now):
    one = linked.write("Frage", now - HOUR, kind="comment")
    fetch_due(now=now)
    later = now + 49 * HOUR
    forget_due(now=later)
    take_in(Actor.house(channel.workspace), channel, [one], now=later)
    row = Incoming.objects.select_related("conversation__channel", "conversation__publication").get()
    assert row.text == ""
    assert fetch_again(cem, row.conversation, now=later) == 1
    row.refresh_from_db()
    assert (row.text, row.author_name) == ("Frage", "Kerstin Vogt")
    forget_due(now=later + 49 * HOUR)
    row.refresh_from_db()
    assert row.text == ""


def test_who_wishes_it_is_forgotten_in_all_conversations_of_the_channel_and_for_good(
    net, channel, workspace, owner, now
):
    other = Author("b-2", "bernd", "Bernd", "")
    net.write("eins", now - HOUR)
    net.write("zwei", now - HOUR, kind="comment", author=KERSTIN)
    net.write("drei", now - HOUR, author=other)
    fetch_due(now=now)
    row = Incoming.objects.select_related("channel").filter(author_key="k-1").first()
    assert forget_author(owner, row, now=now) == 2
    assert sorted(Incoming.objects.values_list("text", flat=True)) == ["", "", "drei"]
    assert not Incoming.objects.filter(author_key="k-1").exists()
    take_in(Actor.house(workspace), channel, net.inbox, now=now)
    assert sorted(Incoming.objects.values_list("text", flat=True)) == ["", "", "drei"]
    trail = " ".join(f"{entry.verb} {entry.details}" for entry in AuditEntry.objects.all())
    assert "Kerstin" not in trail


def test_only_who_leads_the_workspace_forgets_people(net, channel, cem, emil, now):
    net.write("eins", now - HOUR)
    fetch_due(now=now)
    row = Incoming.objects.select_related("channel").get()
    with pytest.raises(NotAllowed):
        forget_author(cem, row, now=now)
    with pytest.raises((Foreign, NotAllowed)):
        forget_author(emil, row, now=now)


def test_the_sweep_asks_no_more_the_more_channels_owe_nothing(
    net, channel, workspace, now, django_assert_max_num_queries
):
    for place in range(5):
        make_channel(workspace, now, name=f"K{place}", external_id=f"k-{place}")
    with django_assert_max_num_queries(6):
        forget_due(now=now)
