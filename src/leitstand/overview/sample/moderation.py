"""The sample company is prepared: a ladder, roles for a crisis, an exercise looked back at, netiquette and brand safety."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from leitstand.community.actions.escalate import close_escalation, escalate, take_escalation
from leitstand.community.actions.keep_level import keep_level
from leitstand.community.actions.keep_moderation import answer_point, begin_check, publish_netiquette
from leitstand.community.actions.lead_crisis import begin_crisis, end_crisis, keep_role
from leitstand.house.actor import Actor

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def prepare(actors: Mapping[str, Actor], *, now: datetime) -> None:
    """Lay all of it down, some weeks ago."""
    jana, cem = actors["jana"], actors["cem"]
    then = now - 30 * DAY
    for number, name, who, minutes in ((1, "Community-Team", cem, 30), (2, "Leitung", jana, 60)):
        keep_level(
            jana,
            {
                "number": number,
                "name": name,
                "people": [who.person.pk] if who.person else [],
                "reach": "Teamchat, dann Diensttelefon",
                "opens": time(8) if number == 1 else None,
                "closes": time(18) if number == 1 else None,
                "weekdays_only": number == 1,
                "minutes": minutes,
                "triggers": {"negative": 10} if number == 1 else {"illegal": True, "keyword": ["rückruf*", "boykott*"]},
                "may_decide": "Antworten, verbergen" if number == 1 else "Versand anhalten, Stellungnahme",
            },
            now=then,
        )
    for role, who in (("lead", jana), ("community", cem)):
        keep_role(jana, role=role, person=who.person, deputy=None, reach="Diensttelefon", now=then)
    publish_netiquette(
        jana,
        blocks=["welcome", "respect", "law", "topic", "privacy", "measures", "objection"],
        own="",
        contact="",
        language="de",
        now=then,
    )
    check = begin_check(jana, subject="placement", title="Anzeigen im Fachforum Messtechnik", now=then)
    answer_point(jana, check, point="surroundings", answer="yes", note="", now=then)
    one = escalate(cem, title="Gerücht über Lieferzeiten", reason="Mehrere fragen danach", level=1, now=then)
    take_escalation(cem, one, now=then + HOUR)
    close_escalation(cem, one, outcome="Im Fachbereich geklärt und öffentlich beantwortet", now=then + 3 * HOUR)
    drill = begin_crisis(
        jana,
        title="Rückruf eines Sensors",
        reason="Wir üben einmal im Quartal",
        measure="stop",
        lead=jana.person,
        noticed_at=then,
        is_drill=True,
        now=then,
    )
    end_crisis(jana, drill, now=then + HOUR)
