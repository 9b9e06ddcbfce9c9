"""A team that says du is spoken to so: a second catalogue says what differs, the first one the rest."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.urls import reverse
from django.utils import formats, translation

import leitstand
from leitstand.house.actions.change_workspace import change_workspace

ROOT = Path(leitstand.__file__).parent
FORMAL = re.compile(r"\b(?:Ihnen|Ihr|Ihre[mnrs]?|Sie)\b")

# Beginnings of sentences in which "Sie" or "Ihr" is no form of address: she, it or they, or the word itself.
# What follows such a beginning is looked at all the same.
THEY = (
    # house
    "Sie",  # the choice itself, as the form names it
    "Bitte wähle Sie oder du.",
    "Das ist keine E-Mail-Adresse. Sie sieht",  # the address; planning says it too
    "Ein Team von einer Person: Sie schreibt",
    "Sie erklären, was hierher gehört",  # examples
    "Sie öffnen dein Konto",  # recovery codes
    # overview, publishing
    "Diese Regel löschen? Sie lässt",
    "Die Kampagne „%(name)s“ ist noch nicht gestartet. Ihre Beiträge",
    # measurement
    "Sie sind seit einigen Tagen veröffentlicht",  # posts
    "Es wird länger nichts gesagt als erlaubt. Ihr Zeitstrahl",  # the campaign's
    "Die letzte Messung ist gescheitert: %(problem)s. Sie wird",
    "Variante %(letter)s ist klar besser: Ihr Intervall",
    # community: the answer, and the time for one
    "Sie steht dort",
    "Das Netzwerk hat sie nicht bestätigt. Leitstand hat nachgesehen: Sie steht",
    "Jemand aus dem Team hat nachgesehen: Sie steht",
    "Sie geht hinaus",
    "Sie ging nicht rechtzeitig hinaus",
    "Sie ist unterwegs.",
    "Sie endete am",
    "%(network)s hat die Antwort nicht bestätigt, und Leitstand findet sie dort nicht. Sie kann",
    # planning
    "Messen, Markteinführungen, Betriebsversammlungen: Sie stehen",
    "Ihre Beiträge können freigegeben werden",  # the campaign's
    "Sie wartet im Ideeneingang",
    "Sie stehen in den Notizen",
    "Sie wird eine Idee im Plan",  # the answer to a question
    "Diese Zeile löschen? Sie lässt",
    "Diese Spur mit allem Fälligen löschen? Sie lässt",
    "Diese Serie löschen? Ihre Beiträge",
    "Eine Datei dieser Art wurde schon einmal eingelesen: Ihre Spalten",
    "Die Geschichte steht sechs Wochen nach dem ersten Tag im Plan, mit Fragen für das Interview. Sie braucht",
    "Drei Ziele der Präsenz: bilden, inspirieren, Werte teilen. Sie taugen",
    "Der Plan dieses Projekts spricht von einer Agentur, aber es gibt kein Briefing: Sie sollte",
    "Die Excelliste mit Pressethemen oder Veranstaltungen ist ein guter Anfang: Sie hilft",
    "Die Datei enthält Makros. Sie wurden",
    "%(count)d Einträge bleiben: Sie wurden",
    "Die Variante ist eingeplant. Sie braucht",
    # strategy
    "Ihre Fragen und worüber sie untereinander sprechen.",  # a target group's
    "Die Zielgruppe ist die Grundlage für Ziele und Inhalte. Ihr Tonalitätsblatt",
    "Sie brauchen %(wanted)s",  # the accounts need hours
    "Beginne mit den Stunden des Teams: Sie sind",
    (
        "Nachhaltige Ergebnisse brauchen sechs bis neun Monate. Erste Erfolge hat fast jedes Team: ein wichtiger Kontakt,"
        " ein Gespräch. Sie tragen"
    ),
    "Sie bleibt stehen und wird beantwortet",  # criticism
    "Sie wird gelöscht",
    # contacts, leads
    "Nur, was die Person eines Tages lesen darf: Sie hat",
    "Diese Verkaufschance mit allen Schritten löschen? Sie zählt",
    # connectors
    "Bewertungen und Empfehlungen: Sie lassen",
    "Beide werden angezeigt, sobald der Client angelegt ist. Sie werden",
    "Zahlen der letzten drei Tage: Sie werden",
    "Zahlen zu Beiträgen von Personen: Sie zu lesen",
    "Aus deinen Feed-Einstellungen bei Reddit; Feeds mit diesem Schlüssel werden weniger gedrosselt. Sie wird",
    "Die Einstellungen des Anwendungsfalls zeigen Threads-App-ID und Threads-App-Geheimcode. Sie unterscheiden",
    "Diese Adresse ist nicht verschlüsselt. Sie muss",
    "Community-Beiträge: Sie lassen",
)
# What people outside the team read: they are spoken to as ever, whatever a team says among itself.
OUTSIDERS = (
    # measurement: the thanks by letter
    "Sie haben uns fachlich bei",
    "aus Ihrer Idee „%(title)s“ ist ein Beitrag geworden",
    "Danke. Ohne Sie hätte",
    # community: questions to be written under a post
    "Wie lösen Sie das bei sich im Betrieb?",
    "Welche Erfahrungen haben Sie damit gemacht?",
    "Worüber möchten Sie mehr erfahren?",
    "Wer von Ihnen hat das anders gelöst?",
    # planning: beginnings of posts, and examples of them
    "Morgen geht es los: wo Sie uns finden",
    "Besuchen Sie uns in Halle 3.",
    "Was lesen Sie daraus?",
    "Das Bild kennen Sie aus der Fachpresse.",
    "Wie beleuchten Sie blanke Gussteile?",
    "„Ich zeige Ihnen in 30 Sekunden",
    "Wie prüfen Sie Schweißnähte heute?",
    # planning: letters about an idea
    "Ihre Idee steht in unserem Plan: %(title)s",
    "danke für Ihre Idee",
    "Sobald er veröffentlicht ist, erfahren Sie",
    "Ihre Idee „%(title)s“ gefällt uns",
    "Antworten Sie hier, ohne Konto:",
    "zu Ihrer Idee „%(title)s“:",
    "Bitte erzählen Sie uns weiter, was Sie sehen.",
    # planning: letter to an expert without an account
    "über „%(topic)s“ weiß hier niemand mehr als Sie.",
    "%(minutes)s Minuten genügen; Folien braucht es nicht. Der Termin für Ihren Kalender",
    # planning: letter and page that ask for somebody's agreement
    "%(company)s bittet um Ihr Einverständnis",
    "wir möchten Sie mit Bild und Namen",
    "wir möchten in den sozialen Medien von %(company)s von unserem gemeinsamen Projekt erzählen",
    "Bitte lesen Sie ihn und antworten Sie hier",
    "Sie können ablehnen",
    "Der Text wurde inzwischen geändert. Bitte lesen Sie ihn",
    "Dürfen wir Sie ",
    "Diesen Beitrag möchten wir gemeinsam mit Ihnen",
    "Sie sind einverstanden.",
    "Sie waren nicht einverstanden.",
    "Das ist freiwillig; wenn Sie ablehnen",
    "Ihr Einverständnis gilt",
    "Was Sie dazu sagen möchten",
    # planning: pages on which ideas come in without an account
    "Sie",  # whoever brought an idea, beside their own words
    "Ihr Name",
    "Damit Sie erfahren, was daraus wird",
    "Eine Frage zu Ihrer Idee",
    "Er wurde erneuert oder geschlossen. Bitte fragen Sie",
    "Sie sehen jeden Tag, was draußen niemand weiß.",
    "%(company)s verwendet, was Sie senden",
    "Sie erhalten eine E-Mail, sobald entschieden ist",
    "Die Datei ist zu groß. Bitte senden Sie",
    # compliance: letters and pages for people who are asked for their consent, or took part in an event
    "Falls Sie das waren",
    "Falls Sie es nicht waren",
    "Sie können Ihre Einwilligung",
    "vielen Dank für Ihre Teilnahme",
    "Wir schreiben Ihnen einmal",
    "Mit dem Klick erklären Sie",
    "Sie können das jederzeit über den Link",
    "Ihre Einwilligung ist bei %(company)s angekommen",
    "%(company)s sendet Ihnen keine Werbung mehr",
    "Mit einem Klick widerrufen Sie",
)
# Whole sentences that are too short to be told by their beginning.
WHOLE = frozenset({"Sie", "Ihr Name", "Eine Frage zu Ihrer Idee"})
# Data in which others speak than Leitstand.
OTHER_VOICES = ("connectors/rehearsal/stage/people.toml",)  # the made-up people of the rehearsal network


def catalogue(room: str, language: str):
    path = ROOT / room / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file)


def rooms(language: str = "de") -> list[str]:
    """Return the rooms and connectors that have a catalogue."""
    found = ROOT.glob(f"**/locale/{language}/LC_MESSAGES/django.po")
    return sorted(path.parents[3].relative_to(ROOT).as_posix() for path in found)


def texts(message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def words_in(told: object) -> Iterator[Mapping[str, object]]:
    """Return every sentence in both languages that stands somewhere in a data file."""
    if isinstance(told, Mapping):
        if isinstance(told.get("en"), str) and isinstance(told.get("de"), str):
            yield told
        told = list(told.values())
    if isinstance(told, list):
        for each in told:
            yield from words_in(each)


def data() -> list[tuple[str, Mapping[str, object]]]:
    names = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.toml"))
    return [
        (name, words)
        for name in names
        if name not in OTHER_VOICES
        for words in words_in(tomllib.loads((ROOT / name).read_text()))
    ]


def formal(sentences: Iterable[str], *, outsiders: tuple[str, ...] = ()) -> list[str]:
    """Return which sentences speak to somebody as Sie, without those of the lists."""
    return [
        text for text in sentences if FORMAL.search(rest(text)) and not any(is_meant(one, text) for one in outsiders)
    ]


def rest(text: str) -> str:
    """Return a sentence without its beginning where that only speaks of somebody."""
    return min((text[len(one) :] for one in THEY if is_meant(one, text)), key=len, default=text)


def is_meant(listed: str, text: str) -> bool:
    """Whether an entry of the lists is about a sentence."""
    return text == listed if listed in WHOLE else text.startswith(listed)


def without_du(room: str) -> list[str]:
    """Return a room's German sentences for which a team that says du has no words of its own."""
    du = catalogue(room, "de_DU") if room in rooms("de_DU") else {}
    return [
        text
        for message in catalogue(room, "de")
        if message.id and (not du or du.get(message.id, context=message.context) is None)
        for text in texts(message)
    ]


