"""The plan across all channels: projects, tracks, months; posts derived from what other channels say (guide 2.2, figure 9)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from leitstand.house.actor import Foreign
from leitstand.house.core.roles import Role
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.tests.people import make_actor, make_workspace
from leitstand.planning.actions.accompany_event import accompany_event
from leitstand.planning.actions.derive_posts import derive_posts, make_post
from leitstand.planning.actions.keep_line import keep_line
from leitstand.planning.actions.keep_project import keep_project
from leitstand.planning.actions.tick_milestone import tick_milestone
from leitstand.planning.core.milestone_lines import Due
from leitstand.planning.models import Item, Milestone, Project
from leitstand.planning.queries.projects import months_from, projects_of, table_of
from leitstand.planning.tests.factories import make_channel

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


def project_of(actor, now, **fields) -> Project:
    told = {
        "group": "Messen und Veranstaltungen", "name": "Konferenz XY", "note": "", "kind": "project", "starts": None,
        "ends": None, "place": "", "links": [], "lead_id": None,
    }  # fmt: skip
    return keep_project(actor, {**told, **fields}, now=now)


def line_of(actor, project, now, line=None, **fields):
    told = {
        "track": "press",
        "what": "Pressemeldung",
        "lead_id": None,
        "is_dropped": False,
        "link": "",
        "body": "",
        "due": [],
    }
    return keep_line(actor, project, {**told, **fields}, now=now, line=line)


@pytest.mark.guide("G2.2-25")
def test_projects_stand_down_and_months_across_with_who_leads_and_what_is_due(owner, ada, now, signed_in) -> None:
    project = project_of(owner, now)
    line_of(
        owner,
        project,
        now,
        lead_id=ada.person.pk,
        due=[Due(SEPTEMBER, date(2026, 9, 15), "Versand"), Due(OCTOBER, None, "FollowUp")],
    )
    line_of(owner, project, now, track="social", what="Facebook, LinkedIn", due=[Due(SEPTEMBER, None, "Ankündigung")])
    (group,) = table_of(projects_of(owner.workspace), months_from(SEPTEMBER, 2))
    (rows,) = group.projects
    assert (group.name, rows.project.name) == ("Messen und Veranstaltungen", "Konferenz XY")
    assert [(row.line.track, row.lead, [[str(due) for due in cell] for cell in row.cells]) for row in rows.rows] == [
        ("press", str(ada.person), [["Versand"], ["FollowUp"]]),
        ("social", "", [["Ankündigung"], []]),
    ]
    page = (
        signed_in(owner).get(reverse("planning_projects", args=[owner.workspace.slug]) + "?ab=2026-09").content.decode()
    )
    for words in ("Konferenz XY", "Pressemeldung", "15.09.", "Versand", "FollowUp", "Ankündigung", "September 2026"):
        assert words in page


def test_the_table_takes_five_reads_however_long_it_is(owner, now, signed_in, django_assert_max_num_queries) -> None:
    for number in range(12):
        project = project_of(owner, now, name=f"Projekt {number}")
        for track in ("web", "press", "social"):
            line_of(owner, project, now, track=track, due=[Due(OCTOBER, None, "Fertig")])
    client = signed_in(owner)
    client.get("/")
    with django_assert_max_num_queries(5):
        table_of(projects_of(owner.workspace), months_from(SEPTEMBER))


def test_an_event_needs_its_day_and_does_not_end_before_it_starts(owner, now) -> None:
    with pytest.raises(Invalid) as wrong:
        project_of(owner, now, kind="event")
    assert set(wrong.value.errors) == {"starts"}
    with pytest.raises(Invalid) as wrong:
        project_of(owner, now, starts=date(2026, 9, 2), ends=SEPTEMBER)
    assert set(wrong.value.errors) == {"ends"}


def test_what_is_due_keeps_its_tick_and_its_post_while_month_and_words_stay(owner, now) -> None:
    project = project_of(owner, now)
    line = line_of(owner, project, now, track="social", due=[Due(OCTOBER, None, "Quiz"), Due(OCTOBER, None, "Live")])
    quiz = line.milestones.get(text="Quiz")
    tick_milestone(owner, quiz, is_done=True, now=now)
    post = make_post(owner, quiz, now=now)
    line_of(owner, project, now, line=line, track="social", due=[Due(OCTOBER, date(2026, 10, 8), "Quiz")])
    (kept,) = Milestone.objects.filter(line=line)
    assert (kept.pk, kept.day, kept.done_at, kept.item) == (quiz.pk, date(2026, 10, 8), now, post)


def test_a_milestone_becomes_one_post_however_often_it_is_asked_for(owner, now) -> None:
    project = project_of(owner, now)
    line = line_of(owner, project, now, track="social", due=[Due(OCTOBER, date(2026, 12, 8), "Quiz")])
    first = make_post(owner, line.milestones.get(), now=now)
    assert make_post(owner, line.milestones.get(), now=now) == first
    assert (first.title, first.planned_at) == ("Quiz: Konferenz XY", datetime(2026, 12, 8, 9, tzinfo=UTC))
    assert Item.objects.count() == 1


@pytest.mark.guide("G2.2-24")
def test_a_press_release_becomes_a_post_for_each_channel_that_leads_back_to_it(owner, now, signed_in) -> None:
    linkedin, facebook = make_channel(owner.workspace, "LinkedIn"), make_channel(owner.workspace, "Facebook")
    project = project_of(owner, now)
    line = line_of(
        owner, project, now, link="https://pruefwerk.example/presse/1", body="Wir prüfen jetzt doppelt so schnell."
    )
    address = reverse("planning_derive", args=[owner.workspace.slug, project.pk, line.pk])
    client = signed_in(owner)
    assert "Wir prüfen jetzt doppelt so schnell." in client.get(address).content.decode()
    sent = {
        "title": "Doppelt so schnell", "text": "Kurz gesagt: doppelt so schnell.",
        "channels": [linkedin.pk, facebook.pk], "day": "2026-12-01", "apart": "2",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    posts = list(Item.objects.order_by("planned_at"))
    assert [(post.channel_ids, post.planned_at.date(), post.line) for post in posts] == [
        ([linkedin.pk], date(2026, 12, 1), line),
        ([facebook.pk], date(2026, 12, 3), line),
    ]
    assert all(post.text.endswith("\n\nhttps://pruefwerk.example/presse/1") for post in posts)
    assert (
        "Doppelt so schnell"
        in client.get(reverse("planning_project", args=[owner.workspace.slug, project.pk])).content.decode()
    )


def test_without_a_channel_nothing_is_derived(owner, now) -> None:
    line = line_of(owner, project_of(owner, now), now)
    with pytest.raises(Invalid):
        derive_posts(owner, line, title="T", text="", wishes=[], now=now)


@pytest.mark.guide("G2.3-12")
def test_an_event_is_accompanied_before_during_and_after(owner, now, signed_in) -> None:
    channel = make_channel(owner.workspace, "LinkedIn")
    pages = [{"label": "Event auf LinkedIn", "url": "https://www.linkedin.com/events/1"}]
    project = project_of(
        owner, now, kind="event", starts=date(2027, 3, 15), ends=date(2027, 3, 17), place="Halle 3", links=pages
    )
    client = signed_in(owner)
    address = reverse("planning_accompany", args=[owner.workspace.slug, project.pk])
    assert client.post(address, {"chosen": ["announce", "live", "thanks"], "channels": [channel.pk]}).status_code == 302
    days = [(item.planned_at.date(), item.kind, item.channel_ids) for item in Item.objects.order_by("planned_at")]
    assert days == [
        (date(2027, 3, 15) - timedelta(weeks=6), "event", [channel.pk]),
        (date(2027, 3, 15), "event", [channel.pk]),
        (date(2027, 3, 18), "event", [channel.pk]),
    ]
    accompany_event(owner, project, chosen=["announce", "review"], channel_ids=[channel.pk], now=now)
    assert Item.objects.count() == 4  # what is there already is not made twice
    shown = client.get(reverse("planning_project", args=[owner.workspace.slug, project.pk])).content.decode()
    assert "https://www.linkedin.com/events/1" in shown


def test_a_day_that_has_passed_makes_an_idea_that_says_so(owner, now) -> None:
    project = project_of(owner, now, kind="event", starts=now.date() + timedelta(days=3))
    (item,) = accompany_event(owner, project, chosen=["announce"], channel_ids=[], now=now)
    assert (item.planned_at, bool(item.notes)) == (None, True)


def test_an_event_without_a_day_cannot_be_accompanied(owner, now) -> None:
    with pytest.raises(Impossible):
        accompany_event(owner, project_of(owner, now), chosen=["live"], channel_ids=[], now=now)


def test_lines_that_are_not_understood_are_named_and_nothing_is_lost(owner, now, signed_in) -> None:
    project = project_of(owner, now)
    address = reverse("planning_new_line", args=[owner.workspace.slug, project.pk])
    typed = "15.09.2026 Versand\nirgendwann FollowUp"
    answer = signed_in(owner).post(address, {"track": "press", "what": "Meldung", "due": typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "irgendwann FollowUp" in page
    assert "15.09.2026 Versand" in page
    assert not Milestone.objects.exists()


def test_nobody_reaches_into_another_companys_plan(owner, now) -> None:
    stranger = make_actor("Zoe", make_workspace("Andere"), Role.OWNER)
    project = project_of(owner, now)
    with pytest.raises(Foreign):
        line_of(stranger, project, now)
