"""Whoever brought an idea hears by itself what came of it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation

from leitstand.house.actor import Actor
from leitstand.house.models import Notification
from leitstand.measurement.actions.thank_contributors import thank_contributors
from leitstand.measurement.core.thanks import achieved, mark_due
from leitstand.measurement.models import Standing, Thanks
from leitstand.measurement.tests.factories import make_channel, make_published
from leitstand.planning.models import Idea, KnowledgeHolder

EMAIL = "gerda@werk.example"


@pytest.fixture(autouse=True)
def _german():
    """A page leaves its language behind in this thread; the next test begins in German again."""
    with translation.override("de"):
        yield


def made(actor: Actor, now, *, reach: int | None = 1200, **idea: object) -> Idea:
    """Make an idea that became a post a week ago, with figures."""
    channel = make_channel(actor.workspace, now)
    post = make_published(channel, now - timedelta(days=7), url="https://netz.example/1")
    Standing.objects.create(
        publication=post, workspace=actor.workspace, channel=channel, published_at=post.published_at,
        taken_at=now, reach=reach, interactions=34, clicks=None,
    )  # fmt: skip
    told = {"title": "Kran", "contributor": "Gerda Groß", "email": EMAIL, **idea}
    return Idea.objects.create(workspace=actor.workspace, item=post.item, state="taken", arrived_at=now, **told)


def test_the_thanks_come_after_7_and_30_days_and_once_each(now) -> None:
    at = [now + timedelta(days=days) for days in (6, 7, 29, 30, 90)]
    assert [mark_due(now, moment, []) for moment in at] == [None, 7, 7, 30, 30]
    assert [mark_due(now, moment, [7]) for moment in at] == [None, None, None, 30, 30]
    assert [mark_due(now, moment, [7, 30]) for moment in at] == [None] * 5


def test_what_no_network_tells_is_none_and_a_told_zero_stays_zero() -> None:
    rows = [{"reach": 100, "interactions": 0, "clicks": None}, {"reach": None, "interactions": 0, "clicks": None}]
    assert achieved(rows) == {"reach": 100, "interactions": 0, "clicks": None}


@pytest.mark.guide("G2.2-09")
@pytest.mark.django_db
def test_a_contributor_outside_gets_a_letter_with_reach_interactions_and_what_is_not_told(ada, clock, now, signed_in):
    made(ada, now)
    assert thank_contributors(now=now) == 1
    letter = mail.outbox[0]
    assert letter.to == [EMAIL]
    assert "7" in letter.subject
    assert "Reichweite: 1.200" in letter.body
    assert "Interaktionen: 34" in letter.body
    assert "Klicks: nicht mitgeteilt" in letter.body
    assert "https://netz.example/1" in letter.body
    assert thank_contributors(now=now) == 0
    assert thank_contributors(now=now + timedelta(days=23)) == 1
    assert list(Thanks.objects.order_by("after_days").values_list("after_days", "how")) == [(7, "mail"), (30, "mail")]
    page = signed_in(ada).get(reverse("measurement_thanks", args=[ada.workspace.slug])).content.decode()
    assert "Gerda Groß" in page
    assert "34" in page
    assert "nicht mitgeteilt" in page


@pytest.mark.guide("G2.2-09")
@pytest.mark.django_db
def test_a_member_hears_by_notice_and_the_expert_behind_is_thanked_too(ada, cem, clock, now):
    holder = KnowledgeHolder.objects.create(
        workspace=ada.workspace, name="Dr. Klein", email="klein@werk.example", added_at=now
    )
    made(ada, now, person=cem.person, contributor="Cem", email="", holder=holder)
    assert thank_contributors(now=now) == 2
    notice = Notification.objects.get(person=cem.person, kind="measurement.achieved")
    assert (notice.params["reach"], notice.params["clicks"]) == ("1.200", "nicht mitgeteilt")
    assert [letter.to for letter in mail.outbox] == [["klein@werk.example"]]
    assert set(Thanks.objects.values_list("to_holder", "how")) == {(False, "notice"), (True, "mail")}


@pytest.mark.django_db
def test_an_expert_with_an_idea_of_their_own_is_thanked_once(ada, clock, now):
    holder = KnowledgeHolder.objects.create(workspace=ada.workspace, name="Gerda", email=EMAIL.upper(), added_at=now)
    made(ada, now, holder=holder)
    assert thank_contributors(now=now) == 1


@pytest.mark.django_db
def test_without_figures_nobody_is_told_anything_and_without_address_it_is_written_down(ada, clock, now):
    idea = made(ada, now, email="")
    Standing.objects.all().delete()
    assert thank_contributors(now=now) == 0
    Standing.objects.create(
        publication=idea.item.publications.get(), workspace=ada.workspace, channel_id=idea.item.channel_ids[0],
        published_at=now - timedelta(days=7), taken_at=now, reach=5,
    )  # fmt: skip
    assert thank_contributors(now=now) == 1
    assert Thanks.objects.get().how == "nobody"
    assert not mail.outbox
