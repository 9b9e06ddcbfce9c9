"""Simple rules: when something happens somebody gets a task; switched, tried, and never across workspaces."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leitstand.channels.events import ChannelNeedsSignIn
from leitstand.channels.models import Channel
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Invalid
from leitstand.house.events import announce
from leitstand.house.models import Membership, Notification
from leitstand.kernel.post import Part, PostPlan
from leitstand.overview.actions.keep_rule import keep_rule, switch_rule
from leitstand.overview.core.automation import Happening, Trigger, applies
from leitstand.overview.models import AutoRule
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.models import Item
from leitstand.publishing.models import Publication
from leitstand.publishing.sending_events import PublicationHeld, PublicationPublished, PublicationRefused


def page(actor, name: str, *more: object) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


def seen(browser, address: str) -> str:
    return " ".join(browser.get(address).content.decode().split())


def told(person) -> list[tuple[str, str]]:
    found = Notification.objects.filter(person=person, kind="overview.task").order_by("pk")
    return [(one.params["task"], one.params["what"]) for one in found]


def publication(actor, now, title: str = "Messe") -> Publication:
    channel = Channel.objects.create(
        workspace=actor.workspace, network="rehearsal", external_id=title, handle=title, name="Werk", method="password",
        connected_at=now,
    )  # fmt: skip
    item = Item.objects.create(workspace=actor.workspace, title=title, created_at=now, updated_at=now, planned_at=now)
    content = PostPlan(channel=str(channel.pk), parts=(Part("Guten Morgen"),)).to_json()
    return Publication.objects.create(
        workspace=actor.workspace,
        item=item,
        channel=channel,
        content=content,
        due_at=now,
        created_at=now,
        updated_at=now,
    )


def rule(actor, now, person, trigger: str = "planned", **changed) -> AutoRule:
    fields = {"trigger": trigger, "only": "", "person": person, "task": "Im Intranet teilen", **changed}
    return keep_rule(actor, **fields, now=now)


def test_a_word_narrows_a_rule_whatever_its_case() -> None:
    happening = Happening(Trigger.PUBLISHED, "Messe in Stuttgart (Werk)", "/", "x")
    assert applies("", happening)
    assert applies(" messe ", happening)
    assert not applies("Ausbildung", happening)


@pytest.mark.guide("G2.2-20")
def test_a_rule_made_on_the_page_gives_a_person_a_task_when_it_happens(owner, cem, signed_in, now) -> None:
    browser = signed_in(owner)
    assert "Noch keine Regel" in seen(browser, page(owner, "overview_rules"))
    fields = {"trigger": "planned", "only": "Messe", "person": cem.person.pk, "task": "Bilder vom Stand besorgen"}
    assert browser.post(page(owner, "overview_new_rule"), fields).status_code == 302
    create_item(owner, {"title": "Ausbildungstag"}, now=now)
    assert told(cem.person) == []
    create_item(owner, {"title": "Messe in Stuttgart"}, now=now)
    assert told(cem.person) == [("Bilder vom Stand besorgen", "Messe in Stuttgart")]
    notice = Notification.objects.get(person=cem.person, kind="overview.task")
    assert notice.path == page(owner, "planning_item", Item.objects.get(title="Messe in Stuttgart").pk)
    assert "1-mal gelaufen" in seen(browser, page(owner, "overview_rules"))
    assert "Zu tun: Bilder vom Stand besorgen" in seen(signed_in(cem), page(owner, "house_notices"))


@pytest.mark.guide("G2.2-20")
def test_a_rule_is_tried_on_the_newest_thing_and_only_who_tries_it_is_told(owner, cem, signed_in, now) -> None:
    browser = signed_in(owner)
    made = rule(owner, now, cem.person)
    trial = page(owner, "overview_try_rule", made.pk)
    assert "Noch ist nichts dieser Art geschehen" in browser.post(trial, follow=True).content.decode()
    AutoRule.objects.update(is_on=False)
    create_item(owner, {"title": "Alt"}, now=now)
    create_item(owner, {"title": "Neu"}, now=now + timedelta(minutes=1))
    assert "Ausprobiert mit „Neu“" in browser.post(trial, follow=True).content.decode()
    assert told(owner.person) == [("Im Intranet teilen", "Neu")]
    assert told(cem.person) == []


@pytest.mark.guide("G2.2-20")
def test_a_rule_that_is_off_tells_nobody_and_can_be_switched_on_again(owner, cem, signed_in, now) -> None:
    made = rule(owner, now, cem.person)
    browser = signed_in(owner)
    browser.post(page(owner, "overview_switch_rule", made.pk), {"on": "0"})
    create_item(owner, {"title": "Eins"}, now=now)
    browser.post(page(owner, "overview_switch_rule", made.pk), {"on": "1"})
    create_item(owner, {"title": "Zwei"}, now=now)
    assert [what for _task, what in told(cem.person)] == ["Zwei"]


def test_posts_that_went_out_or_failed_and_channels_set_off_their_own_rules(owner, cem, now) -> None:
    for trigger in ("published", "trouble", "sign_in"):
        rule(owner, now, cem.person, trigger, task=trigger)
    post = publication(owner, now)
    announce(PublicationPublished(owner, post))
    announce(PublicationRefused(owner, post))
    announce(PublicationHeld(owner, post))
    announce(ChannelNeedsSignIn(owner, post.channel))
    # refused and held are one trouble with one post: told once while it is unread
    assert [task for task, _what in told(cem.person)] == ["published", "trouble", "sign_in"]
    assert told(cem.person)[0] == ("published", "Messe (Werk)")


def test_who_left_is_told_nothing_and_strangers_rules_do_not_run(owner, cem, emil, now) -> None:
    rule(owner, now, cem.person)
    rule(emil, now, emil.person)
    Membership.objects.filter(person=cem.person).delete()
    create_item(owner, {"title": "Eins"}, now=now)
    assert told(cem.person) == told(emil.person) == []


def test_only_who_plans_makes_rules_and_only_for_members(owner, cem, emil, now) -> None:
    with pytest.raises(NotAllowed):
        rule(cem, now, cem.person)
    with pytest.raises(Invalid) as wrong:
        rule(owner, now, emil.person, "full_moon", task=" ")
    assert set(wrong.value.errors) == {"trigger", "task", "person"}
    theirs = rule(emil, now, emil.person)
    with pytest.raises(Foreign):
        switch_rule(owner, theirs, is_on=False, now=now)
