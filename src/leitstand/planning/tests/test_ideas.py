"""Ideas from all of the company: how they come in, what becomes of them, who hears of it."""

import socketserver
import threading
from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image

from leitstand.channels.secrets import seal
from leitstand.house.actions.let_go_of_old import let_go_of_old
from leitstand.house.actor import Actor, Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Notification
from leitstand.library.models import Asset
from leitstand.planning.actions.ask_about_idea import ask_about_idea
from leitstand.planning.actions.decline_idea import decline_idea
from leitstand.planning.actions.hand_in_idea import MOST_A_DAY, hand_in_idea
from leitstand.planning.actions.keep_holder import keep_holder
from leitstand.planning.actions.keep_intake import close_intake, keep_mailbox, link_of, mailbox_of, open_intake
from leitstand.planning.actions.read_mailboxes import read_mailboxes
from leitstand.planning.actions.take_mail import Taken, take_mail
from leitstand.planning.actions.take_over_idea import take_over_idea
from leitstand.planning.core.ideas import Expert, Known, fitting, steps_of
from leitstand.planning.core.letters import own_words, split_letters
from leitstand.planning.core.mailbox import Access, faults_of
from leitstand.planning.core.stages import Stage
from leitstand.planning.imap import open_mailbox
from leitstand.planning.letters import read_letter
from leitstand.planning.models import Idea, IdeaIntake, Item

EMAIL = "gerda@werk.example"


@pytest.fixture(autouse=True)
def _german():
    """A page leaves its language behind in this thread; the next test begins in German again."""
    with translation.override("de"):
        yield


def page(actor: Actor, name: str, *more: object) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


def idea_of(actor: Actor, now, text: str = "Neue Lehrlinge", **more: str) -> Idea:
    return hand_in_idea(
        Actor.house(actor.workspace),
        {"text": text, "email": EMAIL, "contributor": "Gerda Groß", **more},
        source="link",
        now=now,
    )


def way_in(owner: Actor, now) -> str:
    return link_of(open_intake(owner, now=now)).partition("//")[2].partition("/")[2].join(["/", ""])


def sent(**more: object) -> dict[str, object]:
    return {"text": "Der Roboter winkt jetzt Besuchern zu.", "consent": "on", "website": "", **more}


def picture() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "PNG")
    file.seek(0)
    file.name = "roboter.png"
    return file


# ── the link ──


@pytest.mark.guide("G2.2-07")
@pytest.mark.django_db
def test_a_colleague_without_an_account_hands_in_an_idea_with_a_picture_by_the_link(
    owner, clock, now, settings, tmp_path
):
    settings.MEDIA_FOLDER = tmp_path
    link = way_in(owner, now)
    outside = Client()
    assert b'name="consent"' in outside.get(link).content
    answer = outside.post(link, sent(contributor="Gerda Groß", department="Montage", files=picture()))
    assert answer.status_code == 200
    idea = Idea.objects.get(workspace=owner.workspace)
    assert (idea.source, idea.state, idea.contributor, idea.department) == ("link", "new", "Gerda Groß", "Montage")
    assert [asset.kind for asset in idea.files.all()] == ["picture"]
    told = Notification.objects.filter(person=owner.person, kind="planning.idea_arrived")
    assert told.count() == 1


@pytest.mark.django_db
def test_name_and_address_are_voluntary_and_consent_is_not(owner, clock, now):
    link = way_in(owner, now)
    assert Client().post(link, sent(consent="")).status_code == 422
    assert not Idea.objects.exists()
    assert Client().post(link, sent()).status_code == 200
    assert Idea.objects.get().contributor == ""


@pytest.mark.django_db
def test_a_program_that_fills_in_everything_learns_nothing_and_leaves_nothing(owner, clock, now):
    answer = Client().post(way_in(owner, now), sent(website="https://spam.example"))
    assert answer.status_code == 200
    assert not Idea.objects.exists()


