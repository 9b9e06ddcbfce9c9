"""What others wrote goes after the workspace's period; a network's demand holds besides and cannot be lengthened."""

from datetime import timedelta

import pytest

from leitstand.community.actions.fetch_again import fetch_again
from leitstand.community.actions.fetch_due import fetch_due
from leitstand.community.actions.forget_due import forget_due
from leitstand.community.actions.know_author import know_author
from leitstand.community.actions.take_in import take_in
from leitstand.community.models import Answer, Incoming
from leitstand.community.tests.network import duty
from leitstand.house.actions.keep_for import keep_for
from leitstand.house.actions.let_go_of_old import let_go_of_old
from leitstand.house.actor import Actor
from leitstand.house.core.taking_out import sought
from leitstand.house.errors import Impossible
from leitstand.house.models import Keeping
from leitstand.house.outsiders import let_go, search
from leitstand.house.retention import kind_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_text_and_author_go_after_the_period_of_the_workspace(net, channel, owner, now):
    net.write("Guten Tag", now - HOUR)
    fetch_due(now=now)
    keep_for(owner, "community.incoming", days=30, now=now)
    let_go_of_old(now=now + 29 * DAY)
    assert Incoming.objects.get().text == "Guten Tag"
    let_go_of_old(now=now + 30 * DAY)
    row = Incoming.objects.get()
    assert (row.text, row.author_name, row.author_handle, row.author_key) == ("", "", "", "")
    assert let_go_of_old(now=now + 31 * DAY) == 0


def test_a_networks_demand_is_an_upper_bound_whatever_the_workspace_sets(net, channel, owner, now):
    net.duties = (duty("interaction_text", 48), duty("profile", 24))
    keep_for(owner, "community.incoming", days=3650, now=now)
    net.write("Wie lange?", now - HOUR, kind="comment")
    fetch_due(now=now)
    forget_due(now=now + 48 * HOUR)
    row = Incoming.objects.get()
    assert (row.text, row.author_name) == ("", "")
    counted = Keeping.objects.get(workspace=owner.workspace, kind="community.incoming")
    assert counted.gone_at == now + 48 * HOUR


def test_the_demands_of_the_connected_networks_are_told_beside_the_period(net, channel, owner, now):
    net.duties = (duty("interaction_text", 48), duty("profile", 24), duty("figures", 9))
    kind = kind_of("community.incoming")
    assert kind is not None
    assert [(bound.hours, str(channel) == bound.name) for bound in kind.bounds(owner.workspace)] == [
        (48, True),
        (24, True),
    ]


@pytest.fixture
def asked(net, channel, now):
    """A message that came in and was answered in private."""
    net.write("Guten Tag", now - HOUR)
    fetch_due(now=now)
    row = Incoming.objects.get()
    return Answer.objects.create(
        workspace=channel.workspace,
        channel=channel,
        conversation=row.conversation,
        to=row,
        text="Guten Tag, Frau Vogt",
        state="sent",
        proof="answered",
        sent_at=now,
        created_at=now,
        until=now + DAY,
        key="a",
    )


def test_what_went_by_our_own_period_is_never_fetched_anew(net, channel, owner, cem, now):
    net.duties = (duty("interaction_text", 48), duty("profile", 24))
    one = net.write("Guten Tag", now - HOUR)
    fetch_due(now=now)
    forget_due(now=now + 3 * DAY)
    assert Incoming.objects.get().text_may_return
    keep_for(owner, "community.incoming", days=30, now=now)
    later = now + 31 * DAY
    let_go_of_old(now=later)
    row = Incoming.objects.select_related("conversation__channel", "conversation__publication").get()
    assert not row.text_may_return
    assert not row.author_may_return
    assert fetch_again(cem, row.conversation, now=later) == 0
    take_in(Actor.house(channel.workspace), channel, [one], now=later)
    row.refresh_from_db()
    assert (row.text, row.author_name, row.author_key) == ("", "", "")
    with pytest.raises(Impossible):
        know_author(cem, row, name="Kerstin Vogt", now=later)


def test_a_text_that_was_erased_for_naming_somebody_does_not_return_with_its_author(net, channel, owner, cem, now):
    net.duties = (duty("interaction_text", 48), duty("profile", 24))
    net.write("Frau Maiwald war unfreundlich", now - HOUR)
    fetch_due(now=now)
    whom = sought("Maiwald")
    let_go(owner, search(owner.workspace, whom), whom, now=now)
    later = now + 25 * HOUR
    forget_due(now=later)
    row = Incoming.objects.select_related("conversation__channel", "conversation__publication").get()
    assert fetch_again(cem, row.conversation, now=later) == 1
    row.refresh_from_db()
    assert (row.text, row.author_name) == ("", "Kerstin Vogt")


def test_one_night_lets_go_of_everything_however_much_it_is(net, channel, owner, now, monkeypatch):
    monkeypatch.setattr("leitstand.community.actions.forget_due.AT_ONCE", 2)
    for place in range(5):
        net.write(f"Nachricht {place}", now - HOUR)
    fetch_due(now=now)
    keep_for(owner, "community.incoming", days=30, now=now)
    assert let_go_of_old(now=now + 31 * DAY) == 5
    assert set(Incoming.objects.values_list("text", flat=True)) == {""}


def test_what_a_network_demands_goes_in_one_turn_however_much_it_is(net, channel, now, monkeypatch):
    monkeypatch.setattr("leitstand.community.actions.forget_due.AT_ONCE", 2)
    for place in range(5):
        net.write(f"Nachricht {place}", now - HOUR)
    fetch_due(now=now)
    net.duties = (duty("interaction_text", 48),)
    assert forget_due(now=now + 49 * HOUR) == 5
    assert set(Incoming.objects.values_list("text", flat=True)) == {""}


def test_private_answers_go_with_the_same_period_and_those_on_their_way_stay(asked, owner, now):
    keep_for(owner, "community.incoming", days=30, now=now)
    Answer.objects.update(state="held")
    let_go_of_old(now=now + 31 * DAY)
    asked.refresh_from_db()
    assert asked.text
    Answer.objects.update(state="sent")
    let_go_of_old(now=now + 32 * DAY)
    asked.refresh_from_db()
    assert asked.text == ""
