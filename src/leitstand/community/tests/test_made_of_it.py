"""What comes of what people write: leads past the gate of consent, ideas, incidents, feedback that ends in a change."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from leitstand.community.actions.keep_feedback import (
    add_voice,
    decide_feedback,
    finish_feedback,
    hand_over_feedback,
    note_feedback,
    tell_feedback,
)
from leitstand.community.actions.make_of_it import LeadFields, make_idea, make_incident, make_lead
from leitstand.community.models import Answer, CameOf, FeedbackItem, Incoming, QuestionIdea
from leitstand.community.outgoing import Told
from leitstand.community.tests.desk_kit import HOUR, said, wrote
from leitstand.compliance.models import Incident
from leitstand.compliance.playbooks import playbooks
from leitstand.contacts.models import Contact
from leitstand.house.actor import NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Notification
from leitstand.kernel.interaction import Author
from leitstand.leads.models import Opportunity
from leitstand.planning.models import Idea

AT = "/w/werk/postfach/"


@pytest.fixture
def comment(net, channel, now):
    return wrote(net, "Gibt es die Pumpe auch größer? Wir planen für drei Hallen.", now, kind="comment")


def wish(title: str = "Griff rutscht") -> dict[str, object]:
    return {
        "kind": "wish",
        "title": title,
        "insight": "Der Griff rutscht mit nassen Händen.",
        "tags": ["Griff", "griff"],
    }


@pytest.mark.guide("G2.4-12")
def test_a_commenter_becomes_a_lead_and_is_written_to_alone_only_past_the_gate_of_consent(net, comment, cem, clock):
    """Guide 2.4: interested people can be addressed outside the discussion; without consent nobody is."""
    advertising = LeadFields(
        "Pumpen für drei Hallen", "Kerstin Vogt", Decimal(4000), "Unser Angebot!", Told("advertising")
    )
    with pytest.raises(Invalid) as refused:
        make_lead(cem, comment, advertising, now=clock.now())
    assert refused.value.errors["message"]
    assert not Opportunity.objects.exists()
    assert not Contact.objects.exists()
    assert net.said == []
    # What is needed for their order, with the order named, may be said; they have a private conversation open.
    wrote(net, "Ich schreibe mal privat.", clock.now())
    contract = LeadFields(
        "Pumpen für drei Hallen", "Kerstin Vogt", Decimal(4000), "Ihr Liefertermin steht.", Told("contract", "B-4711")
    )
    made = make_lead(cem, comment, contract, now=clock.now())
    assert made.answer is not None
    assert made.answer.to.kind == "message"
    deal = Opportunity.objects.get()
    assert (deal.value, deal.contact, deal.owner) == (4000, Contact.objects.get(), cem.person)
    steps = list(deal.steps.values_list("kind", "note"))
    assert [kind for kind, _note in steps] == ["conversation", "touch"]
    assert "Wir planen für drei Hallen" in steps[0][1]
    assert CameOf.objects.get().opportunity == deal


def test_where_no_program_may_begin_a_private_conversation_a_person_is_given_the_words(comment, cem, signed_in):
    address = f"{AT}text/{comment.pk}/chance"
    told = {
        "title": "Pumpen",
        "name": "",
        "value": "",
        "purpose": "contract",
        "contract": "B-1",
        "message": "Ihr Termin.",
    }
    answer = signed_in(cem).post(address, told)
    assert answer.status_code == 200
    assert "Ihr Termin." in answer.content.decode()
    assert not Answer.objects.exists()
    refused = signed_in(cem).post(address, {**told, "purpose": "advertising", "contract": ""})
    assert refused.status_code == 422
    assert Opportunity.objects.count() == 1


def test_words_the_network_wants_back_are_not_copied_into_a_lead(net, channel, cem, now):
    comment = wrote(net, "Geheim", now, kind="comment")
    Incoming.objects.filter(pk=comment.pk).update(forget_text_at=now + HOUR)
    comment.refresh_from_db()
    make_lead(cem, comment, LeadFields("Anfrage"), now=now)
    assert "Geheim" not in Opportunity.objects.get().steps.get().note


def test_an_idea_and_an_incident_lead_back_to_the_conversation(comment, cem, now):
    make_idea(cem, comment, title="Größen erklären", text="Welche Pumpe wofür", now=now)
    idea = Idea.objects.get()
    assert str(comment.conversation_id) in idea.text
    kind = next(iter(playbooks()))
    incident = make_incident(cem, comment, kind=kind, title="Es brennt", note="Rauch", now=now)
    assert Incident.objects.get() == incident
    assert str(comment.conversation_id) in incident.note
    assert set(CameOf.objects.values_list("what", flat=True)) == {"idea", "incident"}


@pytest.mark.guide("G1.3-05", "G2.4-11")
def test_a_complaint_is_handed_over_decided_changed_told_in_public_and_stands_among_the_stories(
    net, channel, owner, ada, cem, dora, signed_in, clock
):
    """Guide 1.3 and 2.4: learn how customers see the product, pass it on, and let it be seen that one learns."""
    comment = wrote(net, "Der Griff rutscht!", clock.now(), kind="comment")
    item = note_feedback(cem, wish(), incoming=comment, now=clock.now())
    assert item.tags == ["griff"]
    hand_over_feedback(cem, item, receiver="product", person=ada.person, due_on=None, now=clock.now())
    assert Notification.objects.get(kind="community.feedback_for_you").person == ada.person
    with pytest.raises(NotAllowed):
        decide_feedback(cem, item, "planned", why="ja", now=clock.now())
    with pytest.raises(Impossible):
        finish_feedback(ada, item, change="neuer Griff", result="", changed_on=clock.now().date(), now=clock.now())
    decide_feedback(ada, item, "planned", why="Drei haben es gesagt.", now=clock.now())
    assert Notification.objects.get(kind="community.feedback_decided").person == cem.person
    with pytest.raises(Invalid):
        tell_feedback(
            cem, item, public_text="", is_public=False, is_story=True, reply=None, reply_url="", now=clock.now()
        )
    clock.advance(timedelta(days=30))
    finish_feedback(
        ada,
        item,
        change="Der Griff ist jetzt gummiert.",
        result="Keine Klage mehr.",
        changed_on=clock.now().date(),
        now=clock.now(),
    )
    reply = said(cem, comment, "Danke! Der Griff ist jetzt gummiert.", clock)
    tell_feedback(
        cem, item, public_text="Griff", is_public=True, is_story=True, reply=reply, reply_url="", now=clock.now()
    )
    stories = signed_in(dora).get(f"{AT}rueckmeldungen/verbessert").content.decode()
    assert "Der Griff ist jetzt gummiert." in stories
    assert reply.url in stories
    page = signed_in(dora).get(f"{AT}rueckmeldungen/{item.pk}/").content.decode()
    for words in ("Drei haben es gesagt.", "Keine Klage mehr.", "griff"):
        assert words in page


def test_a_private_answer_is_no_public_reply(net, channel, cem, clock):
    message = wrote(net, "Der Griff rutscht!", clock.now())
    item = note_feedback(cem, wish(), incoming=message, now=clock.now())
    reply = said(cem, message, "Danke!", clock)
    with pytest.raises(Invalid):
        tell_feedback(
            cem, item, public_text="", is_public=False, is_story=False, reply=reply, reply_url="", now=clock.now()
        )


def test_several_who_say_the_same_are_voices_of_one_feedback(net, channel, cem, now):
    first = wrote(net, "Griff rutscht", now, kind="comment")
    other = wrote(net, "Meiner auch", now, kind="comment", author=Author("b-2", "bernd", "Bernd", ""))
    item = note_feedback(cem, wish(), incoming=first, now=now)
    add_voice(cem, item, other, now=now)
    add_voice(cem, item, other, now=now)
    assert item.voices.count() == 2


@pytest.mark.guide("G4.1-10")
def test_whoever_had_a_wish_sees_what_becomes_of_it_is_thanked_and_the_response_rate_is_reckoned(
    net, channel, ada, cem, signed_in, clock
):
    """Guide 4.1: appreciate questions, suggestions and wishes; being present shows that one listens."""
    comment = wrote(net, "Ich wünsche mir einen Griff aus Gummi", clock.now(), kind="comment")
    item = note_feedback(cem, wish(), incoming=comment, now=clock.now())
    address = f"/rueckmeldung/wunsch/{item.public_key}"
    assert Client().get(address).status_code == 404  # until it is made public
    told = {"public_text": "Ein Griff aus Gummi", "is_public": "on"}
    assert signed_in(cem).post(f"{AT}rueckmeldungen/{item.pk}/erzaehlen", told).status_code == 302
    page = Client().get(address).content.decode()
    assert "Ein Griff aus Gummi" in page
    assert "hat es notiert" in page
    assert "Kerstin" not in page
    # The template of thanks carries that very address.
    shown = signed_in(cem).get(f"{AT}{comment.conversation_id}/").content.decode()
    assert "hier sehen Sie, was daraus wird: http" in shown
    assert address in shown
    decide_feedback(ada, item, "declined", why="zu teuer", now=clock.now())
    page = Client().get(address).content.decode()
    assert "wird es nicht ändern" in page
    assert "zu teuer" not in page  # reasons are the team's own
    said(cem, comment, "Danke für die Anregung!", clock)
    wrote(net, "Noch ein Wunsch", clock.now(), kind="comment", author=Author("b-2", "bernd", "Bernd", ""))
    figures = signed_in(cem).get(f"{AT}leistung/").context["tones"]
    assert [(one.received, one.answered, one.share) for _name, one in figures] == [(2, 1, 50)]


def test_an_address_nobody_made_tells_nothing(db):
    assert Client().get("/rueckmeldung/wunsch/geraten").status_code == 404
    assert Client().get("/rueckmeldung/bewertung/geraten").status_code == 404


@pytest.mark.guide("G4.1-06")
def test_what_several_people_ask_is_grouped_and_becomes_an_idea_for_an_answer_or_a_tutorial(
    net, channel, cem, signed_in, now
):
    """Guide 4.1: new users need basics, so tutorials, questions and answers; the inbox says which."""
    texts = (
        "Wie kann ich den Filter wechseln?",
        "Muss ich den Filter wechseln?",
        "Wann Filter wechseln?",
        "Wo parken?",
    )
    for number, text in enumerate(texts):
        wrote(net, text, now, author=Author(f"p-{number}", f"p{number}", f"P {number}", ""))
    browser = signed_in(cem)
    ((group, made),) = browser.get(f"{AT}fragen/").context["rows"]
    assert (group.people, made) == (3, None)
    assert browser.post(f"{AT}fragen/idee", {"key": group.key, "form": "tutorial"}).status_code == 302
    assert browser.post(f"{AT}fragen/idee", {"key": group.key, "form": "faq"}).status_code == 302  # once only
    idea = Idea.objects.get()
    assert idea.title.startswith("Tutorial:")
    assert "3 Personen" in idea.text
    assert QuestionIdea.objects.get().idea == idea
    ((_group, made),) = browser.get(f"{AT}fragen/").context["rows"]
    assert made.idea == idea


def test_feedback_is_deleted_and_the_conversation_stays(net, channel, ada, cem, signed_in, now):
    comment = wrote(net, "Griff rutscht", now, kind="comment")
    item = note_feedback(cem, wish(), incoming=comment, now=now)
    assert signed_in(cem).post(f"{AT}rueckmeldungen/{item.pk}/entfernen").status_code == 403
    assert signed_in(ada).post(f"{AT}rueckmeldungen/{item.pk}/entfernen").status_code == 302
    assert not FeedbackItem.objects.exists()
    comment.refresh_from_db()