@pytest.mark.django_db
def test_a_file_the_library_refuses_is_refused_here_with_the_same_reason(owner, clock, now, settings, tmp_path):
    settings.MEDIA_FOLDER = tmp_path
    file = BytesIO(b"%PDF-1.7 not a picture")
    file.name = "plan.pdf"
    answer = Client().post(way_in(owner, now), sent(files=file))
    assert answer.status_code == 422
    assert not Idea.objects.exists()
    assert not Asset.objects.exists()


@pytest.mark.django_db
def test_a_renewed_or_closed_link_leads_nowhere(owner, ada, clock, now):
    old = way_in(owner, now)
    new = way_in(owner, now)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    close_intake(owner, now=now)
    assert Client().post(new, sent()).status_code == 404
    with pytest.raises(NotAllowed):
        open_intake(ada, now=now)


@pytest.mark.django_db
def test_the_link_speaks_german_and_english(owner, clock, now):
    link = way_in(owner, now)
    german = Client(headers={"accept-language": "de"}).get(link).content.decode()
    english = Client(headers={"accept-language": "en"}).get(link).content.decode()
    assert "Your idea" in english
    assert "Ihre Idee" in german


@pytest.mark.django_db
def test_who_tries_too_often_waits(owner, clock, now, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "idea_sent": "2/h/ip"}
    link = way_in(owner, now)
    answers = [Client().post(link, sent(text=f"Idee {number}")).status_code for number in range(3)]
    assert answers == [200, 200, 429]


@pytest.mark.django_db
def test_a_flood_ends_at_the_daily_limit(owner, now):
    Idea.objects.bulk_create(
        Idea(workspace=owner.workspace, title=str(number), arrived_at=now) for number in range(MOST_A_DAY)
    )
    with pytest.raises(Impossible):
        idea_of(owner, now)
    assert idea_of(owner, now + timedelta(days=1, seconds=1)).pk


# ── what becomes of it ──


@pytest.mark.guide("G2.2-07")
@pytest.mark.django_db
def test_an_idea_taken_over_is_an_item_that_keeps_who_brought_it_and_who_knows(ada, owner, clock, now, signed_in):
    holder = keep_holder(
        owner,
        {
            "name": "Dr. Ivo Klein",
            "department": "Entwicklung",
            "topics": ["Röntgen"],
            "email": "",
            "person_id": None,
            "note": "",
        },
        now=now,
    )
    idea = idea_of(ada, now, "Unser neues Röntgengerät sieht durch Blei.")
    assert idea.holder == holder
    signed_in(ada).post(page(ada, "planning_take_idea", idea.pk), {"holder": holder.pk, "owner": ada.person.pk})
    idea.refresh_from_db()
    assert (idea.state, idea.item.stage, idea.item.owner) == ("taken", "idea", ada.person)
    assert "durch Blei" in idea.item.notes
    shown = signed_in(ada).get(page(ada, "planning_item", idea.item.pk)).content.decode()
    assert "Gerda Groß" in shown
    assert "Dr. Ivo Klein" in shown
    assert mail.outbox[0].to == [EMAIL]
    with pytest.raises(Impossible):
        take_over_idea(ada, idea, now=now)
    assert Item.objects.filter(workspace=ada.workspace).count() == 1


@pytest.mark.guide("G2.2-07")
def test_idea_expert_owner_draft_and_post_are_linked_steps() -> None:
    only_idea = steps_of(Known(has_holder=False, has_owner=False, stage=None))
    assert only_idea == (
        ("idea", "done"),
        ("holder", "current"),
        ("owner", "open"),
        ("draft", "open"),
        ("post", "open"),
    )
    written = steps_of(Known(has_holder=True, has_owner=True, stage=Stage.IN_REVIEW))
    assert written[3:] == (("draft", "done"), ("post", "current"))
    assert {state for _name, state in steps_of(Known(True, True, Stage.MEASURED))} == {"done"}


