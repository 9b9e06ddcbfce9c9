"""What others wrote goes after the workspace's period; a network's demand holds besides and cannot be lengthened."""

from datetime import timedelta

from leitstand.community.actions.fetch_due import fetch_due
from leitstand.community.actions.forget_due import forget_due
from leitstand.community.models import Incoming
from leitstand.community.tests.network import duty
from leitstand.house.actions.keep_for import keep_for
from leitstand.house.actions.let_go_of_old import let_go_of_old
from leitstand.house.models import Keeping
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
