"""Links to own pages carry tracking parameters by themselves: the same in preview, approval and sending (guide 5.2)."""

from dataclasses import replace

import pytest

from leitstand.house.actor import NotAllowed
from leitstand.house.errors import Invalid
from leitstand.kernel.post import PostPlan
from leitstand.planning.actions.edit_item import edit_item
from leitstand.planning.models import CampaignPlan
from leitstand.planning.tests.factories import make_campaign
from leitstand.publishing.actions.approve import approve
from leitstand.publishing.actions.build_link import build_link
from leitstand.publishing.actions.follow_new_items import follow_new_items
from leitstand.publishing.actions.keep_link_rules import keep_link_rules
from leitstand.publishing.actions.restore_version import restore_version
from leitstand.publishing.actions.submit import DoesNotFit, submit
from leitstand.publishing.actions.tag_links import leave_links
from leitstand.publishing.core.drafts import Variant
from leitstand.publishing.core.tracking import Rules, carried, links_of
from leitstand.publishing.editing import edited
from leitstand.publishing.models import BuiltLink, LinkRules, Publication, Version
from leitstand.publishing.queries import composition_of
from leitstand.publishing.tests.writing import make_channel, make_item, write
from leitstand.publishing.tracking import short_id

pytestmark = pytest.mark.usefixtures("networks")
PAGE = "https://klarblick.example/messe"
RULES = Rules(campaign="{campaign}", content="{channel}-{format}-{post}")


@pytest.fixture
def rules(owner, now):
    keep_link_rules(owner, RULES, is_demanded=False, typed_domains=["https://www.klarblick.example/"], now=now)


@pytest.fixture
def channel(workspace):
    return make_channel(workspace, "lang", name="Blog Werk")


@pytest.fixture
def item(workspace, ada):
    campaign = make_campaign(workspace, name="Schärfer sehen")
    return make_item(workspace, owner=ada.person, campaign=campaign)


def link_in(publication):
    publication.refresh_from_db()
    (link,) = [one for one in links_of(PostPlan.from_json(publication.content)) if "klarblick" in one]
    return link


@pytest.mark.guide("G5.2-02")
def test_a_post_tags_its_own_links_by_the_rules_and_preview_approval_and_sending_show_the_same(
    signed_in, workspace, ada, ben, item, channel, rules, now
):
    fields = {
        "version": 0, "channel": [channel.pk], f"c{channel.pk}-title": "Messe", f"c{channel.pk}-format": "article",
        "s-0-text": f"Kommen Sie: {PAGE}?lang=de#halle3 und https://andere.example/",
    }  # fmt: skip
    browser = signed_in(ada)
    wanted = (
        f"{PAGE}?lang=de&utm_source=lang&utm_medium=social&utm_campaign=schaerfer-sehen"
        f"&utm_content=blog-werk-article-{short_id(item.pk)}#halle3"
    )
    shown = wanted.replace("&", "&amp;")
    preview = browser.post(f"/w/werk/schreiben/{item.pk}/vorschau/", fields).content.decode()
    assert shown in preview
    assert browser.post(f"/w/werk/schreiben/{item.pk}/speichern/", fields).status_code == 200
    publication = Publication.objects.get(item=item)
    assert link_in(publication) == wanted
    assert "https://andere.example/ " not in publication.content["parts"][0]["text"]
    # What a person edits stays as they wrote it.
    composition, version = composition_of(item)
    assert composition.shared.first == fields["s-0-text"]
    page = browser.get(f"/w/werk/schreiben/{item.pk}/").content.decode()
    assert shown in page
    assert f">{fields['s-0-text']}</textarea>" in page
    # Saving the same again changes nothing.
    assert browser.post(f"/w/werk/schreiben/{item.pk}/speichern/", {**fields, "version": version}).status_code == 200
    publication.refresh_from_db()
    assert publication.version == 1
    submit(ada, publication, now=now)
    assert shown in signed_in(ben).get("/w/werk/freigabe/").content.decode()
    approve(ben, publication, looked_at=publication.content_digest, now=now)
    publication.refresh_from_db()
    assert publication.approved_digest == publication.content_digest
    assert link_in(publication) == wanted


