"""Advertising motifs of a campaign: used again in posts, free and sponsored side by side (guide 2.3)."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Invalid
from leitstand.planning.actions.keep_campaign_link import drop_campaign_link, keep_campaign_link
from leitstand.planning.actions.keep_motif import drop_motif, keep_motif
from leitstand.planning.actions.use_motif import use_motif
from leitstand.planning.core.motifs import calls, calls_from, part_of, post_text, suggested
from leitstand.planning.models import CampaignMotif, Item
from leitstand.planning.tests.campaigning import begun, make_group
from leitstand.planning.tests.factories import make_campaign, make_channel
from leitstand.strategy.models import JourneyStage, Touchpoint

WHEN = datetime(2026, 11, 10, 9, tzinfo=UTC)
FIELDS = {
    "name": "Anzeige Herbst", "origin": "print", "headline": "Schärfer sehen", "text": "Was das Auge nicht mehr trennt.",
    "call_to_action": "Termin vereinbaren", "journey_stage_id": None, "page_id": None,
    "url": "https://klarblick.example/termin", "evaluated_in": "", "evaluated_url": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _german():
    """A page leaves its language behind in this thread; the next test begins in German again."""
    with translation.override("de"):
        yield


def motif_of(actor, now, *, campaign=None, **changed) -> CampaignMotif:
    return keep_motif(actor, campaign or make_campaign(actor.workspace), {**FIELDS, **changed}, now=now)


def used(actor, motif, delivery, now, *channels, at=WHEN) -> list[Item]:
    told = {"delivery": delivery, "channel_ids": [one.pk for one in channels], "planned_at": at}
    return [done.item for done in use_motif(actor, motif, told, now=now)]


def page_of(actor, motif, name="planning_motif") -> str:
    return reverse(name, args=[actor.workspace.slug, motif.campaign_id, motif.pk])


def seen(browser, address: str) -> str:
    return " ".join(browser.get(address).content.decode().split())


# ── the pure parts ──


def test_the_words_of_a_post_leave_no_gap_and_the_address_follows_its_call() -> None:
    told = post_text(headline="Schärfer sehen", text="", call="Termin vereinbaren:", address="https://k.example/t")
    assert told == "Schärfer sehen\n\nTermin vereinbaren: https://k.example/t"
    assert post_text(headline="", text="Text", call="", address="https://k.example/t") == "Text\n\nhttps://k.example/t"
    assert post_text(headline="", text="Text", call="Kommen Sie", address="") == "Text\n\nKommen Sie"
    assert post_text(headline="", text="", call="", address="") == ""


def test_a_stage_lies_in_the_part_of_the_way_where_it_stands() -> None:
    assert [part_of(place, 5, 5) for place in range(5)] == [0, 1, 2, 3, 4]
    assert [part_of(place, 3, 5) for place in range(3)] == [0, 2, 4]
    assert [part_of(place, 2, 5) for place in range(2)] == [0, 4]
    assert part_of(0, 1, 5) == 0


@given(st.integers(1, 12), st.integers(1, 9))
def test_every_stage_has_a_part_and_none_goes_back(stages, parts) -> None:
    places = [part_of(place, stages, parts) for place in range(stages)]
    assert all(0 <= place < parts for place in places)
    assert places == sorted(places)


def test_what_the_own_touchpoints_call_to_comes_first_and_nothing_twice() -> None:
    told = suggested(2, 5, ["Probe bestellen", "  Termin  vereinbaren ", ""], "de")
    assert told == ("Probe bestellen", "Termin vereinbaren", "Angebot anfordern", "Jetzt ausprobieren")
    assert suggested(0, 5, [], "en")[0] == "Find out more"


def test_the_house_s_calls_name_their_source_and_fit_into_the_field() -> None:
    told = calls()
    assert told.source
    assert len(told.parts) == 5
    assert all(len(words.de) <= 120 and len(words.en) <= 120 for part in told.parts for words in part)
    with pytest.raises(ValueError, match="suggests nothing"):
        calls_from({"part": [{"id": "x", "suggestions": []}], "source": "x", "as_of": told.as_of})


# ── the promises of the row ──


@pytest.mark.guide("G2.3-07")
def test_a_print_motif_becomes_a_free_and_a_sponsored_post_side_by_side_each_with_its_own_tagged_address(
    ada, signed_in, now
) -> None:
    browser, channel = signed_in(ada), make_channel(ada.workspace)
    plan = begun(ada, now)
    group = make_group(ada.workspace)
    plan.groups.add(group)
    stage = JourneyStage.objects.create(workspace=ada.workspace, name="Entscheiden", position=0)
    new = reverse("planning_new_motif", args=[ada.workspace.slug, plan.pk])
    form = {name: "" if value is None else value for name, value in FIELDS.items()}
    assert browser.post(new, {**form, "journey_stage_id": stage.pk}).status_code == 302
    motif = CampaignMotif.objects.get()
    use = page_of(ada, motif, "planning_use_motif")
    where = {"channels": [channel.pk], "day": "2026-11-10", "time": "10:00"}
    assert browser.post(use, {"delivery": "organic", **where}).status_code == 302
    assert browser.post(use, {"delivery": "paid", **where, "day": "2026-11-12"}).status_code == 302
    free, paid = Item.objects.order_by("planned_at")
    tags = "utm_source=rehearsal&utm_medium={}&utm_campaign=schaerfer-sehen"
    address = f"https://klarblick.example/termin?{tags}"
    words = "Schärfer sehen\n\nWas das Auge nicht mehr trennt.\n\nTermin vereinbaren: "
    assert (free.delivery, free.text) == ("organic", words + address.format("social"))
    assert (paid.delivery, paid.text) == ("paid", words + address.format("paid-social"))
    for item in (free, paid):
        assert (item.campaign_id, item.journey_stage_id, item.target_group_id) == (plan.pk, stage.pk, group.pk)
        assert (item.channel_ids, item.stage, item.kind) == ([channel.pk], "written", "picture")
    assert free.planned_at == datetime(2026, 11, 10, 9, tzinfo=UTC)  # ten in the morning in Berlin
    shown = seen(browser, page_of(ada, motif))
    left, right = shown.split('id="side-paid"')
    assert "Anzeige Herbst (organisch)" in left
    assert "Anzeige Herbst (gesponsert)" not in left
    assert "Anzeige Herbst (gesponsert)" in right
    assert "10.11.2026" in left
    assert "12.11.2026" in right
    assert "utm_medium=paid-social" in right
    assert "Geschrieben" in left
    assert "Geschrieben" in right
    listed = seen(browser, reverse("planning_motifs", args=[ada.workspace.slug, plan.pk]))
    assert "1 organisch · 1 gesponsert" in listed


@pytest.mark.guide("G2.3-07")
def test_nothing_is_sponsored_without_a_landing_page_and_the_field_says_so(ada, signed_in, now) -> None:
    channel, motif = make_channel(ada.workspace), motif_of(ada, now, url="")
    with pytest.raises(Invalid) as told:
        used(ada, motif, "paid", now, channel)
    assert list(told.value.errors) == ["url"]
    browser = signed_in(ada)
    answer = browser.post(page_of(ada, motif, "planning_use_motif"), {"delivery": "paid", "channels": [channel.pk]})
    assert answer.status_code == 422
    page = " ".join(answer.content.decode().split())
    assert "Ein gesponserter Beitrag braucht eine Zielseite" in page
    assert page.index('id="motif-url-error"') > page.index('for="motif-url"')
    assert not Item.objects.exists()
    # Free it may go out without one.
    assert [item.text.splitlines()[-1] for item in used(ada, motif, "organic", now, channel)] == ["Termin vereinbaren"]


@pytest.mark.guide("G2.3-07")
def test_a_page_of_the_campaign_can_be_the_landing_page(ada, now) -> None:
    channel, campaign = make_channel(ada.workspace), make_campaign(ada.workspace)
    link = keep_campaign_link(ada, campaign, label="Messe", url="https://klarblick.example/messe?lang=de", now=now)
    motif = motif_of(ada, now, campaign=campaign, page_id=link.pk, url="")
    (item,) = used(ada, motif, "paid", now, channel)
    assert "https://klarblick.example/messe?lang=de&utm_source=rehearsal&utm_medium=paid-social" in item.text
    drop_campaign_link(ada, link, now=now)
    motif.refresh_from_db()
    with pytest.raises(Invalid):
        used(ada, motif, "paid", now, channel)


@pytest.mark.guide("G2.3-07")
def test_the_call_to_action_is_suggested_by_the_stage_of_the_journey(ada, signed_in, now) -> None:
    group = make_group(ada.workspace)
    stages = [
        JourneyStage.objects.create(workspace=ada.workspace, name=name, position=place)
        for place, name in enumerate(("Aufmerksam werden", "Entscheiden", "Weiterempfehlen"))
    ]
    Touchpoint.objects.create(
        workspace=ada.workspace, stage=stages[1], group=group, name="Stand", call_to_action="Am Stand vorbeikommen"
    )
    shown = seen(signed_in(ada), page_of(ada, motif_of(ada, now)))
    assert '<option value="Am Stand vorbeikommen" label="Entscheiden">' in shown
    assert "<dt>Entscheiden</dt><dd>Am Stand vorbeikommen · Termin vereinbaren" in shown
    assert "<dt>Aufmerksam werden</dt><dd>Mehr erfahren" in shown
    assert "<dt>Weiterempfehlen</dt><dd>Erfahrung teilen" in shown


@pytest.mark.guide("G2.3-07")
def test_a_campaign_of_a_network_s_own_manager_names_the_tool_its_figures_come_from(ada, signed_in, now) -> None:
    with pytest.raises(Invalid) as told:
        motif_of(ada, now, origin="network")
    assert list(told.value.errors) == ["evaluated_in"]
    motif = motif_of(
        ada, now, origin="network", evaluated_in="Kampagnen-Manager", evaluated_url="https://ads.example/kampagne/7"
    )
    shown = seen(signed_in(ada), page_of(ada, motif))
    assert '<a href="https://ads.example/kampagne/7" rel="noopener noreferrer">Kampagnen-Manager</a>' in shown
    assert "Leitstand liest diese Zahlen nicht" in shown


def test_only_what_is_out_leads_to_its_figures(ada, signed_in, now) -> None:
    channel, motif = make_channel(ada.workspace), motif_of(ada, now)
    (free,) = used(ada, motif, "organic", now, channel)
    (paid,) = used(ada, motif, "paid", now, channel)
    Item.objects.filter(pk=paid.pk).update(stage="measured")
    shown = seen(signed_in(ada), page_of(ada, motif))
    assert reverse("measurement_item", args=[ada.workspace.slug, paid.pk]) in shown
    assert reverse("measurement_item", args=[ada.workspace.slug, free.pk]) not in shown


def test_each_network_gets_a_post_of_its_own_and_channels_of_one_network_share_it(ada, now) -> None:
    first, second = make_channel(ada.workspace, "A"), make_channel(ada.workspace, "B")
    other = make_channel(ada.workspace, "C", network="bluesky")
    made = used(ada, motif_of(ada, now), "organic", now, first, other, second)
    assert [item.channel_ids for item in made] == [[first.pk, second.pk], [other.pk]]
    assert ["utm_source=rehearsal" in item.text for item in made] == [True, False]
    assert made[1].title == "Anzeige Herbst (Bluesky, organisch)"
    assert "utm_source=bluesky" in made[1].text


def test_with_a_landing_page_the_channels_are_asked_for(ada, signed_in, now) -> None:
    motif = motif_of(ada, now)
    answer = signed_in(ada).post(page_of(ada, motif, "planning_use_motif"), {"delivery": "organic"})
    assert answer.status_code == 422
    assert "jedes Netzwerk bekommt eine eigene Adresse" in answer.content.decode()
    with pytest.raises(Invalid) as told:
        used(ada, motif_of(ada, now, headline="", text="", call_to_action="", url=""), "organic", now)
    assert list(told.value.errors) == ["text"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "   "}, "name"),
        ({"name": "n" * 121}, "name"),
        ({"headline": "h" * 201}, "headline"),
        ({"text": "t" * 5001}, "text"),
        ({"call_to_action": "c" * 121}, "call_to_action"),
        ({"evaluated_in": "e" * 121}, "evaluated_in"),
        ({"origin": "radio"}, "origin"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "klarblick.example"}, "url"),
        ({"url": "https://klarblick.example/" + "x" * 500}, "url"),
        ({"evaluated_url": "javascript:alert(1)"}, "evaluated_url"),
        ({"page_id": 4711, "url": ""}, "page_id"),
        ({"journey_stage_id": 4711}, "journey_stage_id"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(ada, now, changed, field) -> None:
    with pytest.raises(Invalid) as told:
        motif_of(ada, now, **changed)
    assert list(told.value.errors) == [field]
    assert not CampaignMotif.objects.exists()


def test_a_page_and_an_address_at_once_are_refused(ada, signed_in, now) -> None:
    motif = motif_of(ada, now)
    link = keep_campaign_link(ada, motif.campaign, label="Messe", url="https://klarblick.example/messe", now=now)
    form = {name: "" if value is None else value for name, value in FIELDS.items()}
    answer = signed_in(ada).post(page_of(ada, motif), {**form, "page_id": link.pk})
    assert answer.status_code == 422
    assert "nicht beides" in answer.content.decode()


def test_things_of_other_workspaces_and_other_campaigns_are_not_there(ada, emil, now) -> None:
    theirs = JourneyStage.objects.create(workspace=emil.workspace, name="Fremd")
    with pytest.raises(Invalid) as told:
        motif_of(ada, now, journey_stage_id=theirs.pk)
    assert list(told.value.errors) == ["journey_stage_id"]
    elsewhere = keep_campaign_link(
        ada, make_campaign(ada.workspace), label="Messe", url="https://klarblick.example/m", now=now
    )
    with pytest.raises(Invalid) as told:
        motif_of(ada, now, page_id=elsewhere.pk, url="")
    assert list(told.value.errors) == ["page_id"]
    with pytest.raises(Invalid) as told:
        used(ada, motif_of(ada, now), "organic", now, make_channel(emil.workspace))
    assert list(told.value.errors) == ["channel_ids"]


def test_motifs_are_kept_by_those_who_plan_and_never_from_outside(ada, ben, dora, emil, signed_in, now) -> None:
    channel, motif = make_channel(ada.workspace), motif_of(ada, now)
    keep_motif(ben, motif.campaign, {**FIELDS, "name": "Neu"}, now=now, motif=motif)
    with pytest.raises(NotAllowed):
        keep_motif(dora, motif.campaign, FIELDS, now=now)
    with pytest.raises(NotAllowed):
        used(dora, motif, "organic", now, channel)
    with pytest.raises(NotAllowed):
        drop_motif(dora, motif, now=now)
    for verb in (
        lambda: keep_motif(emil, motif.campaign, FIELDS, now=now),
        lambda: used(emil, motif, "organic", now),
        lambda: drop_motif(emil, motif, now=now),
    ):
        with pytest.raises(Foreign):
            verb()
    guest, stranger = signed_in(dora), signed_in(emil)
    assert guest.get(page_of(ada, motif)).status_code == 200
    assert "Beitrag machen" not in guest.get(page_of(ada, motif)).content.decode()
    for name in ("planning_motif", "planning_use_motif", "planning_remove_motif"):
        assert guest.post(page_of(ada, motif, name), {}).status_code == 403
        assert stranger.post(page_of(ada, motif, name), {}).status_code == 404
        assert stranger.post(page_of(emil, motif, name), {}).status_code == 404


def test_a_motif_that_is_taken_out_leaves_its_posts_on_the_plan(ada, signed_in, now) -> None:
    channel, motif = make_channel(ada.workspace), motif_of(ada, now)
    (item,) = used(ada, motif, "organic", now, channel)
    assert signed_in(ada).post(page_of(ada, motif, "planning_remove_motif")).status_code == 302
    assert not CampaignMotif.objects.exists()
    assert Item.objects.get(pk=item.pk).deleted_at is None


def test_an_unknown_delivery_makes_nothing(ada, signed_in, now) -> None:
    motif = motif_of(ada, now)
    assert signed_in(ada).post(page_of(ada, motif, "planning_use_motif"), {"delivery": "free"}).status_code == 404
    with pytest.raises(Invalid):
        used(ada, motif, "gift", now)


@pytest.mark.parametrize("name", ["planning_motifs", "planning_motif"])
def test_the_reads_do_not_grow_with_motifs_and_posts(ada, signed_in, now, name, django_assert_max_num_queries) -> None:
    channel, campaign = make_channel(ada.workspace), make_campaign(ada.workspace)
    motifs = [motif_of(ada, now, campaign=campaign, name=f"Motiv {number}") for number in range(12)]
    for _ in range(8):
        used(ada, motifs[0], "organic", now, channel)
        used(ada, motifs[0], "paid", now, channel)
    browser = signed_in(ada)
    address = page_of(ada, motifs[0])
    if name == "planning_motifs":
        address = reverse(name, args=[ada.workspace.slug, campaign.pk])
    browser.get(address)
    with django_assert_max_num_queries(16):
        browser.get(address)
