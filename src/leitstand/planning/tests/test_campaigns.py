"""Campaigns and own dates: bands over the calendar, with days that make sense."""

from datetime import date

import pytest

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Invalid
from leitstand.planning.actions.create_campaign import create_campaign
from leitstand.planning.actions.create_own_date import create_own_date
from leitstand.planning.actions.delete_campaign import delete_campaign
from leitstand.planning.actions.edit_campaign import edit_campaign
from leitstand.planning.actions.edit_own_date import edit_own_date
from leitstand.planning.models import Campaign
from leitstand.planning.tests.factories import make_campaign, make_own_date

pytestmark = pytest.mark.django_db
FIELDS = {"name": "Herbst", "starts": date(2026, 11, 2), "ends": date(2026, 11, 13), "colour": "#009e73", "goal": ""}


def test_a_campaign_is_created_and_changed(ada, now):
    campaign = create_campaign(ada, FIELDS, now=now)
    edit_campaign(ada, campaign, {**FIELDS, "name": " Winter  im Werk "}, now=now)
    assert Campaign.objects.get().name == "Winter im Werk"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"ends": date(2026, 11, 1)}, "ends"),
        ({"colour": "red"}, "colour"),
        ({"goal": "x" * 201}, "goal"),
    ],
)
def test_a_campaign_that_makes_no_sense_is_told_at_its_field(ada, now, wrong, field):
    with pytest.raises(Invalid) as told:
        create_campaign(ada, {**FIELDS, **wrong}, now=now)
    assert list(told.value.errors) == [field]


def test_an_own_date_that_ends_before_it_starts_is_told(ada, now):
    own_date = make_own_date(ada.workspace)
    fields = {"name": "Hausmesse", "starts": date(2026, 11, 2), "ends": date(2026, 11, 1), "note": ""}
    with pytest.raises(Invalid):
        edit_own_date(ada, own_date, fields, now=now)
    with pytest.raises(Invalid):
        create_own_date(ada, fields, now=now)


def test_who_does_not_plan_and_who_is_a_stranger_changes_no_campaign(ada, dora, emil, now):
    campaign = make_campaign(ada.workspace)
    with pytest.raises(NotAllowed):
        delete_campaign(dora, campaign, now=now)
    with pytest.raises(Foreign):
        delete_campaign(emil, campaign, now=now)