def du_texts(room: str) -> list[str]:
    return [text for message in catalogue(room, "de_DU") if message.id for text in texts(message)]


@pytest.mark.parametrize("room", rooms("de_DU"))
def test_the_second_catalogue_holds_only_what_differs(room):
    german = catalogue(room, "de")
    for message in catalogue(room, "de_DU"):
        if message.id:
            other = german.get(message.id, context=message.context)
            assert other is not None, f"nobody says {message.id!r} any more"
            assert other.string != message.string, message.id


@pytest.mark.parametrize("room", rooms())
def test_every_sentence_that_says_sie_to_the_team_has_one_that_says_du(room):
    assert formal(without_du(room), outsiders=OUTSIDERS) == []


@pytest.mark.parametrize("room", rooms("de_DU"))
def test_who_says_du_says_it_throughout(room):
    assert formal(du_texts(room)) == []


def test_the_sentences_of_the_data_say_du_as_well():
    assert formal([str(words["de"]) for _name, words in data() if "du" not in words], outsiders=OUTSIDERS) == []
    told = [(name, words) for name, words in data() if "du" in words]
    assert told
    assert formal([str(words["du"]) for _name, words in told]) == []
    assert [words["du"] for _name, words in told if words["du"] == words["de"]] == []


def test_du_keeps_what_is_filled_in():
    held = re.compile(r"%\(\w+\)[a-z]|%%|<[^>]+>")
    for room in rooms("de_DU"):
        german = catalogue(room, "de")
        for message in catalogue(room, "de_DU"):
            if message.id:
                before = texts(german.get(message.id, context=message.context))
                for sie, du in zip(before, texts(message), strict=True):
                    assert sorted(held.findall(sie)) == sorted(held.findall(du)), du


