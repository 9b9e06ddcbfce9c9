"""A personal account is steered and reported only where the employer demands it (guide 4.5)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from leitstand.compliance.actions.keep_account import keep_belonging
from leitstand.house.actor import Actor
from leitstand.house.errors import Impossible
from leitstand.kernel.reading import Metric, Reading
from leitstand.measurement.actions.record_readings import record_readings
from leitstand.measurement.queries import best, by_week, span
from leitstand.measurement.tests.factories import make_channel, make_published
from leitstand.planning.tests.factories import make_item
from leitstand.publishing.actions.approve import approve
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.tests.writing import write


@pytest.fixture
def own(workspace, now):
    return make_channel(workspace, now, name="Ada privat")


def belongs(owner, channel, now, *, personal: bool, required: bool) -> None:
    told = {"is_personal": personal, "is_required": required, "is_joint": None, "link_page": ""}
    keep_belonging(owner, channel, told, now=now)


@pytest.mark.guide("G4.5-08")
def test_a_personal_account_goes_to_no_approval_and_no_report_until_the_employer_demands_it(
    owner, ada, own, workspace, now, signed_in
):
    belongs(owner, own, now, personal=True, required=False)
    item = make_item(workspace, "Mein Tag", now + timedelta(days=2), channels=[own], owner=ada.person)
    (post,) = write(ada, item, "Heute auf der Messe.", own, now=now)
    with pytest.raises(Impossible) as refused:
        submit(ada, post, now=now)
    assert refused.value.code == "personal"
    post.refresh_from_db()
    assert post.submitted_digest == ""

    published = make_published(own, now - timedelta(days=2), title="Mein Beitrag")
    record_readings(Actor.house(workspace), published, [Reading(Metric.LIKES, Decimal(12), now)], now=now)
    start, end = now - timedelta(days=7), now
    assert (span(workspace, start, end).posts, list(best(workspace, start, end))) == (0, [])
    assert by_week(workspace, start, end, "Europe/Berlin") == []
    assert "Mein Beitrag" not in signed_in(ada).get("/w/werk/ergebnisse/").content.decode()

    belongs(owner, own, now, personal=True, required=True)
    assert span(workspace, start, end).posts == 1
    assert [one.publication_id for one in best(workspace, start, end)] == [published.pk]
    submit(ada, post, now=now)
    post.refresh_from_db()
    assert post.submitted_digest != ""


def test_what_was_asked_for_before_the_account_became_personal_is_not_approved(owner, ada, own, workspace, now):
    item = make_item(workspace, "Mein Tag", now + timedelta(days=2), channels=[own], owner=ada.person)
    (post,) = write(ada, item, "Heute auf der Messe.", own, now=now)
    request = submit(ada, post, now=now)
    belongs(owner, own, now, personal=True, required=False)
    with pytest.raises(Impossible) as refused:
        approve(owner, post, looked_at=request.digest, now=now)
    assert refused.value.code == "personal"
