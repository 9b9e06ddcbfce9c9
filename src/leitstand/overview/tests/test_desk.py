"""The desk: today in the company's own time, what waits for whom, and pages that stay as fast as they are."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leitstand.channels.models import Channel
from leitstand.house.actor import Actor
from leitstand.house.models import Workspace
from leitstand.kernel.clock import HandClock
from leitstand.kernel.post import Part, PostPlan
from leitstand.measurement.models import Standing
from leitstand.overview import queries
from leitstand.planning.models import Campaign, Item
from leitstand.publishing.models import Approval, Publication

BERLIN = Workspace(slug="werk", name="Werk", time_zone="Europe/Berlin")


@pytest.mark.parametrize(
    ("now", "start", "end", "hours"),
    [
        # 25 October 2026: at three o'clock the clocks go back to two.
        ("2026-10-25T11:00Z", "2026-10-24T22:00Z", "2026-10-25T23:00Z", 25),
        # 29 March 2026: at two o'clock they go on to three.
        ("2026-03-29T11:00Z", "2026-03-28T23:00Z", "2026-03-29T22:00Z", 23),
        # The first minute of such a day, and the last of the day before, in Berlin.
        ("2026-10-24T22:00Z", "2026-10-24T22:00Z", "2026-10-25T23:00Z", 25),
        ("2026-10-24T21:59Z", "2026-10-23T22:00Z", "2026-10-24T22:00Z", 24),
        # Both of the hours that are called half past two.
        ("2026-10-25T00:30Z", "2026-10-24T22:00Z", "2026-10-25T23:00Z", 25),
        ("2026-10-25T01:30Z", "2026-10-24T22:00Z", "2026-10-25T23:00Z", 25),
    ],
)
def test_a_day_begins_and_ends_at_midnight_of_the_company(now: str, start: str, end: str, hours: int) -> None:
    day = queries.day_of(BERLIN, datetime.fromisoformat(now))
    assert day.start == datetime.fromisoformat(start)
    assert day.end == datetime.fromisoformat(end)
    assert day.end - day.start == timedelta(hours=hours)


def test_tomorrow_begins_where_today_ends_also_when_the_clocks_change() -> None:
    for now in ("2026-10-24T12:00Z", "2026-10-25T12:00Z", "2026-03-28T12:00Z", "2026-03-29T12:00Z"):
        moment = datetime.fromisoformat(now)
        assert queries.day_of(BERLIN, moment, ahead=1).start == queries.day_of(BERLIN, moment).end


def test_a_company_elsewhere_has_another_day() -> None:
    tokyo = Workspace(slug="tokyo", name="Tokyo", time_zone="Asia/Tokyo")
    now = datetime(2026, 11, 2, 20, 0, tzinfo=UTC)
    assert queries.day_of(BERLIN, now).date.isoformat() == "2026-11-02"
    assert queries.day_of(tokyo, now).date.isoformat() == "2026-11-03"


def _channel(workspace: Workspace, now: datetime, **fields: object) -> Channel:
    number = Channel.objects.count() + 1
    told = {"network": "rehearsal", "external_id": f"id-{number}", "handle": f"k{number}", "name": f"Kanal {number}"}
    return Channel.objects.create(workspace=workspace, method="password", connected_at=now, **{**told, **fields})


def _item(workspace: Workspace, now: datetime, title: str, **fields: object) -> Item:
    return Item.objects.create(workspace=workspace, title=title, created_at=now, updated_at=now, **fields)


def _publication(item: Item, channel: Channel, now: datetime, **fields: object) -> Publication:
    content = PostPlan(channel=str(channel.pk), parts=(Part("Guten Morgen"),)).to_json()
    return Publication.objects.create(
        workspace=item.workspace,
        item=item,
        channel=channel,
        content=content,
        due_at=item.planned_at,
        created_at=now,
        updated_at=now,
        **fields,
    )


def _a_day_like_any_other(ada: Actor, now: datetime, times: int) -> None:
    """Put posts of all kinds on the desk."""
    workspace = ada.workspace
    for number in range(times):
        channel = _channel(workspace, now)
        today = _item(workspace, now, f"Heute {number}", planned_at=now + timedelta(hours=1), channel_ids=[channel.pk])
        waiting = _publication(today, channel, now)
        Approval.objects.create(
            workspace=workspace,
            publication=waiting,
            digest=waiting.content_digest or "x",
            requested_by=ada.person,
            requested_at=now,
        )
        held = _item(workspace, now, f"Angehalten {number}", planned_at=now - timedelta(hours=5))
        _publication(held, channel, now, state="held")
        said = _item(workspace, now, f"Gesagt {number}", planned_at=now - timedelta(days=3), stage="published")
        _publication(
            said, channel, now, state="published", published_at=now - timedelta(days=3), proof="answered", external_id=f"{number}"
        )  # fmt: skip


def test_today_asks_no_more_the_more_posts_there_are(signed_in, ada: Actor, ben: Actor, clock: HandClock) -> None:
    client, address = signed_in(ben), reverse("overview_today", args=["werk"])
    _a_day_like_any_other(ada, clock.now(), 2)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        assert client.get(address).status_code == 200
    _a_day_like_any_other(ada, clock.now(), 12)
    with CaptureQueriesContext(connection) as many:
        assert client.get(address).status_code == 200
    assert len(many) == len(few) <= 42


def test_today_shows_what_goes_out_and_what_waits(signed_in, ada: Actor, ben: Actor, clock: HandClock) -> None:
    now = clock.now()
    _a_day_like_any_other(ada, now, 1)
    _item(ada.workspace, now, "Gestern vorbei", planned_at=now - timedelta(days=1))
    _item(ada.workspace, now, "Erst morgen", planned_at=now + timedelta(days=1))
    text = signed_in(ben).get(reverse("overview_today", args=["werk"])).content.decode()
    assert text.count("Heute 0") == 2, "it goes out today, and it waits for the approver"
    assert "Gestern vorbei" not in text
    assert "Erst morgen" not in text


def test_nobody_is_asked_to_approve_their_own_under_four_eyes(owner: Actor, ben: Actor, now: datetime) -> None:
    _a_day_like_any_other(owner, now, 1)
    assert queries.waiting_for(ben).count() == 1
    assert queries.waiting_for(owner).count() == 0


def test_weekends_are_no_gap_in_the_plan(workspace: Workspace, ada: Actor, now: datetime) -> None:
    # Monday, 2 November: Tuesday to Friday of this week are empty, and the next post is on Monday.
    _item(workspace, now, "Nächsten Montag", planned_at=now + timedelta(days=7))
    assert queries.days_without_plan(workspace, now) == 4
    _item(workspace, now, "Morgen", planned_at=now + timedelta(days=1))
    assert queries.days_without_plan(workspace, now) == 0


def test_on_a_full_day_what_is_still_to_come_is_shown_before_what_is_out(
    signed_in, ada: Actor, clock: HandClock
) -> None:
    now = clock.now()
    for number in range(queries.SHOWN):
        _item(ada.workspace, now, f"Schon {number}", planned_at=now - timedelta(minutes=90 - number), stage="published")
    _item(ada.workspace, now, "Gleich", planned_at=now + timedelta(hours=1), stage="scheduled")
    text = signed_in(ada).get(reverse("overview_today", args=["werk"])).content.decode()
    assert text.index("Schon 0") < text.index("Schon 6") < text.index("Gleich")
    assert "Schon 7" not in text


def test_only_the_approver_s_last_word_sends_a_post_back(ada: Actor, clock: HandClock) -> None:
    now = clock.now()
    item = _item(ada.workspace, now, "Zurück", owner=ada.person)
    publication = _publication(item, _channel(ada.workspace, now), now)

    def answered(decision: str, hours: int) -> None:
        Approval.objects.create(
            workspace=ada.workspace,
            publication=publication,
            digest="x",
            decision=decision,
            requested_at=now + timedelta(hours=hours),
        )

    answered("changes", 0)
    assert list(queries.to_mend(ada)) == [item]
    answered("approved", 1)
    assert not queries.to_mend(ada).exists()
    answered("changes", 2)
    assert list(queries.to_mend(ada)) == [item]


def test_what_was_taken_off_the_plan_waits_for_nobody(ada: Actor, ben: Actor, clock: HandClock) -> None:
    _a_day_like_any_other(ada, clock.now(), 1)
    assert queries.waiting_for(ben).count() == 1
    Item.objects.filter(title="Heute 0").update(deleted_at=clock.now())
    assert not queries.waiting_for(ben).exists()
    assert queries.desk_of(ben, clock.now(), []).to_approve == 0


def test_a_campaign_that_was_found_opens_with_its_posts_and_no_others(signed_in, ada: Actor, clock: HandClock) -> None:
    now = clock.now()
    campaign = Campaign.objects.create(workspace=ada.workspace, name="Zahnrad", starts=now.date(), ends=now.date())
    _item(ada.workspace, now, "Gehört dazu", campaign=campaign, planned_at=now - timedelta(days=40))
    _item(ada.workspace, now, "Gehört nicht dazu", planned_at=now + timedelta(days=1))
    client = signed_in(ada)
    (found,) = client.get(reverse("overview_search", args=["werk"]), {"q": "zahnrad"}).json()["results"]
    shown = client.get(found["url"]).content.decode()
    assert "Gehört dazu" in shown
    assert "Gehört nicht dazu" not in shown


def test_the_search_finds_what_is_ours_and_nothing_else(signed_in, ada: Actor, emil: Actor, now: datetime) -> None:
    for workspace, whose in ((ada.workspace, "unsere"), (emil.workspace, "fremde")):
        _item(workspace, now, f"Zahnrad, {whose}")
        _channel(workspace, now, name=f"Zahnrad Kanal, {whose}")
        Campaign.objects.create(
            workspace=workspace, name=f"Zahnrad Kampagne, {whose}", starts=now.date(), ends=now.date()
        )
    _item(ada.workspace, now, "Zahnrad, gelöscht", deleted_at=now)

    def labels(actor: Actor, slug: str) -> list[str]:
        answer = signed_in(actor).get(reverse("overview_search", args=[slug]), {"q": "zahnrad"})
        return [found["label"] for found in answer.json()["results"]]

    assert len(labels(ada, "werk")) == 3
    assert all("unsere" in label for label in labels(ada, "werk"))
    assert all("fremde" in label for label in labels(emil, "fremd"))
    stranger = signed_in(emil).get(reverse("overview_search", args=["werk"]), {"q": "zahnrad"})
    assert stranger.status_code in (403, 404)


def test_the_search_waits_for_two_letters_and_takes_letters_as_letters(signed_in, ada: Actor, now: datetime) -> None:
    _item(ada.workspace, now, "100 % Prüfung_neu")
    client, address = signed_in(ada), reverse("overview_search", args=["werk"])
    assert client.get(address, {"q": "1"}).json() == {"results": []}
    assert len(client.get(address, {"q": "0 %"}).json()["results"]) == 1
    assert client.get(address, {"q": "1%P"}).json() == {"results": []}
    found = client.get(address, {"q": "prüfung_n"}).json()["results"]
    assert [each["label"] for each in found] == ["100 % Prüfung_neu"]
    assert client.get(found[0]["url"]).status_code == 200


def test_the_week_is_told_by_the_company_s_days_and_silence_is_not_zero(ada: Actor, now: datetime) -> None:
    workspace = ada.workspace
    channel = _channel(workspace, now)

    def told(at: str, interactions: int | None) -> None:
        moment = datetime.fromisoformat(at)
        said = _item(workspace, now, at, planned_at=moment, stage="published")
        publication = _publication(
            said, channel, now, state="published", published_at=moment, proof="answered", external_id=at
        )
        Standing.objects.create(
            workspace=workspace,
            publication=publication,
            channel=channel,
            published_at=moment,
            taken_at=now,
            interactions=interactions,
        )

    # Today is Monday, 2 November; in Berlin 23:30 UTC of Saturday is Sunday already.
    told("2026-10-31T23:30+00:00", 4)
    told("2026-11-01T12:00+00:00", 3)
    told("2026-10-29T12:00+00:00", 0)
    told("2026-10-28T12:00+00:00", None)
    told("2026-10-20T12:00+00:00", 99)
    # Tuesday to Monday
    assert queries.interactions_by_day(workspace, now) == [None, None, 0.0, None, None, 7.0, None]