@pytest.mark.guide("G5.2-02")
def test_the_builder_names_by_the_rules_finds_what_was_used_for_another_campaign_and_lists_every_link(
    signed_in, workspace, ada, item, channel, rules, now
):
    other = make_campaign(workspace, name="Herbst")
    browser = signed_in(ada)
    told = {"url": f"{PAGE}?a=1", "source": "Newsletter Größe", "medium": "E-Mail", "belongs": item.campaign_id}
    answer = browser.post("/w/werk/schreiben/links/", told, follow=True)
    page = answer.content.decode()
    made = f"{PAGE}?a=1&utm_source=newsletter-groesse&utm_medium=e-mail&utm_campaign=schaerfer-sehen"
    assert answer.context["made"].url == made
    assert made.replace("&", "&amp;") in page
    assert not answer.context["clashes"]
    again = {**told, "url": f"{PAGE}/anders", "belongs": other.pk, "campaign": "Schärfer sehen"}
    answer = browser.post("/w/werk/schreiben/links/", again, follow=True)
    assert [one.url for one in answer.context["clashes"]] == [made]
    assert "für eine andere Kampagne" in answer.content.decode()
    write(ada, item, f"Mehr: {PAGE}", channel, now=now)
    answer = browser.get("/w/werk/schreiben/links/")
    rows = [(one.used.campaign, one.publication is not None, is_twice) for one, is_twice in answer.context["rows"]]
    assert sorted(rows) == [("Herbst", False, True), ("Schärfer sehen", False, True), ("Schärfer sehen", True, False)]
    wrong = browser.post("/w/werk/schreiben/links/", {**told, "url": "javascript:alert(1)"})
    assert wrong.status_code == 422
    assert BuiltLink.objects.count() == 2


@pytest.mark.guide("G5.2-01")
def test_a_bare_link_to_an_own_page_is_told_and_stands_against_approval_where_that_is_demanded(
    signed_in, owner, ada, ben, item, channel, rules, now
):
    (publication,) = write(ada, item, f"Mehr: {PAGE}", channel, now=now)
    browser = signed_in(ada)
    told = "ohne Tracking-Parameter"
    assert told not in browser.get(f"/w/werk/schreiben/{item.pk}/").content.decode()
    assert browser.post(f"/w/werk/schreiben/{item.pk}/links/", {"left": "1"}).status_code == 302
    assert link_in(publication) == PAGE
    assert told in browser.get(f"/w/werk/schreiben/{item.pk}/").content.decode()
    submit(ada, publication, now=now)
    assert told in signed_in(ben).get("/w/werk/freigabe/").content.decode()
    keep_link_rules(owner, RULES, is_demanded=True, typed_domains=["klarblick.example"], now=now)
    other = make_item(item.workspace, title="Zweiter", owner=ada.person)
    leave_links(ada, other, is_left=True, now=now)
    (bare,) = write(ada, other, f"Und: {PAGE}", channel, now=now)
    with pytest.raises(DoesNotFit) as refused:
        submit(ada, bare, now=now)
    assert [one.id for one in refused.value.findings] == ["link_untracked"]
    leave_links(ada, other, is_left=False, now=now)
    bare.refresh_from_db()
    assert carried(link_in(bare))["campaign"] == "ohne-kampagne"
    assert submit(ada, bare, now=now).digest == bare.content_digest


def test_without_rules_or_own_domains_nothing_is_touched(owner, ada, item, channel, now):
    (publication,) = write(ada, item, f"Mehr: {PAGE}", channel, now=now)
    assert (link_in(publication), publication.links) == (PAGE, {})
    keep_link_rules(owner, RULES, is_demanded=True, typed_domains=[], now=now)
    assert link_in(publication) == PAGE
    assert submit(ada, publication, now=now)


def test_new_rules_reach_drafts_and_leave_what_was_given_to_approval(owner, workspace, ada, item, channel, rules, now):
    (asked,) = write(ada, item, f"Mehr: {PAGE}", channel, now=now)
    submit(ada, asked, now=now)
    (draft,) = write(ada, make_item(workspace, title="Entwurf", owner=ada.person), f"Neu: {PAGE}", channel, now=now)
    before = link_in(asked)
    changed = keep_link_rules(
        owner, replace(RULES, medium="social-post"), is_demanded=False, typed_domains=["klarblick.example"], now=now
    )
    assert changed == 1
    assert carried(link_in(draft))["medium"] == "social-post"
    assert link_in(asked) == before
    asked.refresh_from_db()
    assert asked.submitted_digest == asked.content_digest
    # Writing on keeps the link people have looked at.
    write(ada, item, f"Mehr dazu: {PAGE}", channel, now=now)
    assert link_in(asked) == before


def test_another_campaign_makes_another_link_and_takes_the_approval_back(
    workspace, ada, ben, item, channel, rules, now
):
    (publication,) = write(ada, item, f"Mehr: {PAGE}", channel, now=now)
    submit(ada, publication, now=now)
    approve(ben, publication, looked_at=publication.content_digest, now=now)
    other = make_campaign(workspace, name="Messe")
    CampaignPlan.objects.create(campaign=other, workspace=workspace, utm_name="vision-26", begun_at=now)
    item.refresh_from_db()
    edit_item(ada, item, {"campaign_id": other.pk}, version=item.version, now=now)
    assert carried(link_in(publication))["campaign"] == "vision-26"
    assert publication.approved_digest == ""


