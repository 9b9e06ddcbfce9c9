"""Periods really delete: each kind by its own clock, within its bounds, in one place."""

from datetime import timedelta

import pytest

from leitstand.compliance.actions.keep_incident import close_incident
from leitstand.compliance.models import Incident
from leitstand.compliance.tests.test_requests import incident
from leitstand.house import retention as house_retention
from leitstand.house.actions.keep_for import keep_for
from leitstand.house.actions.let_go_of_old import let_go_of_old
from leitstand.house.actor import NotAllowed
from leitstand.house.errors import Invalid
from leitstand.house.models import AuditEntry, Keeping
from leitstand.house.retention import kinds, periods

AT = "/w/werk/recht/fristen/"
DAY = timedelta(days=1)


def days_of(workspace) -> dict[str, int | None]:
    return {one.kind.id: one.days for one in periods(workspace)}


def test_a_period_is_kept_within_its_bounds_and_taken_back_with_nothing(owner, ada, now):
    keep_for(owner, "compliance.incidents", days=90, now=now)
    assert days_of(owner.workspace)["compliance.incidents"] == 90
    for days in (89, 3651, 0, -1):
        with pytest.raises(Invalid):
            keep_for(owner, "compliance.incidents", days=days, now=now)
    with pytest.raises(Invalid):
        keep_for(owner, "nothing.there", days=90, now=now)
    with pytest.raises(NotAllowed):
        keep_for(ada, "compliance.incidents", days=90, now=now)
    keep_for(owner, "compliance.incidents", days=None, now=now)
    assert days_of(owner.workspace)["compliance.incidents"] == 1095
    assert AuditEntry.objects.filter(verb="house.keep_for").count() == 2


def test_a_closed_incident_goes_after_its_period_and_an_open_one_stays(owner, cem, emil, now):
    closed, still_open = incident(cem, now), incident(cem, now, title="Offen")
    theirs = incident(emil, now)
    close_incident(cem, closed, outcome="Gelöscht", now=now)
    close_incident(emil, theirs, outcome="Gelöscht", now=now)
    keep_for(owner, "compliance.incidents", days=90, now=now)
    assert let_go_of_old(now=now + 90 * DAY) == 0
    assert let_go_of_old(now=now + 91 * DAY) == 1
    assert set(Incident.objects.all()) == {still_open, theirs}
    row = Keeping.objects.get(workspace=owner.workspace, kind="compliance.incidents")
    assert (row.ran_at, row.gone, row.gone_ever) == (now + 91 * DAY, 1, 1)


def test_the_names_go_out_of_the_trail_and_the_entries_stay(owner, cem, now):
    incident(cem, now)
    count = AuditEntry.objects.count()
    let_go_of_old(now=now + 5000 * DAY)
    assert AuditEntry.objects.filter(person=cem.person).exists()  # until a period is set
    keep_for(owner, "house.names_in_trail", days=365, now=now + 400 * DAY)
    let_go_of_old(now=now + 401 * DAY)
    assert not AuditEntry.objects.filter(person=cem.person).exists()
    assert AuditEntry.objects.filter(person=owner.person).exists()
    assert AuditEntry.objects.count() >= count


def test_one_kind_that_fails_holds_up_no_other(owner, cem, now, monkeypatch, caplog):
    from dataclasses import replace

    def broken(*_args: object) -> int:
        raise RuntimeError("broken")

    closed = incident(cem, now)
    close_incident(cem, closed, outcome="Gelöscht", now=now)
    found = {one.id: replace(one, sweep=broken) if one.id == "contacts.quiet" else one for one in kinds()}
    monkeypatch.setattr(house_retention, "_kinds", found)
    assert let_go_of_old(now=now + 2000 * DAY) == 1
    assert "contacts.quiet" in caplog.text
    assert not Keeping.objects.filter(kind="contacts.quiet", ran_at__isnull=False).exists()


def test_the_page_shows_every_period_and_when_it_last_ran(signed_in, owner, dora, cem, now):
    closed = incident(cem, now)
    close_incident(cem, closed, outcome="Gelöscht", now=now)
    shown = signed_in(dora).get(AT).content.decode()
    for kind in kinds():
        assert f'id="{kind.id.replace(".", "-")}"' in shown, kind.id
    assert "Noch nicht durchgesehen" in shown
    assert 'name="days"' not in shown
    let_go_of_old(now=now + 1200 * DAY)
    assert "gelöscht: 1, bisher insgesamt: 1" in signed_in(owner).get(AT).content.decode()


def test_a_period_out_of_bounds_is_told_at_its_field_with_what_was_typed(signed_in, owner):
    browser = signed_in(owner)
    for typed in ("99999", "viele", "-3", "١٢", "9" * 50):
        refused = browser.post(AT, {"kind": "contacts.quiet", "days": typed})
        assert refused.status_code == 422
        assert f'value="{typed}"' in refused.content.decode()
    assert browser.post(AT, {"kind": "contacts.quiet", "days": "60"}).status_code == 302
    assert "60 Tage" in browser.get(AT).content.decode()
