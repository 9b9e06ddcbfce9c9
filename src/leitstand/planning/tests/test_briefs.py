"""Agencies' briefs: the gate, the sizes from what is known, the reminder, the paper."""

from datetime import date

import pytest
from django.urls import reverse

from leitstand.channels.core.platforms import platform
from leitstand.house.actor import Foreign
from leitstand.house.errors import Impossible
from leitstand.planning.actions.keep_brief import send_brief, want_brief
from leitstand.planning.core.brief import Bounds, Brief, mentions_agency, missing, size_line
from leitstand.planning.models import AgencyBrief, Project, TrackLine
from leitstand.planning.tests.factories import make_campaign
from leitstand.strategy.models import TargetGroup

WHOLE = Brief("Leads", "Einkauf", "4 Filme", "Olga", ("linkedin",), "Film hochkant", "≤ 60 s", "alle Kanäle")


def page(actor, name: str, *more: object) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


def seen(browser, address: str) -> str:
    return " ".join(browser.get(address).content.decode().split())


def project(actor, now, **changed) -> Project:
    return Project.objects.create(workspace=actor.workspace, name="Jubiläum", updated_at=now, **changed)


def test_a_brief_says_all_eight_things_before_it_may_go_out() -> None:
    assert missing(WHOLE) == ()
    assert missing(Brief("", "", " ", "", (), "", "", "")) == (
        "aim", "target_group", "content_plan", "owner", "channels", "formats", "sizes", "rights",
    )  # fmt: skip


def test_sizes_are_written_as_an_agency_reads_them() -> None:
    line = size_line(
        Bounds("LinkedIn", "Video", seconds_min=3, seconds_max=1800, bytes_max=500_000_000, mime="video/mp4",
               source="LinkedIn Posts API", read_on="2026-10-07")
    )  # fmt: skip
    assert line == "LinkedIn – Video: 3–1800 s, ≤ 500 MB, video/mp4 (LinkedIn Posts API, 2026-10-07)"
    assert size_line(Bounds("X", "Bild", ratio_min=0.8, ratio_max=1.91, width_min=320, height_min=400)) == (
        "X – Bild: ≥ 320 × 400 px, ≥ 0.8:1 ≤ 1.91:1"
    )
    assert size_line(Bounds("XING", "Bild")) == ""


def test_a_plan_that_speaks_of_an_agency_is_understood() -> None:
    assert mentions_agency(["Film", "Agentur Nordlicht"])
    assert not mentions_agency(["Agenda", ""])


@pytest.mark.guide("G4.4-06")
def test_a_brief_cannot_be_marked_as_sent_before_aim_group_plan_and_owner_are_clear(owner, signed_in, now) -> None:
    browser = signed_in(owner)
    group = TargetGroup.objects.create(workspace=owner.workspace, name="Einkauf", created_at=now)
    told = {
        "title": "Messefilm", "agency": "Nordlicht", "channels": ["linkedin"], "formats": "Film", "rights": "alle Kanäle",
    }  # fmt: skip
    assert browser.post(page(owner, "planning_new_brief"), told).status_code == 302
    brief = AgencyBrief.objects.get(workspace=owner.workspace)
    address = page(owner, "planning_brief", brief.pk)
    shown = seen(browser, address)
    assert "Zu früh für eine Agentur" in shown
    assert "Klären Sie intern zuerst: Ziel, Zielgruppe, Inhaltsplan, intern Zuständige." in shown
    browser.post(page(owner, "planning_send_brief", brief.pk))
    brief.refresh_from_db()
    assert brief.sent_at is None
    with pytest.raises(Impossible):
        send_brief(owner, brief, now=now)
    told |= {"aim": "50 Gespräche", "target_group": group.pk, "content_plan": "März: Film", "owner": owner.person.pk}
    told["sizes"] = brief.sizes
    assert browser.post(address, told).status_code == 302
    assert "Das Briefing ist vollständig" in seen(browser, address)
    browser.post(page(owner, "planning_send_brief", brief.pk))
    brief.refresh_from_db()
    assert brief.sent_at is not None
    browser.post(address, told | {"rights": ""})
    brief.refresh_from_db()
    assert brief.sent_at is None, "a changed brief is open again"


@pytest.mark.guide("G2.1-14")
def test_channels_formats_sizes_and_rights_must_be_said_and_sizes_come_from_what_is_known(owner, signed_in) -> None:
    browser = signed_in(owner)
    browser.post(page(owner, "planning_new_brief"), {"title": "Film", "channels": ["linkedin", "instagram"]})
    brief = AgencyBrief.objects.get(workspace=owner.workspace)
    for name in ("linkedin", "instagram"):
        for rule in platform(name).formats:
            if rule.seconds_max:
                assert f"{rule.seconds_max:g} s" in brief.sizes
                assert rule.source in brief.sizes
    shown = seen(browser, page(owner, "planning_brief", brief.pk))
    assert "Das muss die Agentur noch wissen" in shown
    assert "Formate, Rechte" in shown
    paper = seen(browser, page(owner, "planning_brief_paper", brief.pk))
    assert "LinkedIn" in paper
    assert "Ein Entwurf, noch nicht zur Übergabe" in paper


@pytest.mark.guide("G2.1-14")
def test_a_project_or_campaign_with_an_agency_is_reminded_until_its_brief_is_sent(owner, signed_in, now, clock) -> None:
    browser = signed_in(owner)
    with_agency = project(owner, now)
    TrackLine.objects.create(project=with_agency, track="media", what="Film", lead_name="Agentur Nordlicht")
    shown = seen(browser, page(owner, "planning_projects"))
    assert "Eine Agentur arbeitet ohne Briefing" in shown
    assert "Eine Agentur arbeitet ohne Briefing" in seen(browser, page(owner, "planning_project", with_agency.pk))
    assert browser.post(page(owner, "planning_project_agency", with_agency.pk)).status_code == 302
    brief = AgencyBrief.objects.get(project=with_agency)
    shown = seen(browser, page(owner, "planning_projects"))
    assert "Eine Agentur arbeitet ohne Briefing" not in shown
    assert "Briefings, auf die Agenturen noch warten" in shown
    assert "1 Agenturbriefing ist offen" in seen(browser, page(owner, "overview_today"))
    AgencyBrief.objects.filter(pk=brief.pk).update(sent_at=now)
    assert "noch warten" not in seen(browser, page(owner, "planning_projects"))
    campaign = make_campaign(owner.workspace)
    browser.post(page(owner, "planning_campaign_agency", campaign.pk))
    assert "Briefings, auf die Agenturen noch warten" in seen(browser, page(owner, "planning_campaigns"))


def test_wanting_a_brief_twice_is_once_and_strangers_are_kept_out(owner, emil, signed_in, now) -> None:
    mine = project(owner, now, starts=date(2027, 3, 1), lead=owner.person)
    first = want_brief(owner, project=mine, now=now)
    assert want_brief(owner, project=mine, now=now) == first
    assert first.owner == owner.person
    with pytest.raises(Foreign):
        want_brief(emil, project=mine, now=now)
    assert signed_in(emil).get(page(emil, "planning_brief", first.pk)).status_code == 404