def test_the_knowledge_holder_is_found_by_topic_also_inside_german_compounds() -> None:
    experts = [Expert(1, "", ["Prüfsystem"]), Expert(2, "", ["KI", "Prüfsystem"]), Expert(3, EMAIL, [])]
    assert fitting(experts, text="Neue Röntgenprüfsysteme mit KI") == (2, 1)
    assert fitting(experts, text="Skizze vom Betriebsausflug") == ()
    assert fitting(experts, text="Prüfsysteme", email=EMAIL.upper()) == (3, 1, 2)


@pytest.mark.django_db
def test_a_question_reaches_the_contributor_who_answers_without_an_account(ada, clock, now):
    idea = idea_of(ada, now)
    _note, told = ask_about_idea(ada, idea, "Dürfen wir die beiden zeigen?", now=now)
    assert told == "mail"
    letter = mail.outbox[0]
    assert "Dürfen wir die beiden zeigen?" in letter.body
    link = next(line for line in letter.body.splitlines() if "/ideen/antwort/" in line)
    path = "/" + link.split("/", 3)[3]
    assert "Dürfen wir" in Client().get(path).content.decode()
    assert Client().post(path, {"words": "Ja, beide haben unterschrieben."}).status_code == 200
    idea.refresh_from_db()
    assert idea.state == "new"
    assert idea.notes.last().text == "Ja, beide haben unterschrieben."
    assert Client().post(path, {"words": "Noch einmal"}).status_code == 422
    assert Client().get("/ideen/antwort/falsch").status_code == 404


@pytest.mark.django_db
def test_an_idea_is_declined_only_with_a_kind_word_that_reaches_the_contributor(ada, clock, now):
    idea = idea_of(ada, now)
    with pytest.raises(Invalid):
        decline_idea(ada, idea, "  ", now=now)
    declined, told = decline_idea(ada, idea, "Danke! Wir heben es für den Sommer auf.", now=now)
    assert (declined.state, told) == ("declined", "mail")
    assert "für den Sommer" in mail.outbox[0].body
    with pytest.raises(Impossible):
        ask_about_idea(ada, declined, "Doch?", now=now)


@pytest.mark.django_db
def test_a_member_hears_by_notice_and_not_by_letter(ada, cem, clock, now):
    idea = hand_in_idea(cem, {"text": "Frage aus dem Postfach"}, source="member", now=now)
    assert idea.contributor == str(cem.person)
    _taken, told = take_over_idea(ada, idea, now=now)
    assert told == "notice"
    assert Notification.objects.filter(person=cem.person, kind="planning.idea_taken").exists()
    assert not mail.outbox


@pytest.mark.django_db
def test_guests_hand_in_nothing_editors_decide_and_strangers_find_nothing(ada, cem, dora, emil, clock, now):
    with pytest.raises(NotAllowed):
        hand_in_idea(dora, {"text": "x"}, source="member", now=now)
    idea = idea_of(ada, now)
    with pytest.raises(NotAllowed):
        take_over_idea(cem, idea, now=now)
    with pytest.raises(Foreign):
        take_over_idea(emil, idea, now=now)


@pytest.mark.django_db
def test_who_brought_an_idea_is_forgotten_a_year_after_the_decision(ada, clock, now):
    idea = idea_of(ada, now)
    decline_idea(ada, idea, "Danke!", now=now)
    assert let_go_of_old(now=now + timedelta(days=364)) == 0
    assert let_go_of_old(now=now + timedelta(days=366)) == 1
    idea.refresh_from_db()
    assert (idea.contributor, idea.email, idea.title) == ("", "", "Neue Lehrlinge")


# ── mail ──


def letter(
    subject: str, text: str, *, sender: str = f"Gerda Groß <{EMAIL}>", number: str = "1", **headers: str
) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = sender, subject, f"<{number}@werk.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return bytes(message)


