"""Sources of law fall due to be read again; who reads them says what they found."""

from datetime import date, timedelta

import pytest

from leitstand.compliance.actions.reread import name_law_keeper, note_reread, remind_of_rereading
from leitstand.compliance.core.rereading import paces_of, reread_by
from leitstand.compliance.models import Rereading
from leitstand.compliance.queries import overdue, readings
from leitstand.compliance.reading import law
from leitstand.compliance.registers import paces
from leitstand.compliance.sources import sources
from leitstand.house.actor import NotAllowed
from leitstand.house.errors import Invalid
from leitstand.house.models import Notification

AT = "/w/werk/recht/quellen/"
UNSURE = next(rule for rule in law().rules.values() if rule.sure == "unverified" and rule.retired_on is None)
DAY = timedelta(days=1)


def late(actor, today: date) -> set[str]:
    return {one.rule.id for one in overdue(actor.workspace.pk, today=today)}


def test_what_is_less_sure_is_read_again_sooner():
    days = {sure: pace.days for sure, pace in paces().items()}
    assert days == {"primary": 365, "secondary": 180, "unverified": 90}
    for rule in law().rules.values():
        assert reread_by(rule, None, paces()) == rule.read_on + timedelta(days=days[rule.sure])
    assert reread_by(UNSURE, UNSURE.read_on - DAY, paces()) == reread_by(UNSURE, None, paces())


@pytest.mark.parametrize(
    "raw",
    [{}, {"primary": {}, "secondary": {}, "unverified": {}}, {"primary": {"days": 0, "why": {"en": "x", "de": "x"}}}],
)
def test_periods_that_are_not_whole_are_refused(raw):
    with pytest.raises(ValueError, match="reread"):
        paces_of(raw)


def test_a_source_is_due_the_day_after_its_day_and_no_more_once_it_was_read(owner, now):
    by = reread_by(UNSURE, None, paces())
    assert UNSURE.id not in late(owner, by)
    assert UNSURE.id in late(owner, by + DAY)
    note_reread(owner, [UNSURE.id], on=now.date(), found="same", note="", now=now)
    again = max(now.date(), UNSURE.read_on) + timedelta(days=90)
    assert UNSURE.id not in late(owner, again)
    assert UNSURE.id in late(owner, again + DAY)
    assert readings(owner.workspace.pk)


def test_what_changed_is_said_and_shown_on_the_rules_page(signed_in, owner, ben, now):
    with pytest.raises(Invalid) as refused:
        note_reread(ben, [UNSURE.id], on=now.date(), found="changed", note=" ", now=now)
    assert set(refused.value.errors) == {"note"}
    note_reread(ben, [UNSURE.id], on=now.date(), found="changed", note="Absatz 3 gestrichen", now=now)
    shown = signed_in(owner).get("/w/werk/recht/", {"wort": UNSURE.id}).content.decode()
    assert "erneut gelesen am 02.11.2026 von Ben" in shown
    assert "Absatz 3 gestrichen" in shown


def test_what_is_wrong_is_told_at_its_field(owner, now):
    for wrong, field in [
        ({"rules": []}, "rules"),
        ({"rules": ["NO-99"]}, "rules"),
        ({"on": now.date() + DAY}, "on"),
        ({"found": "perhaps"}, "found"),
        ({"note": "x" * 501}, "note"),
    ]:
        told = {"rules": [UNSURE.id], "on": now.date(), "found": "same", "note": "", **wrong}
        with pytest.raises(Invalid) as refused:
            note_reread(owner, told.pop("rules"), **told, now=now)
        assert set(refused.value.errors) == {field}
    assert not Rereading.objects.exists()


def test_whoever_sees_to_it_is_told_once_in_four_weeks(owner, ben, clock):
    name_law_keeper(owner, ben.person, now=clock.now())
    clock.advance(timedelta(days=400))
    assert remind_of_rereading(now=clock.now()) == 1
    assert remind_of_rereading(now=clock.now()) == 0
    assert set(Notification.objects.values_list("person", flat=True)) == {ben.person.pk}
    clock.advance(timedelta(days=28))
    assert remind_of_rereading(now=clock.now()) == 1


def test_nobody_is_told_while_nothing_is_due(owner, now, monkeypatch):
    monkeypatch.setattr("leitstand.compliance.actions.reread.overdue", lambda *_args, **_more: ())
    assert remind_of_rereading(now=now) == 0


def test_the_page_lists_what_is_due_and_notes_several_at_once(signed_in, owner, dora, emil, clock):
    clock.advance(timedelta(days=70))
    browser = signed_in(owner)
    page = browser.get(AT).content.decode()
    assert UNSURE.id in late(owner, clock.now().date())
    assert f'id="rule-{UNSURE.id}"' in page
    two = [one.rule.id for one in overdue(owner.workspace.pk, today=clock.now().date())][:2]
    wrong = browser.post(AT, {"rule": two, "on": "", "found": "same"})
    assert wrong.status_code == 422
    assert f'id="rule-{two[0]}" checked' in wrong.content.decode()
    assert browser.post(AT, {"rule": two, "on": "2026-12-31", "found": "same"}).status_code == 302
    assert set(Rereading.objects.values_list("rule", flat=True)) == set(two)
    assert signed_in(dora).get(AT).status_code == 200
    assert signed_in(dora).post(AT, {"rule": two}).status_code == 403
    assert browser.post(f"{AT}zustaendig/", {"person": str(emil.person.pk)}).status_code == 302
    with pytest.raises(Invalid):
        name_law_keeper(owner, emil.person, now=clock.now())
    with pytest.raises(NotAllowed):
        name_law_keeper(dora, None, now=clock.now())


def test_the_calendar_the_registers_and_the_terms_of_networks_are_read_again_too(signed_in, owner, now):
    beside = {one.id: one for one in sources()}
    assert {"CALENDAR", "DOSSIER", "NAME-GROUNDS", "REGISTERS", "AUTHORITIES", "NET-FACEBOOK"} <= beside.keys()
    assert len(beside) == len(sources())
    assert not beside.keys() & law().rules.keys()
    terms = beside["NET-FACEBOOK"]
    by = reread_by(terms, None, paces())
    assert terms.id not in late(owner, by)
    assert terms.id in late(owner, by + DAY)
    note_reread(owner, [terms.id], on=now.date(), found="changed", note="Neue Bedingungen", now=now)
    assert "NET-FACEBOOK" in signed_in(owner).get(AT).content.decode()
    assert "Was Facebook in den Bedingungen sagt" in signed_in(owner).get(AT).content.decode()
