"""The team through its pages: topics, patterns, suppliers, stakeholders, pilots."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.core.roles import Role
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Membership
from leitstand.strategy.actions.apply_staffing import apply_staffing
from leitstand.strategy.actions.keep_partner import keep_partner
from leitstand.strategy.actions.keep_pilot import keep_pilot, log_learning
from leitstand.strategy.actions.keep_seats import keep_seat
from leitstand.strategy.actions.keep_topics import TopicTold, keep_topics
from leitstand.strategy.core.staffing import checklist, coverage, flags, template, templates
from leitstand.strategy.core.stakeholders import field_of, relevance
from leitstand.strategy.models import Partner, Pilot, Seat, Skill, Stakeholder, Topic


def page(actor, name: str, *more: object) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


def seen(browser, address: str) -> str:
    return " ".join(browser.get(address).content.decode().split())


def seat(actor, now, person=None, name: str = "", hours: int = 10) -> Seat:
    return keep_seat(
        actor,
        {"person": person, "name": name, "hours_a_week": Decimal(hours), "content_percent": 60, "cost_per_hour": None},
        now=now,
    )


def test_a_topic_only_learned_is_a_gap_and_one_person_alone_is_a_risk() -> None:
    found = coverage(
        ["Video", "Anzeigen", "Texte"],
        ["a", "b"],
        {("Video", "a"): "focus", ("Anzeigen", "b"): "learning", ("Texte", "a"): "can", ("Texte", "b"): "can"},
    )
    assert (found.gaps, found.single, found.without_focus) == (("Anzeigen",), (("Video", "a"),), ("b",))


def test_every_pattern_names_roles_there_are_and_asks_for_no_more_than_a_week() -> None:
    assert [one.id for one in templates()] == ["one", "two", "three", "student"]
    for slot in (slot for one in templates() for slot in one.slots):
        assert slot.role in set(Role)
        assert 0 < slot.hours <= 40
    assert all(any(slot.role == "owner" for slot in one.slots) for one in templates())


def test_the_checklist_flags_a_must_that_was_not_asked_and_anything_denied() -> None:
    assert {flag.check.id for flag in flags("supplier", {})} == {"industry", "marketing", "rights"}
    told = dict.fromkeys((check.id for check in checklist()), True)
    assert flags("supplier", told) == ()
    assert [(flag.check.id, flag.is_open) for flag in flags("role", told | {"writing": False})] == [("writing", False)]


def test_the_map_has_four_fields_and_only_the_watched_may_be_forgotten() -> None:
    assert [field_of(5, 5), field_of(4, 3), field_of(3, 4), field_of(3, 3)] == [
        "work_with",
        "satisfy",
        "inform",
        "watch",
    ]
    assert relevance(5, 5, out=0, ahead=0).is_neglected
    assert not relevance(5, 5, out=0, ahead=1).is_neglected
    assert not relevance(2, 2, out=0, ahead=0).is_neglected


@pytest.mark.guide("G2.2-03")
def test_the_matrix_of_topic_and_person_shows_gaps_and_single_points_of_failure(owner, ada, signed_in, now) -> None:
    browser = signed_in(owner)
    olga, open_post = seat(owner, now, owner.person), seat(owner, now, name="Werkstudentin")
    told = {
        "id": ["", "", ""], "name": ["Video", "Anzeigen", "Texte"],
        f"level-0-{olga.pk}": "focus", f"level-2-{olga.pk}": "can", f"level-2-{open_post.pk}": "can",
        f"level-1-{open_post.pk}": "learning",
    }  # fmt: skip
    assert browser.post(page(owner, "strategy_team"), told).status_code == 302
    shown = seen(browser, page(owner, "strategy_team"))
    assert "Diese Themen beherrscht niemand" in shown
    assert "<p>Anzeigen." in shown
    assert "<li>Video: Olga</li>" in shown
    assert "Ohne eigenes Fokusthema</p><p>Werkstudentin</p>" in shown
    video = Topic.objects.get(workspace=owner.workspace, name="Video")
    keep_topics(owner, [TopicTold(video.pk, "Film", {olga.pk: "can"})], now=now)
    assert list(Topic.objects.values_list("pk", "name")) == [(video.pk, "Film")]
    assert Skill.objects.get().level == "can"


def test_two_topics_cannot_share_a_name_but_may_change_names(owner, emil, now) -> None:
    theirs = seat(emil, now, emil.person)
    with pytest.raises(Invalid):
        keep_topics(owner, [TopicTold(None, "Video", {}), TopicTold(None, "video ", {})], now=now)
    keep_topics(owner, [TopicTold(None, "A", {theirs.pk: "focus"}), TopicTold(None, "B", {})], now=now)
    assert not Skill.objects.exists(), "a seat of another workspace is nobody here"
    first, second = Topic.objects.filter(workspace=owner.workspace)
    keep_topics(owner, [TopicTold(first.pk, "B", {}), TopicTold(second.pk, "A", {})], now=now)
    assert {one.pk: one.name for one in Topic.objects.all()} == {first.pk: "B", second.pk: "A"}


@pytest.mark.guide("G2.2-05")
def test_a_pattern_shows_first_what_changes_and_sets_roles_and_hours_once_confirmed(owner, ada, signed_in) -> None:
    browser = signed_in(owner)
    assert "Werkstudierende" in seen(browser, page(owner, "strategy_patterns"))
    address = page(owner, "strategy_staffing", "three")
    told = {"strategy": owner.person.pk, "online": ada.person.pk, "content": ""}
    shown = " ".join(browser.post(address, told).content.decode().split())
    assert "Redaktion → <strong>Analyse</strong>" in shown or "→ <strong>" in shown
    assert "offene Stelle" in shown
    assert Membership.objects.get(person=ada.person).role == "editor", "nothing is changed by looking"
    assert not Seat.objects.exists()
    assert browser.post(address, told | {"apply": "1"}).status_code == 302
    assert Membership.objects.get(person=ada.person).role == "analyst"
    hours = {str(one): (one.hours_a_week, one.content_percent) for one in Seat.objects.all()}
    assert hours == {"Olga": (12, 20), "Ada": (16, 30), "Content und Social Media": (30, 70)}


def test_a_pattern_never_leaves_a_workspace_without_an_owner(owner, ada, now) -> None:
    two = template("two")
    assert two is not None
    with pytest.raises(Impossible):
        apply_staffing(owner, two, {"content": owner.person.pk, "strategy": None}, now=now)
    assert not Seat.objects.exists()
    apply_staffing(owner, two, {"content": owner.person.pk, "strategy": ada.person.pk}, now=now)
    assert {str(one.person): one.role for one in Membership.objects.filter(workspace=owner.workspace)} == {
        "Olga": "editor", "Ada": "owner",
    }  # fmt: skip


def test_only_who_manages_people_applies_a_pattern_and_each_takes_one_post(owner, ada, signed_in, now) -> None:
    assert signed_in(ada).get(page(owner, "strategy_staffing", "two")).status_code == 403
    two = template("two")
    with pytest.raises(Invalid):
        apply_staffing(owner, two, {"content": owner.person.pk, "strategy": owner.person.pk}, now=now)
    with pytest.raises(NotAllowed):
        apply_staffing(ada, two, {}, now=now)


@pytest.mark.guide("G2.2-04")
def test_a_supplier_or_role_without_industry_experience_is_flagged(owner, signed_in) -> None:
    browser = signed_in(owner)
    new = page(owner, "strategy_new_partner")
    assert "Branchenerfahrung: Kennen sie unsere Branche" in seen(browser, new)
    assert browser.post(new, {"company": "Filmwerk", "check-industry": "no", "check-rights": "yes"}).status_code == 302
    browser.post(new + "?art=role", {"company": "Content-Stelle", "check-industry": "yes", "check-marketing": "yes"})
    supplier, role = Partner.objects.get(company="Filmwerk"), Partner.objects.get(company="Content-Stelle")
    assert (role.kind, supplier.answers) == ("role", {"industry": False, "rights": True})
    shown = seen(browser, page(owner, "strategy_partners"))
    warned = shown[shown.index("Branchenerfahrung fehlt oder wurde nicht erfragt") :].split("</p>")[1]
    assert "Filmwerk" in warned
    assert "Content-Stelle" not in warned
    assert "Planen Sie Stunden zum Erklären ein" in seen(browser, page(owner, "strategy_partner", supplier.pk))


def test_strangers_reach_no_partner(owner, emil, signed_in, now) -> None:
    theirs = keep_partner(emil, kind="supplier", company="X", service="", answers={}, note="", now=now)
    with pytest.raises(Foreign):
        keep_partner(owner, kind="supplier", company="Y", service="", answers={}, note="", now=now, partner=theirs)
    assert signed_in(owner).get(page(owner, "strategy_partner", theirs.pk)).status_code == 404


@pytest.mark.guide("G4.4-03")
def test_the_map_of_stakeholders_is_drawn_and_held_against_the_plan(owner, signed_in) -> None:
    browser = signed_in(owner)
    told = {"group": "Fachpresse", "wants": "Neues vor der Messe", "influence": "5", "interest": "4"}
    assert browser.post(page(owner, "strategy_new_stakeholder"), told).status_code == 302
    browser.post(
        page(owner, "strategy_new_stakeholder"), told | {"group": "Wettbewerb", "influence": "2", "interest": "2"}
    )
    shown = seen(browser, page(owner, "strategy_stakeholders"))
    assert (
        shown.index("Eng einbinden")
        < shown.index("Fachpresse")
        < shown.index("Beobachten")
        < shown.rindex("Wettbewerb")
    )
    plan = seen(browser, page(owner, "planning_rhythm"))
    assert "keine Zielgruppe genannt" in plan
    assert Stakeholder.objects.filter(workspace=owner.workspace).count() == 2


@pytest.mark.guide("G4.4-04")
def test_a_pilot_gets_freed_hours_keeps_a_log_and_ends_with_what_came_of_it(owner, cem, signed_in, now, clock) -> None:
    browser = signed_in(owner)
    told = {
        "person": cem.person.pk, "aim": "Täglich auf LinkedIn", "freed_hours": "3,5", "freed_from": "",
        "starts": "2026-11-02", "ends": "2026-12-18",
    }  # fmt: skip
    assert browser.post(page(owner, "strategy_new_pilot"), told).status_code == 422, (
        "hours nobody takes over are not free"
    )
    assert (
        browser.post(page(owner, "strategy_new_pilot"), told | {"freed_from": "Angebote macht Dora"}).status_code == 302
    )
    pilot = Pilot.objects.get(workspace=owner.workspace)
    note = page(owner, "strategy_pilot_note", pilot.pk)
    learned = {
        "on": "2026-11-03",
        "tried": "Frage statt Ankündigung",
        "learned": "Doppelt so viele Antworten",
        "hours": "1,5",
    }
    assert signed_in(cem).post(note, learned).status_code == 302
    shown = seen(browser, page(owner, "strategy_pilot", pilot.pk))
    assert "Doppelt so viele Antworten" in shown
    assert "3,5 Stunden pro Woche freigestellt, 1,5 eingetragen" in seen(browser, page(owner, "strategy_pilots"))
    clock.advance(timedelta(days=20))
    assert "seit zwei Wochen kein Eintrag" in seen(browser, page(owner, "strategy_pilots"))
    browser.post(
        page(owner, "strategy_close_pilot", pilot.pk), {"outcome": "Drei Anfragen; wird fester Teil der Stelle"}
    )
    assert "Drei Anfragen" in seen(browser, page(owner, "strategy_pilot", pilot.pk))
    pilot.refresh_from_db()
    with pytest.raises(Impossible):
        log_learning(owner, pilot, on=now.date(), tried="x", learned="y", hours=Decimal(0), now=now)


def test_only_the_pilot_or_who_plans_writes_the_log(owner, cem, dora, emil, now) -> None:
    pilot = keep_pilot(
        owner,
        {"person": owner.person, "aim": "x", "freed_hours": Decimal(1), "freed_from": "y",
         "starts": now.date(), "ends": now.date()},
        now=now,
    )  # fmt: skip
    for stranger in (cem, dora):
        with pytest.raises(NotAllowed):
            log_learning(stranger, pilot, on=now.date(), tried="x", learned="y", hours=Decimal(0), now=now)
    with pytest.raises(Foreign):
        log_learning(emil, pilot, on=now.date(), tried="x", learned="y", hours=Decimal(0), now=now)
