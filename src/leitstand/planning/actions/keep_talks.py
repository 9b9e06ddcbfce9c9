"""Internal talks: plan a round, propose, vote, set the agenda, pick up the idea of a talk."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor, Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.actions.hand_in_idea import hand_in_idea
from leitstand.planning.core.talks import chosen
from leitstand.planning.models import TALK_MANNERS, Idea, KnowledgeHolder, Talk, TalkRound, TalkVote
from leitstand.planning.queries.talks import proposals_of


class RoundFields(TypedDict):
    """What is said about a round of talks."""

    name: str
    manner: str
    starts_at: datetime
    slots: int
    minutes: int
    place: str
    patron: str


@transaction.atomic
def keep_round(actor: Actor, fields: RoundFields, *, now: datetime, talks: TalkRound | None = None) -> TalkRound:
    """Plan or change a round of talks."""
    actor.require(Permission.PLAN)
    if talks is not None:
        actor.own(talks)
    name = " ".join(fields["name"].split())[:120]
    errors = {} if name else {"name": _("Please give it a name.")}
    if fields["manner"] not in dict(TALK_MANNERS):
        errors["manner"] = _("There is no such choice.")
    if not 1 <= fields["slots"] <= 30:
        errors["slots"] = _("Between 1 and 30 talks, please.")
    if not 5 <= fields["minutes"] <= 180:
        errors["minutes"] = _("Between 5 and 180 minutes, please.")
    if errors:
        raise Invalid(errors)
    found = talks or TalkRound(workspace=actor.workspace, created_at=now)
    found.name, found.manner, found.starts_at = name, fields["manner"], fields["starts_at"]
    found.slots, found.minutes = fields["slots"], fields["minutes"]
    found.place, found.patron = fields["place"].strip()[:200], fields["patron"].strip()[:120]
    found.save()
    audit.record(actor, "planning.keep_round", found, now=now)
    return found


@transaction.atomic
def drop_round(actor: Actor, talks: TalkRound, *, now: datetime) -> None:
    """Delete a round with what was proposed for it; ideas that came of it stay."""
    actor.require(Permission.PLAN)
    actor.own(talks)
    audit.record(actor, "planning.drop_round", talks, now=now)
    talks.delete()


@transaction.atomic
def propose_talk(
    actor: Actor,
    talks: TalkRound,
    *,
    title: str,
    about: str,
    speaker: str,
    now: datetime,
    holder: KnowledgeHolder | None = None,
) -> Talk:
    """Propose a talk; without a name whoever proposes it speaks."""
    actor.require(Permission.COMMENT)
    actor.own(talks, *([holder] if holder else []))
    words = " ".join(title.split())[:200]
    if not words:
        raise Invalid({"title": _("Please say what the talk is about.")})
    if talks.starts_at <= now and talks.manner == "agenda":
        raise Impossible(_("The agenda is fixed; this round has begun."), code="begun")
    made = Talk.objects.create(
        workspace=actor.workspace,
        round=talks,
        title=words,
        about=about.replace("\r\n", "\n").strip()[:4000],
        speaker=(speaker.strip() or (holder.name if holder else str(actor.person or "")))[:120],
        holder=holder,
        proposed_by=actor.person,
        proposed_at=now,
    )
    audit.record(actor, "planning.propose_talk", made, now=now)
    return made


@transaction.atomic
def vote_talk(actor: Actor, talk: Talk, *, now: datetime) -> bool:
    """Vote for a talk, or take the vote back; return whether the actor wants to hear it now."""
    actor.require(Permission.COMMENT)
    actor.own(talk)
    if actor.person is None:
        raise Impossible(_("Only people vote."), code="nobody")
    if talk.slot is not None:
        raise Impossible(_("The agenda stands already."), code="chosen")
    gone, _rows = TalkVote.objects.filter(talk=talk, person=actor.person).delete()
    if not gone:
        TalkVote.objects.create(workspace=actor.workspace, talk=talk, person=actor.person)
    audit.record(actor, "planning.vote_talk", talk, now=now)
    return not gone


@transaction.atomic
def set_agenda(actor: Actor, talks: TalkRound, ids: Sequence[int] | None, *, now: datetime) -> list[Talk]:
    """Choose the talks in their order; without a choice the votes decide."""
    actor.require(Permission.PLAN)
    actor.own(talks)
    wanted = list(dict.fromkeys(ids)) if ids is not None else chosen(proposals_of(talks), talks.slots)
    if not wanted:
        raise Invalid({"talks": _("Choose at least one talk.")})
    if len(wanted) > talks.slots:
        raise Invalid({"talks": _("There is room for %(count)s talks.") % {"count": talks.slots}})
    known = {talk.pk: talk for talk in talks.talks.select_for_update()}
    if not known.keys() >= set(wanted):
        raise Foreign("talk")
    for talk in known.values():
        talk.slot = wanted.index(talk.pk) if talk.pk in wanted else None
        talk.save(update_fields=["slot"])
    audit.record(actor, "planning.set_agenda", talks, now=now, details={"count": len(wanted)})
    return [known[number] for number in wanted]


def pick_up_idea(actor: Actor, talk: Talk, text: str, *, now: datetime) -> Idea:
    """Make an idea of a talk: whoever spoke counts as its contributor, and hears what becomes of it."""
    actor.require(Permission.COMMENT)
    actor.own(talk)
    with transaction.atomic():
        idea = hand_in_idea(
            actor,
            {
                "title": talk.title,
                "text": text.strip() or talk.about or talk.title,
                "contributor": talk.speaker,
                "department": talk.holder.department if talk.holder else "",
                "email": talk.holder.email if talk.holder else "",
            },
            source="talk",
            now=now,
        )
        Idea.objects.filter(pk=idea.pk).update(talk=talk, holder=talk.holder or idea.holder)
        idea.refresh_from_db()
    return idea