def test_an_own_text_and_a_former_version_come_back_as_they_were_written(ada, item, channel, rules, now):
    (publication,) = write(ada, item, f"Eins: {PAGE}", channel, now=now)
    composition, _ = composition_of(item)
    own, _told = edited(ada, item, composition, f"own:{channel.pk}", now=now)
    assert own.variants[0].own.first == f"Eins: {PAGE}"
    first = Version.objects.get(publication=publication, number=1)
    restore_version(ada, first, now=now)
    composition, _ = composition_of(item)
    assert composition.variants[0].own.first == f"Eins: {PAGE}"
    publication.refresh_from_db()
    assert carried(link_in(publication))["source"] == "lang"


def test_what_is_cut_is_cut_by_the_length_the_public_sees(owner, workspace, ada, item, rules, now):
    short = make_channel(workspace, name="K")
    keep_link_rules(owner, replace(RULES, content=""), is_demanded=False, typed_domains=["klarblick.example"], now=now)
    text = "Da: https://klarblick.example/ Ein Satz, der allein gut passt."
    write(ada, item, text, short, now=now)
    composition, _ = composition_of(item)
    assert len(text) < 100
    mended, _told = edited(ada, item, composition, f"mend:{short.pk}:text_too_long:0:", now=now)
    # With its parameters the link fills the first message; nobody sees them while writing.
    assert [part.text for part in mended.shared.parts] == [
        "Da: https://klarblick.example/ Ein",
        "Satz, der allein gut passt.",
    ]


def test_many_new_posts_are_tagged_like_one(workspace, ada, channel, rules, now, django_assert_max_num_queries):
    campaign = make_campaign(workspace, name="Herbst")
    items = [
        make_item(workspace, title=f"N{n}", text=f"Mehr: {PAGE}", campaign=campaign, channel_ids=[channel.pk])
        for n in range(20)
    ]
    with django_assert_max_num_queries(25):
        follow_new_items(ada, items, now=now)
    for item in items:
        (publication,) = Publication.objects.filter(item=item)
        assert carried(link_in(publication))["content"] == f"blog-werk-post-{short_id(item.pk)}"
        composition, _ = composition_of(item)
        assert composition.variants == (Variant(str(channel.pk)),)


def test_rules_are_kept_by_owners_and_only_whole(signed_in, owner, ada, dora, now):
    with pytest.raises(NotAllowed):
        keep_link_rules(ada, RULES, is_demanded=False, typed_domains=[], now=now)
    for wrong, field in [
        ({"medium": ""}, "medium"),
        ({"source": "{farbe}"}, "source"),
        ({"signs": "%"}, "signs"),
        ({"content": "x" * 101}, "content"),
    ]:
        with pytest.raises(Invalid) as refused:
            keep_link_rules(owner, replace(RULES, **wrong), is_demanded=False, typed_domains=[], now=now)
        assert set(refused.value.errors) == {field}
    with pytest.raises(Invalid) as refused:
        keep_link_rules(owner, RULES, is_demanded=False, typed_domains=["gut.example", "kein name"], now=now)
    assert "kein name" in refused.value.errors["domains"]
    assert not LinkRules.objects.exists()
    form = {
        "domains": "Klarblick.example\nmüller.example", "source": "{network}", "medium": "social", "signs": "-",
        "campaign": "{campaign}", "without": "ohne", "is_lower": "on",
    }  # fmt: skip
    assert signed_in(owner).post("/w/werk/schreiben/links/regeln/", form).status_code == 302
    assert LinkRules.objects.get().domains == ["klarblick.example", "müller.example"]
    assert "klarblick.example" in signed_in(dora).get("/w/werk/schreiben/links/regeln/").content.decode()
    with pytest.raises(NotAllowed):
        build_link(dora, RULES, PAGE, {}, None, now=now)


def test_the_page_of_links_asks_the_same_however_many_there_are(
    signed_in, workspace, ada, channel, rules, now, django_assert_max_num_queries
):
    for number in range(8):
        write(ada, make_item(workspace, title=f"N{number}", owner=ada.person), f"{number}: {PAGE}", channel, now=now)
    browser = signed_in(ada)
    with django_assert_max_num_queries(16):
        assert browser.get("/w/werk/schreiben/links/").status_code == 200
