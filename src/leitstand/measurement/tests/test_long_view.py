"""The matrix of departments and the long view: weeks that kept their plan, months side by side."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from leitstand.house.actor import NotAllowed
from leitstand.house.errors import Invalid
from leitstand.measurement.core.continuity import Week, continuity
from leitstand.measurement.models import Reading, Standing
from leitstand.measurement.tests.factories import make_channel, make_published
from leitstand.measurement.tests.test_goals import fields as goal_fields
from leitstand.measurement.tests.test_goals import page, words
from leitstand.planning.models import Item
from leitstand.strategy.actions.keep_goal import keep_goal
from leitstand.strategy.actions.keep_responsibility import keep_responsibility
from leitstand.strategy.models import Responsibility

TODAY = date(2026, 11, 2)  # a Monday
A_WEEK = timedelta(weeks=1)


def back(weeks: int) -> date:
    return TODAY - A_WEEK * weeks


# ── the core ──


def test_a_week_keeps_its_plan_when_everything_went_out() -> None:
    told = [Week(TODAY, planned, out).kept for planned, out in ((3, 3), (3, 1), (3, 0), (0, 0))]
    assert told == ["kept", "partly", "missed", "empty"]


def test_weeks_count_from_the_first_post_and_an_empty_one_is_not_kept() -> None:
    counts = {back(6): (2, 2), back(5): (1, 1), back(3): (2, 1), back(2): (1, 1), back(1): (1, 1), TODAY: (4, 0)}
    found = continuity(counts, today=TODAY, weeks=52)
    # six weeks: kept, kept, empty, partly, kept, kept; this week is not over
    assert (len(found.weeks), found.kept, found.empty, found.percent) == (6, 4, 1, Decimal("66.7"))
    assert (found.streak, found.longest) == (3, 3)


def test_without_a_post_there_is_nothing_to_judge_and_a_silent_week_ends_the_run() -> None:
    assert continuity({}, today=TODAY, weeks=52).percent is None
    assert continuity({back(60): (1, 1)}, today=TODAY, weeks=52).percent is None
    silent = continuity({back(3): (1, 1), back(2): (1, 1), back(1): (1, 0)}, today=TODAY, weeks=52)
    assert (silent.streak, silent.longest) == (0, 2)


# ── the pages ──


def make_item(actor, day: date, stage: str) -> None:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    Item.objects.create(workspace=actor.workspace, title="x", stage=stage, planned_at=at, created_at=at, updated_at=at)


@pytest.mark.guide("G4.5-22")
def test_the_long_view_tells_how_many_weeks_kept_their_plan_over_a_year_or_two(owner, signed_in, now) -> None:
    for weeks, stage in ((4, "published"), (3, "published"), (2, "planned"), (1, "measured"), (80, "published")):
        make_item(owner, back(weeks), stage)
    browser = signed_in(owner)
    shown = words(browser, page(owner, "measurement_long_view"))
    assert "3 von 4 Wochen haben ihren Plan gehalten" in shown  # the 80th week lies before the year
    assert "75,0" in shown
    assert "0 von 1 geplanten Beiträgen" in shown
    shown = words(browser, page(owner, "measurement_long_view") + "?monate=24")
    assert "4 von 80 Wochen" in shown
    assert browser.get(page(owner, "measurement_long_view") + "?monate=9000").status_code == 200


@pytest.mark.guide("G4.5-22")
def test_months_stand_side_by_side_with_posts_figures_and_followers_at_their_end(owner, signed_in, now) -> None:
    first, second = make_channel(owner.workspace, now), make_channel(owner.workspace, now)
    make_item(owner, back(3), "published")
    for day, figures in ((date(2026, 9, 10), 40), (date(2026, 9, 20), 2), (date(2026, 10, 5), 7)):
        at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        Standing.objects.create(
            publication=make_published(first, at), workspace=owner.workspace, channel=first, published_at=at, taken_at=at,
            interactions=figures,
        )  # fmt: skip
    for channel, day, value in (
        (first, date(2026, 9, 2), 100), (first, date(2026, 9, 28), 130), (second, date(2026, 9, 15), 20),
    ):  # fmt: skip
        Reading.objects.create(
            workspace=owner.workspace, channel=channel, metric="followers", value=value,
            taken_at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
        )  # fmt: skip
    shown = words(signed_in(owner), page(owner, "measurement_long_view"))
    row = shown.split("September 2026")[1].split("</tr>")[0]
    assert [cell.split("<")[0] for cell in row.split('class="number">')[1:]] == ["2", "42", "–", "150"]


@pytest.mark.guide("G4.4-01")
def test_the_matrix_names_lead_contributors_goals_figures_and_budget_of_the_four_areas(
    owner, ada, signed_in, now
) -> None:
    browser = signed_in(owner)
    shown = words(browser, page(owner, "measurement_matrix"))
    for name in (
        "Kommunikation und PR",
        "Marketing und Werbung",
        "Personal und Employer Branding",
        "Vertrieb und Social Selling",
    ):
        assert name in shown
    assert "Noch führt niemand das Ganze" in shown
    told = {
        "lead": ada.person.pk, "contributors": "Messeteam", "purpose": "Neue Branchen", "yearly_budget": "12.000",
        "is_leading": "on",
    }  # fmt: skip
    assert browser.post(page(owner, "strategy_area", "marketing"), told).status_code == 302
    keep_goal(
        owner, goal_fields(name="Anfragen gewinnen", area="marketing", metric="leads", target=Decimal(30)), now=now
    )
    shown = words(browser, page(owner, "measurement_matrix"))
    for said in ("Ada", "Messeteam", "Anfragen gewinnen", "Leads", "von 30", "12.000 €", "führt das Ganze"):
        assert said in shown
    gaps = shown.split("Ohne Ziel:")[1].split("</p>")[0]
    assert "Marketing" not in gaps
    assert "Vertrieb und Social Selling" in gaps


@pytest.mark.guide("G4.4-01")
def test_only_one_department_leads_the_whole(owner, dora, emil, signed_in, now) -> None:
    part = {"lead": owner.person, "contributors": "", "purpose": "", "yearly_budget": None, "is_leading": True}
    keep_responsibility(owner, "sales", part, now=now)
    keep_responsibility(owner, "hr", part, now=now)
    assert list(Responsibility.objects.filter(is_leading=True).values_list("area", flat=True)) == ["hr"]
    with pytest.raises(Invalid) as told:
        keep_responsibility(owner, "canteen", {**part, "lead": emil.person, "yearly_budget": Decimal(-1)}, now=now)
    assert set(told.value.errors) == {"area", "lead", "yearly_budget"}
    with pytest.raises(NotAllowed):
        keep_responsibility(dora, "hr", part, now=now)
    assert signed_in(owner).get(reverse("strategy_area", args=[owner.workspace.slug, "canteen"])).status_code == 404
