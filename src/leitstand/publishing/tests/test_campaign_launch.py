"""A campaign's posts wait for its launch: asked for, but not approved and not queued before it (guide 2.4)."""

import pytest
from django.urls import reverse

from leitstand.house.errors import Impossible
from leitstand.planning.actions.launch_campaign import launch_campaign
from leitstand.planning.models import CampaignReview
from leitstand.planning.tests.campaigning import prepared
from leitstand.publishing.actions.approve import approve
from leitstand.publishing.actions.schedule import schedule
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.tests import writing

pytestmark = pytest.mark.usefixtures("networks")


@pytest.fixture
def asked(workspace, ada, now):
    """A post of a campaign that is prepared and not launched, given to approval."""
    plan = prepared(ada, now)
    channel = writing.make_channel(workspace)
    item = writing.make_item(workspace, target_group=plan.groups.get(), goal="Bekannt werden", campaign=plan.campaign)
    (publication,) = writing.write(ada, item, "Wir sehen, was Sie nicht sehen.", channel, now=now)
    return plan, publication, submit(ada, publication, now=now)


@pytest.mark.guide("G2.4-08")
def test_before_the_launch_nobody_approves_and_the_pages_say_what_is_waited_for(
    asked, ada, ben, now, signed_in
) -> None:
    plan, publication, approval = asked
    with pytest.raises(Impossible) as early:
        approve(ben, publication, looked_at=approval.digest, now=now)
    assert early.value.code == "not_launched"
    assert "Schärfer sehen" in early.value.message
    for name, args in (
        ("approval_list", [ben.workspace.slug]),
        ("composer_edit", [ben.workspace.slug, publication.item_id]),
    ):
        page = signed_in(ben).get(reverse(name, args=args)).content.decode()
        assert "ist noch nicht gestartet" in page
    launch_campaign(ada, plan, now=now)
    assert approve(ben, publication, looked_at=approval.digest, now=now).decision == "approved"


@pytest.mark.guide("G2.4-08")
def test_what_was_approved_and_then_put_into_a_campaign_is_not_queued_before_its_launch(
    workspace, ada, ben, now
) -> None:
    plan = prepared(ada, now)
    channel = writing.make_channel(workspace)
    item = writing.make_item(workspace, target_group=plan.groups.get(), goal="Bekannt werden")
    (publication,) = writing.write(ada, item, "Wir sehen, was Sie nicht sehen.", channel, now=now)
    approve(ben, publication, looked_at=submit(ada, publication, now=now).digest, now=now)
    item.campaign = plan.campaign
    item.save(update_fields=["campaign"])
    with pytest.raises(Impossible) as waits:
        schedule(ada, publication, due_at=now, now=now)
    assert waits.value.code == "not_launched"


def test_a_stopped_campaign_lets_nothing_more_out(asked, ada, ben, now) -> None:
    plan, publication, approval = asked
    launch_campaign(ada, plan, now=now)
    CampaignReview.objects.create(
        plan=plan, workspace=plan.workspace, decision="stop", reason="Zu viel Unmut", decided_at=now
    )
    with pytest.raises(Impossible) as stopped:
        approve(ben, publication, looked_at=approval.digest, now=now)
    assert stopped.value.code == "campaign_stopped"
