"""A campaign live (guide 2.4): what it brought, what is said, the alarm told once, what the figures advise, and a stop that stops."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db.models import F
from django.urls import reverse

from leitstand.community.models import Conversation, Incoming
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Notification
from leitstand.measurement.actions.watch_campaigns import watch_campaigns
from leitstand.measurement.campaign_figures import account_average, earlier_of, figures_of, talk_of
from leitstand.measurement.core.campaigns import Course, elapsed, propose
from leitstand.measurement.models import Standing
from leitstand.measurement.tests.factories import make_channel, make_published
from leitstand.planning.actions.count_voices import count_voices
from leitstand.planning.actions.decide_campaign import decide_campaign
from leitstand.planning.actions.keep_cost import keep_cost
from leitstand.planning.actions.launch_campaign import launch_campaign
from leitstand.planning.models import CampaignPlan, CampaignPulse, Item
from leitstand.planning.tests.campaigning import answer, prepared
from leitstand.planning.tests.factories import make_campaign
from leitstand.publishing.models import Publication

LAUNCHED = datetime(2026, 11, 2, 8, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 17, 8, tzinfo=UTC)


def standing(channel, at, *, campaign=None, title="Ein Beitrag", **figures) -> Publication:
    """Make a post that is out, with figures; what is left out is not told."""
    publication = make_published(channel, at, title=title)
    if campaign is not None:
        Item.objects.filter(pk=publication.item_id).update(campaign=campaign)
    Standing.objects.create(
        publication=publication, workspace=channel.workspace, channel=channel, published_at=at, taken_at=at, **figures
    )
    return publication


@pytest.fixture
def out(ada, now) -> CampaignPlan:
    """A campaign from 9 to 29 November that is launched: 500 interactions are wanted."""
    plan = prepared(ada, now)
    answer(ada, plan, "steer", now)
    return launch_campaign(ada, plan, now=now)


def course(reached: int | None, *, target: int = 500, gone: float = 0.6) -> Course:
    return Course(None if reached is None else Decimal(reached), Decimal(target), gone)


def test_the_time_that_is_gone_counts_first_and_last_day() -> None:
    start, end = date(2026, 11, 9), date(2026, 11, 28)  # twenty days
    assert elapsed(date(2026, 11, 8), start, end) == 0
    assert elapsed(date(2026, 11, 9), start, end) == 0.05
    assert elapsed(date(2026, 11, 18), start, end) == 0.5
    assert elapsed(date(2026, 12, 24), start, end) == 1


@pytest.mark.guide("G2.4-13")
def test_the_figures_advise_to_go_on_to_adjust_or_to_stop_and_say_why() -> None:
    told = {"told_posts": 5, "own": Decimal(50), "earlier": Decimal(40), "account": Decimal(30)}
    # 500 wanted, six tenths of the time gone: 300 should be there.
    assert propose(course(300), **told).decision == "go_on"
    assert propose(course(239), **told).decision == "adjust"  # 239 of 300 is below four fifths
    assert propose(course(240), **told).decision == "go_on"
    weak = {**told, "own": Decimal(10)}
    stop = propose(course(74), **weak)  # under a quarter of 300, and weaker than before and than the account
    assert (stop.decision, stop.reasons) == ("stop", ("far_behind", "below_earlier", "below_account"))
    assert propose(course(74), **told).decision == "adjust"  # its posts do well: no reason to stop
    assert propose(course(74, gone=0.4), **weak).decision == "adjust"  # half of the time must be gone
    assert propose(course(300), **told, alarms=["negative"]).reasons == ("negative",)
    assert propose(course(300), **told, is_hungry=True).decision == "adjust"


def test_too_early_and_too_few_advise_nothing() -> None:
    told = {"own": None, "earlier": None, "account": None}
    assert propose(course(0, gone=0.05), told_posts=9, **told).reasons == ("too_early",)
    assert propose(course(10), told_posts=2, **told).reasons == ("too_few",)
    assert propose(course(None), told_posts=9, **told).decision is None


@pytest.mark.guide("G2.4-13")
def test_the_page_joins_posts_results_money_and_what_it_is_held_against(out, ada, signed_in, clock) -> None:
    channel = make_channel(ada.workspace, LAUNCHED)
    for number in range(3):
        at = datetime(2026, 11, 10 + number, 9, tzinfo=UTC)
        standing(
            channel, at, campaign=out.campaign, title=f"Teil {number}", interactions=20, clicks=100, impressions=900
        )
    standing(channel, datetime(2026, 11, 13, 9, tzinfo=UTC), campaign=out.campaign, title="Ohne Zahlen")
    spring = make_campaign(ada.workspace, "Frühjahr", starts=date(2026, 3, 2), ends=date(2026, 3, 20))
    standing(channel, datetime(2026, 3, 5, 9, tzinfo=UTC), campaign=spring, interactions=35)
    standing(channel, datetime(2026, 6, 5, 9, tzinfo=UTC), interactions=15)
    keep_cost(
        ada,
        out.campaign,
        {
            "kind": "ads", "what": "Anzeigen", "market": "DACH", "sector": "Zulieferer", "objective": "traffic",
            "starts": None, "ends": None, "planned": Decimal(600), "spent": Decimal(150), "expected": 900, "achieved": 300,
        },
        now=LAUNCHED,
    )  # fmt: skip
    figures = figures_of(out.campaign)
    assert figures.totals["interactions"].value == 60
    assert (figures.totals["reach"].value, figures.totals["clicks"].told) == (None, 3)
    assert figures.per_post == Decimal("20.0")
    assert earlier_of(out.campaign) == Decimal("35.0")
    assert account_average(out.campaign, now=TUESDAY) == Decimal("25.0")  # (35 + 15) / 2
    clock.advance(TUESDAY - clock.now())
    page = " ".join(
        signed_in(ada).get(reverse("measurement_campaign", args=[ada.workspace.slug, out.pk])).content.decode().split()
    )
    assert "0,50" in page  # 150 € for 300 clicks
    assert "Kein Beitrag nennt sie" in page  # reach is not told, and not zero
    for words in ("Teil 2", "Ohne Zahlen", "600,00 €", "35,0", "25,0"):
        assert words in page
    # 17 November is the 9th of 21 days: 500 × 9 / 21 = 214; 60 is under four fifths of it and each post is below both.
    assert "Anpassen" in page
    assert "214" in page


def test_without_clicks_or_money_a_click_has_no_price(out, ada, signed_in) -> None:
    page = signed_in(ada).get(reverse("measurement_campaign", args=[ada.workspace.slug, out.pk])).content.decode()
    assert "Ausgaben oder Klicks sind nicht bekannt" in page


@pytest.mark.guide("G2.4-03")
def test_the_alarm_for_unkind_voices_is_told_once_to_the_lead_and_again_when_it_comes_back(
    out, ada, cem, clock
) -> None:
    def count(day: int, positive: int, negative: int) -> None:
        told = {"day": date(2026, 11, day), "positive": positive, "neutral": 0, "negative": negative}
        count_voices(cem, out, {**told, "rival_mentions": 0, "note": ""}, today=date(2026, 11, day), now=clock.now())

    def told() -> int:
        return Notification.objects.filter(kind="measurement.campaign_negative", person=ada.person).count()

    clock.advance(TUESDAY - clock.now())
    count(17, 8, 1)
    watch_campaigns(now=clock.now())
    assert told() == 0  # nine voices are too few to say
    count(17, 8, 4)
    watch_campaigns(now=clock.now())
    watch_campaigns(now=clock.now())
    assert told() == 1  # 4 of 12 is 33 %, the alarm stands at 30 %; told once
    assert Notification.objects.filter(kind="measurement.campaign_negative").count() == 1
    Notification.objects.update(read_at=clock.now())
    clock.advance(timedelta(days=1))
    count(18, 20, 0)
    watch_campaigns(now=clock.now())  # 4 of 32: over
    clock.advance(timedelta(days=1))
    count(19, 0, 30)
    watch_campaigns(now=clock.now())
    assert told() == 2


@pytest.mark.guide("G2.4-03")
def test_mentions_of_rivals_below_the_own_posts_are_counted_and_added_to_the_typed_ones(
    out, ada, cem, signed_in, clock
) -> None:
    clock.advance(TUESDAY - clock.now())
    channel = make_channel(ada.workspace, LAUNCHED)
    publication = standing(channel, datetime(2026, 11, 16, 9, tzinfo=UTC), campaign=out.campaign)
    talk = Conversation.objects.create(
        workspace=ada.workspace, channel=channel, kind="comment", key="1", publication=publication,
        began_at=LAUNCHED, last_at=TUESDAY, waiting_since=TUESDAY,
    )  # fmt: skip
    texts = ["Optimax kann das auch.", "OPTIMAX, günstiger!", "Die Optimaxima sind etwas anderes.", "Schön gemacht."]
    for number, text in enumerate(texts):
        Incoming.objects.create(
            workspace=ada.workspace, channel=channel, conversation=talk, external_id=str(number), kind="comment",
            text=text, at=TUESDAY - timedelta(hours=2), received_at=TUESDAY, fetched_at=TUESDAY,
        )  # fmt: skip
    heard = talk_of(out, now=clock.now())
    assert (heard.conversations, heard.waiting, heard.rivals) == (1, 1, {"Optimax": 2})
    form = {"day": "2026-11-17", "positive": 0, "neutral": 0, "negative": 0, "rival_mentions": 3, "note": "Forum"}
    url = reverse("measurement_count_voices", args=[ada.workspace.slug, out.pk])
    assert signed_in(cem).post(url, form).status_code == 302
    # Two below the posts and three elsewhere are five: the alarm of five sounds at once.
    assert Notification.objects.get(kind="measurement.campaign_rivals").person == ada.person
    page = signed_in(ada).get(reverse("measurement_campaign", args=[ada.workspace.slug, out.pk])).content.decode()
    assert "Der Alarm schlägt an" in page
    assert "Optimax 2" in page
    assert "Frage an die Werkstatt" in page  # the prepared impulse stands beside the alarm


@pytest.mark.guide("G2.4-02")
def test_a_campaign_that_is_not_fed_is_told_to_its_lead_once(out, ada, clock) -> None:
    clock.advance(TUESDAY - clock.now())
    Item.objects.filter(campaign=out.campaign, planned_at__gte=TUESDAY).update(planned_at=None)
    watch_campaigns(now=clock.now())
    watch_campaigns(now=clock.now())
    notice = Notification.objects.get(kind="measurement.campaign_hungry")
    assert (notice.person, notice.params["name"]) == (ada.person, "Schärfer sehen")
    assert notice.path == reverse("planning_campaign_way", args=[ada.workspace.slug, out.pk])


def test_nothing_is_told_of_campaigns_that_are_over_or_not_out(ada, now, clock) -> None:
    plan = prepared(ada, now)
    Item.objects.filter(campaign=plan.campaign).update(planned_at=None)
    clock.advance(TUESDAY - clock.now())
    assert watch_campaigns(now=clock.now()) == 0
    CampaignPlan.objects.update(launched_at=now)
    assert watch_campaigns(now=datetime(2026, 12, 24, 8, tzinfo=UTC)) == 0
    assert watch_campaigns(now=clock.now()) == 1


def test_a_stop_takes_the_posts_out_of_the_queue_and_stays_with_its_reason(out, ada, now, signed_in) -> None:
    channel = make_channel(ada.workspace, LAUNCHED)
    waiting = make_published(channel, datetime(2026, 11, 20, 9, tzinfo=UTC))
    Item.objects.filter(pk=waiting.item_id).update(campaign=out.campaign, stage="scheduled")
    Publication.objects.filter(pk=waiting.pk).update(
        state="planned", published_at=None, external_id="", proof="", approved_digest=F("content_digest")
    )
    url = reverse("measurement_decide_campaign", args=[ada.workspace.slug, out.pk])
    assert signed_in(ada).post(url, {"decision": "stop", "reason": ""}).status_code == 422
    assert signed_in(ada).post(url, {"decision": "stop", "reason": "Zu viel Unmut"}).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "draft"
    page = signed_in(ada).get(reverse("measurement_campaign", args=[ada.workspace.slug, out.pk])).content.decode()
    assert "Die Kampagne ist beendet" in page
    assert "Zu viel Unmut" in page


def test_there_is_nothing_to_decide_before_the_launch_and_nothing_without_a_reason(ada, now) -> None:
    plan = prepared(ada, now)
    with pytest.raises(Impossible):
        decide_campaign(ada, plan, decision="stop", reason="Zu früh", now=now)
    launch_campaign(ada, plan, now=now)
    plan.refresh_from_db()
    with pytest.raises(Invalid):
        decide_campaign(ada, plan, decision="wait", reason="Mal sehen", now=now)


def test_strangers_see_and_count_nothing(out, emil, signed_in) -> None:
    slug = emil.workspace.slug
    client = signed_in(emil)
    assert client.get(reverse("measurement_campaign", args=[slug, out.pk])).status_code == 404
    form = {"day": "2026-11-02", "positive": 1, "neutral": 0, "negative": 0, "rival_mentions": 0}
    assert client.post(reverse("measurement_count_voices", args=[slug, out.pk]), form).status_code == 404
    assert not CampaignPulse.objects.exists()


@pytest.mark.guide("G2.3-07")
def test_a_post_of_the_plan_leads_to_its_figures_and_on_several_channels_to_the_list(
    ada, dora, emil, signed_in, now
) -> None:
    first, second = make_channel(ada.workspace, now), make_channel(ada.workspace, now)
    publication = make_published(first, now)
    item = publication.item
    address = reverse("measurement_item", args=[ada.workspace.slug, item.pk])
    answer = signed_in(dora).get(address)
    assert answer.url == reverse("measurement_post", args=[ada.workspace.slug, publication.pk])
    campaign = make_campaign(ada.workspace)
    Item.objects.filter(pk=item.pk).update(campaign=campaign)
    other = make_published(second, now)
    Publication.objects.filter(pk=other.pk).update(item=item)
    answer = signed_in(dora).get(address)
    assert answer.url == reverse("measurement_campaign", args=[ada.workspace.slug, campaign.pk])
    Publication.objects.update(state="draft", published_at=None)
    assert signed_in(dora).get(address).url == reverse("composer_edit", args=[ada.workspace.slug, item.pk])
    assert signed_in(emil).get(reverse("measurement_item", args=[emil.workspace.slug, item.pk])).status_code == 404
