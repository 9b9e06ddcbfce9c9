"""A contact of whom nothing is heard goes by itself; an open deal, a new part keep them."""

from datetime import timedelta

from leitstand.contacts.actions.change_role import change_role
from leitstand.contacts.actions.keep_contact import keep_contact
from leitstand.contacts.models import Contact
from leitstand.house.actions.keep_for import keep_for
from leitstand.house.actions.let_go_of_old import let_go_of_old
from leitstand.leads.models import Opportunity

DAY = timedelta(days=1)


def test_a_contact_goes_once_nothing_is_heard_and_stays_while_a_deal_is_open(owner, cem, ada, now):
    fields = {"organisation": "", "email": "", "note": ""}
    quiet = keep_contact(cem, {"name": "Still", **fields}, now=now)
    lively = keep_contact(cem, {"name": "Neue Rolle", **fields}, now=now)
    dealing = keep_contact(cem, {"name": "Chance", **fields}, now=now)
    change_role(cem, lively, "buyer", reason="Kauft", now=now + 400 * DAY)
    Opportunity.objects.create(workspace=cem.workspace, title="Geschäft", contact=dealing, added_at=now)
    keep_for(owner, "contacts.quiet", days=365, now=now)
    assert let_go_of_old(now=now + 365 * DAY) == 0
    assert let_go_of_old(now=now + 366 * DAY) == 1
    assert set(Contact.objects.all()) == {lively, dealing}
    assert quiet.pk not in Contact.objects.values_list("pk", flat=True)
    let_go_of_old(now=now + 900 * DAY)
    assert set(Contact.objects.all()) == {dealing}