def test_one_sentence_says_du_one_way_in_all_rooms():
    # Django joins the catalogues of all rooms; the first one would win everywhere.
    said: dict[tuple[object, object], set[str]] = {}
    for room in rooms("de_DU"):
        for message in catalogue(room, "de_DU"):
            if message.id and "/" not in room:
                said.setdefault((message.context, message.id), set()).add("".join(texts(message)))
    assert [key for key, ways in said.items() if len(ways) > 1] == []


def test_nothing_is_spared_that_is_not_said():
    german = [text for room in rooms() for text in without_du(room)]
    german += [str(words["de"]) for _name, words in data() if "du" not in words]
    du = [text for room in rooms("de_DU") for text in du_texts(room)]
    for listed, said in ((THEY, german + du), (OUTSIDERS, german)):
        said_formally = [text for text in said if FORMAL.search(text)]
        assert [one for one in listed if not any(is_meant(one, text) for text in said_formally)] == []


def test_what_does_not_differ_is_said_as_ever():
    with translation.override("de-du"):
        assert translation.gettext("Your account") == "Dein Konto"
        assert translation.gettext("Settings") == "Einstellungen"
        # Months and numbers follow German custom.
        assert translation.gettext("November") == "November"
        assert translation.gettext("December") == "Dezember"
        assert formats.number_format(1234.5, use_l10n=True, force_grouping=True) == "1.234,5"


@pytest.mark.django_db
def test_the_workspace_decides_for_its_own_pages(owner, ada, now, signed_in):
    client = signed_in(ada)
    address = reverse("house_tokens", args=[ada.workspace.slug])
    assert "was Sie dürfen" in client.get(address).content.decode()
    change_workspace(owner, {"address_form": "du"}, now=now)
    assert "was du darfst" in client.get(address).content.decode()
    ada.person.language = "en"
    ada.person.save()
    assert "what you may do" in client.get(address).content.decode()