def test_a_letter_says_its_own_words_without_quotation_and_signature() -> None:
    text = "Der Kran ist da!\n\nGrüße\n-- \nGerda\nTel. 123"
    assert own_words(text) == "Der Kran ist da!\n\nGrüße"
    assert own_words("Ja.\nAm 3. November 2026 schrieb Ada Adler:\n> Ist er da?") == "Ja."
    assert own_words("Yes.\nOn 3 Nov 2026, Ada Adler wrote:\n> Is it here?") == "Yes."
    read = read_letter(letter("AW: Re: Kran", text))
    assert (read.name, read.email, read.subject) == ("Gerda Groß", EMAIL, "Kran")


def test_a_letter_in_html_alone_is_read_as_text() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = EMAIL, "Kran"
    message.set_content("<style>p{}</style><p>Der <b>Kran</b> ist da.</p><p>Morgen hebt er.</p>", subtype="html")
    assert read_letter(bytes(message)).text == "Der Kran ist da.\n\nMorgen hebt er."


def test_an_mbox_is_split_at_its_letters_and_not_at_words_of_a_text() -> None:
    two = (
        b"From - Mon Nov  2 08:00:00 2026\nSubject: A\n\nFrom here on\n>From there\n\n"
        b"From - Tue Nov  3 08:00:00 2026\nSubject: B\n\nText\n"
    )
    parts = list(split_letters(two))
    assert [read_letter(part).subject for part in parts] == ["A", "B"]
    assert read_letter(parts[0]).text == "From here on\nFrom there"


@pytest.mark.guide("G2.2-07")
@pytest.mark.django_db
def test_letters_from_a_file_become_ideas_once_and_notes_of_absence_do_not(ada, clock, now, signed_in):
    absent = letter("Abwesend", "Ich bin im Urlaub.", number="2", Auto_Submitted="auto-replied")
    box = (
        b"From x Mon Nov  2 08:00:00 2026\n"
        + letter("Kran", "Er hebt.")
        + b"\nFrom y Tue Nov  3 08:00:00 2026\n"
        + absent
        + b"\n"
    )
    assert take_mail(ada, box, now=now) == Taken(ideas=1, known=0, left_out=1)
    assert take_mail(ada, box, now=now) == Taken(ideas=0, known=1, left_out=1)
    file = BytesIO(letter("Zweite", "Noch eine.", number="3"))
    file.name = "idee.eml"
    signed_in(ada).post(page(ada, "planning_mail_file"), {"file": file})
    assert set(Idea.objects.values_list("title", "contributor", "email")) == {
        ("Kran", "Gerda Groß", EMAIL),
        ("Zweite", "Gerda Groß", EMAIL),
    }


class Imap(socketserver.StreamRequestHandler):
    """As much of an IMAP server as reading unread letters needs (RFC 3501)."""

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        while line := self.rfile.readline():
            tag, _space, rest = line.strip().partition(b" ")
            self.answer(tag, rest.upper(), rest)

    def answer(self, tag: bytes, rest: bytes, asked: bytes) -> None:
        box = self.server.box
        if rest.startswith(b"CAPABILITY"):
            self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")
        elif rest.startswith(b"LOGIN") and b'"geheim"' not in asked:
            self.wfile.write(tag + b" NO wrong\r\n")
            return
        elif rest.startswith(b"SELECT"):
            self.wfile.write(b"* %d EXISTS\r\n" % len(box))
        elif rest.startswith(b"UID SEARCH UNSEEN"):
            self.wfile.write(
                b"* SEARCH " + b" ".join(b"%d" % number for number, one in box.items() if not one[1]) + b"\r\n"
            )
        elif rest.startswith(b"UID FETCH"):
            number = int(rest.split()[2])
            content = box[number][0]
            self.wfile.write(
                b"* %d FETCH (UID %d BODY[]<0> {%d}\r\n" % (number, number, len(content)) + content + b")\r\n"
            )
        elif rest.startswith(b"UID STORE"):
            box[int(rest.split()[2])][1] = True
        elif rest.startswith(b"LOGOUT"):
            self.wfile.write(b"* BYE\r\n")
        self.wfile.write(tag + b" OK done\r\n")


