"""Every letter to somebody outside passes the gate: whoever is blocked gets nothing, whichever room writes."""

import ast
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core import mail

import leitstand
from leitstand.compliance.actions.withdraw_consent import block
from leitstand.compliance.core.consents import Way
from leitstand.compliance.letters import Reason, write_to
from leitstand.compliance.queries.consents import Outsider
from leitstand.house.actor import Actor
from leitstand.house.errors import Impossible
from leitstand.kernel.reading import Metric, Reading
from leitstand.measurement.actions.record_readings import record_readings
from leitstand.measurement.actions.thank_contributors import thank_contributors
from leitstand.measurement.models import Thanks
from leitstand.measurement.tests.factories import make_channel, make_published
from leitstand.planning.actions.answer_release import ask_release
from leitstand.planning.actions.decline_idea import decline_idea
from leitstand.planning.actions.invite_expert import invite_expert
from leitstand.planning.models import Idea, KnowledgeHolder, Release, TalkRound

ROOT = Path(leitstand.__file__).parent
KERSTIN = "kerstin@holm.example"
MODULES = {"django.core.mail", "smtplib"}
# Whoever may speak to the mail server, with the reason why no gate is asked there.
SENDERS = {
    "compliance/letters.py": "It is the gate's own door.",
    "compliance/actions/hand_to_counsel.py": "The company's own counsel, by a click only.",
    "house/mail.py": "The server itself.",
    "house/actions/mail_notices.py": "The team's own members.",
    "house/views/people.py": "Invitations to the team.",
    "house/accounts.py": "The team's own accounts.",
}
# Whoever sends without write_to asks the gate in its own words; reports go to the team's own members, and it is asked who is.
ASKING = {
    "compliance/actions/ask_consent.py": "is_suppressed",
    "compliance/actions/keep_follow_up.py": "outbound",
    "leads/actions/hand_out.py": "outbound",
    "leads/actions/tell_visitors.py": "outbound",
    "measurement/actions/send_due_reports.py": "people_with",
}


@pytest.fixture(autouse=True)
def post(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def blocked(owner, now) -> str:
    block(owner, Outsider(owner.workspace, Way.EMAIL, "", (KERSTIN,)), reason="mail", now=now)
    return KERSTIN


@pytest.fixture
def idea(workspace, now) -> Idea:
    return Idea.objects.create(
        workspace=workspace, title="Blick in die Halle", contributor="Kerstin Vogt", email=KERSTIN, arrived_at=now
    )


def sources() -> list[tuple[str, str]]:
    paths = [path for path in ROOT.rglob("*.py") if not {"tests", "migrations"} & set(path.parts)]
    return [(str(path.relative_to(ROOT)), path.read_text()) for path in paths]


def imports(source: str, wanted: set[str]) -> set[str]:
    """Return the names a module takes from one of the wanted modules."""
    return {
        alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module in wanted
        for alias in node.names
    }


def test_nobody_speaks_to_the_mail_server_but_whoever_is_named_here():
    found = {path for path, source in sources() if imports(source, MODULES) - {"SMTPException"}}
    assert found <= SENDERS.keys(), "send it by compliance.letters.write_to"


def test_whoever_sends_by_another_way_than_write_to_asks_the_gate():
    found = {
        path: source for path, source in sources() if "send_letter" in imports(source, {"leitstand.compliance.letters"})
    }
    assert found.keys() == ASKING.keys()
    for path, verb in ASKING.items():
        assert f"{verb}(" in found[path], path


def test_the_gate_lets_an_answer_and_a_letter_about_ones_own_part_through_and_no_advertising(workspace, now):
    answer, part = Reason(answers_them=True), Reason(contract="Blick in die Halle")
    assert write_to(workspace, KERSTIN, "Ihre Idee", "Sie steht im Plan.", answer, on=now.date()) == "sent"
    assert write_to(workspace, KERSTIN, "Ihr Beitrag", "Er ging heute hinaus.", part, on=now.date()) == "sent"
    assert write_to(workspace, KERSTIN, "Neues", "Ungefragt.", Reason(), on=now.date()) == "blocked"
    assert len(mail.outbox) == 2


def test_a_contributor_who_is_blocked_hears_nothing(ada, idea, blocked, now):
    assert decline_idea(ada, idea, "Passt gerade nicht.", now=now)[1] == "blocked"
    assert mail.outbox == []


def test_a_blocked_contributor_is_thanked_by_nobody_and_asked_about_once(ada, workspace, idea, blocked, now):
    post = make_published(make_channel(workspace, now), now - timedelta(days=8))
    Idea.objects.filter(pk=idea.pk).update(state="taken", item=post.item, decided_at=now - timedelta(days=9))
    record_readings(Actor.house(workspace), post, [Reading(Metric.LIKES, Decimal(3), now)], now=now)
    assert thank_contributors(now=now) == 0
    assert thank_contributors(now=now) == 0
    assert mail.outbox == []
    assert Thanks.objects.get().how == "failed"


def test_a_blocked_expert_is_not_invited(ada, workspace, blocked, now):
    talks = TalkRound.objects.create(
        workspace=workspace, name="Fachrunde", starts_at=now + timedelta(days=9), created_at=now
    )
    holder = KnowledgeHolder.objects.create(workspace=workspace, name="Kerstin Vogt", email=KERSTIN, added_at=now)
    with pytest.raises(Impossible) as refused:
        invite_expert(ada, talks, holder, "Optik", now=now)
    assert refused.value.code == "blocked"
    assert mail.outbox == []


def test_a_blocked_partner_gets_the_link_by_no_mail(ada, workspace, blocked, now):
    release = Release.objects.create(
        workspace=workspace, name="Kerstin Vogt", email=KERSTIN, kind="person", created_at=now
    )
    link, went = ask_release(ada, release, now=now)
    assert link.startswith("http")
    assert not went
    assert mail.outbox == []
