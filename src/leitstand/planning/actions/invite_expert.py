"""Ask an expert to speak: a letter with the date for the calendar, or a notice for members."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from leitstand.compliance.letters import Reason, write_to
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.language import plain
from leitstand.house.mail import mail_is_set
from leitstand.house.notices import notify
from leitstand.house.zones import day_in
from leitstand.planning.calendars import invitation
from leitstand.planning.changes import zone_of
from leitstand.planning.models import KnowledgeHolder, TalkInvitation, TalkRound
from leitstand.planning.notices import TALK_ASKED


def invite_expert(
    actor: Actor, talks: TalkRound, holder: KnowledgeHolder, topic: str, *, now: datetime
) -> TalkInvitation:
    """Ask somebody to speak about a topic, and write down how they heard of it."""
    actor.require(Permission.PLAN)
    actor.own(talks, holder)
    words = " ".join(topic.split())[:200]
    if not words:
        raise Invalid({"topic": _("Please name the topic.")})
    if talks.starts_at <= now:
        raise Impossible(_("This round is over."), code="over")
    how = _told(actor, talks, holder, words, now=now)
    with transaction.atomic():
        made = TalkInvitation.objects.create(
            workspace=actor.workspace, round=talks, holder=holder, topic=words, how=how, asked_at=now
        )
        audit.record(actor, "planning.invite_expert", talks, now=now, details={"how": how})
    return made


def _told(actor: Actor, talks: TalkRound, holder: KnowledgeHolder, topic: str, *, now: datetime) -> str:
    path = reverse("planning_talk_round", args=[actor.workspace.slug, talks.pk])
    if holder.person is not None:
        notify(
            TALK_ASKED,
            workspace=actor.workspace,
            now=now,
            people=[holder.person],
            params={"topic": topic, "round": talks.name},
            path=path,
            about=f"round:{talks.pk}:{holder.pk}",
        )
        return "notice"
    if not holder.email:
        return "nobody"
    if not mail_is_set():
        return "failed"
    starts = talks.starts_at.astimezone(zone_of(actor.workspace))
    # An expert without an account is no member: a team that says du writes to them as ever.
    with translation.override(plain(translation.get_language())):
        subject = _("Would you speak about “%(topic)s”?") % {"topic": topic}
        body = render_to_string(
            "planning/mail/talk.txt",
            {"talks": talks, "holder": holder, "topic": topic, "starts": starts, "workspace": actor.workspace},
        )
    lasts = timedelta(minutes=talks.minutes * talks.slots)
    content = invitation(
        uid=f"talk-round-{talks.pk}@{actor.workspace.slug}",
        title=f"{talks.name}: {topic}",
        starts=talks.starts_at,
        ends=talks.starts_at + lasts,
        place=talks.place,
        url=str(settings.PUBLIC_URL) + path,
        now=now,
    )
    why = Reason(contract=talks.name, attached=[("termin.ics", content.decode(), "text/calendar")])
    went = write_to(actor.workspace, holder.email, subject, body, why, on=day_in(actor.workspace, now))
    if went == "blocked":
        raise Impossible(
            _("No mail goes out: they want no messages, or its wording reads like advertising."), code="blocked"
        )
    return "mail" if went == "sent" else "failed"
