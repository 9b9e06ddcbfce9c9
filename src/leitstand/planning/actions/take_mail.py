"""Make ideas of letters: their own words, their pictures, and the sender as the contributor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.library import files
from leitstand.library.actions.take_in import take_in
from leitstand.library.models import Asset
from leitstand.library.screen import upload_most
from leitstand.planning.actions.hand_in_idea import hand_in_idea
from leitstand.planning.core.letters import Letter, split_letters
from leitstand.planning.letters import read_letter
from leitstand.planning.models import Idea

TAG = "Idee"


@dataclass(frozen=True, slots=True)
class Taken:
    """How many letters became ideas, were known already, or hold no idea."""

    ideas: int = 0
    known: int = 0
    left_out: int = 0


def take_mail(actor: Actor, content: bytes, *, now: datetime) -> Taken:
    """Take in an .eml or .mbox file or a letter out of a mailbox; the same letter twice is one idea."""
    actor.require(Permission.COMMENT)
    ideas = known = left_out = 0
    for raw in split_letters(content):
        letter = read_letter(raw)
        if letter.is_machine or not (letter.subject or letter.text):
            left_out += 1
        elif Idea.objects.filter(workspace=actor.workspace, message_id=letter.id).exists():
            known += 1
        else:
            try:
                _idea(actor, letter, now)
                ideas += 1
            except Invalid:
                left_out += 1
    return Taken(ideas, known, left_out)


def _idea(actor: Actor, letter: Letter, now: datetime) -> Idea:
    return hand_in_idea(
        actor,
        {
            "title": letter.subject,
            "text": letter.text,
            "contributor": letter.name or letter.email.partition("@")[0],
            "email": letter.email,
            "message_id": letter.id,
        },
        source="mail",
        files=list(_kept(Actor.house(actor.workspace, via=actor.via), letter, now)),
        now=now,
    )


def _kept(house: Actor, letter: Letter, now: datetime) -> Iterable[Asset]:
    """Keep the pictures; one that cannot be used does not keep the idea out."""
    for attached in letter.files:
        try:
            path = files.take_in([attached.content], most=upload_most())
            yield take_in(house, path, name=attached.name or letter.subject, now=now, tags=[TAG])
        except (Impossible, files.TooBig):
            continue