@pytest.fixture
def imap():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Imap) as server:
        server.daemon_threads = True
        server.box = {7: [letter("Kran", "Er hebt."), False], 9: [letter("Alt", "Gelesen.", number="9"), True]}
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.guide("G2.2-07")
@pytest.mark.django_db
def test_the_mailbox_is_read_letter_by_letter_and_each_becomes_one_idea(owner, imap, now, settings):
    settings.ALLOW_PRIVATE = True
    owner.workspace.allow_private_servers = True
    owner.workspace.save()
    port = imap.server_address[1]
    keep_mailbox(owner, Access("127.0.0.1", port, "none", "ideen", "geheim"), is_on=True, now=now)
    assert read_mailboxes(now=now, opener=open_mailbox) == 1
    assert [idea.title for idea in Idea.objects.all()] == ["Kran"]
    assert imap.box[7][1]
    assert read_mailboxes(now=now, opener=open_mailbox) == 0
    intake = IdeaIntake.objects.get()
    assert (intake.mailbox_read_at, intake.mailbox_problem) == (now, "")
    assert b"geheim" not in bytes(intake.mailbox_sealed)


@pytest.mark.django_db
def test_a_mailbox_that_refuses_is_told_once_and_shown_with_its_reason(owner, imap, clock, now, settings, signed_in):
    settings.ALLOW_PRIVATE = True
    owner.workspace.allow_private_servers = True
    owner.workspace.save()
    keep_mailbox(owner, Access("127.0.0.1", imap.server_address[1], "none", "ideen", "falsch"), is_on=True, now=now)
    assert read_mailboxes(now=now) == 0
    assert read_mailboxes(now=now) == 0
    assert IdeaIntake.objects.get().mailbox_problem == "refused"
    assert Notification.objects.filter(kind="planning.mailbox_silent", person=owner.person).count() == 1
    owner.person.language = "en"
    owner.person.save()
    assert "refuses user name or password" in signed_in(owner).get(page(owner, "planning_intake")).content.decode()


@pytest.mark.django_db
def test_a_mailbox_inside_the_company_is_not_read_unless_an_owner_allows_it(owner, imap, now):
    keep_mailbox(owner, Access("127.0.0.1", imap.server_address[1], "none", "ideen", "geheim"), is_on=True, now=now)
    assert read_mailboxes(now=now) == 0
    assert IdeaIntake.objects.get().mailbox_problem == "private"


def test_without_encryption_only_this_machine_is_spoken_to() -> None:
    assert faults_of(Access("imap.werk.example", 143, "none", "a", "b")) == ("security",)
    assert faults_of(Access("localhost", 143, "none", "a", "b")) == ()
    assert faults_of(Access("", 0, "tls", "", "")) == ("host", "port", "user", "password")


@pytest.mark.django_db
def test_an_empty_password_keeps_the_known_one_but_never_goes_to_another_server(owner, now):
    intake = keep_mailbox(owner, Access("a.example", 993, "tls", "ideen", "geheim"), is_on=False, now=now)
    assert (
        mailbox_of(keep_mailbox(owner, Access("a.example", 993, "tls", "neu", ""), is_on=True, now=now)).password
        == "geheim"
    )
    with pytest.raises(Invalid):
        keep_mailbox(owner, Access("b.example", 993, "tls", "neu", ""), is_on=True, now=now)
    intake.mailbox_sealed = seal({"host": "x", "port": "1", "security": "tls", "user": "u", "password": "p"})
    assert mailbox_of(intake).folder == "INBOX"
