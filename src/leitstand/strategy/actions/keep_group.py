"""Keep target groups with their tone, and the personas who stand for them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.core.platforms import platforms
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.strategy.models import Persona, TargetGroup
from leitstand.strategy.models.audience import ADDRESSES, CONTEXTS, EMOJI_USES, FORMALITIES, JARGON_LEVELS, MOTIVES

MOST_WORDS: Final = 100
YOUNGEST: Final = 13
OLDEST: Final = 110


class GroupFields(TypedDict):
    """What is kept of a target group; `glossary` maps a trade term to its explanation."""

    name: str
    description: str
    concerns: str
    platforms: Sequence[str]
    address: str
    formality: str
    emoji: str
    jargon: str
    words_to_use: Sequence[str]
    words_to_avoid: Sequence[str]
    glossary: Mapping[str, str]


class PersonaFields(TypedDict):
    """What is kept of a persona."""

    name: str
    role: str
    age: int | None
    motives: Sequence[str]
    context: str
    goals: str
    worries: str


@transaction.atomic
def keep_group(actor: Actor, fields: GroupFields, *, now: datetime, group: TargetGroup | None = None) -> TargetGroup:
    """Create or change a target group; raises Invalid at the field."""
    actor.require(Permission.PLAN)
    if group is not None:
        actor.own(group)
    name = " ".join(fields["name"].split())
    errors = {}
    if not name:
        errors["name"] = _("Please say what the group is called.")
    others = TargetGroup.objects.filter(workspace=actor.workspace, name__iexact=name)
    if (others.exclude(pk=group.pk) if group else others).exists():
        errors["name"] = _("There is a group of this name already.")
    if set(fields["platforms"]) - {platform.id for platform in platforms()}:
        errors["platforms"] = _("Nothing is known about one of these networks.")
    chosen: dict[str, tuple[str, Sequence[tuple[str, object]]]] = {
        "address": (fields["address"], ADDRESSES),
        "formality": (fields["formality"], FORMALITIES),
        "emoji": (fields["emoji"], EMOJI_USES),
        "jargon": (fields["jargon"], JARGON_LEVELS),
    }
    for field, (value, choices) in chosen.items():
        if value not in [one for one, _label in choices]:
            errors[field] = _("Please choose one of the answers.")
    for field in ("words_to_use", "words_to_avoid"):
        if len(fields[field]) > MOST_WORDS:  # type: ignore[literal-required]
            errors[field] = _("At most 100 words, please.")
    both = {word.casefold() for word in fields["words_to_use"]} & {word.casefold() for word in fields["words_to_avoid"]}
    if both:
        errors["words_to_avoid"] = _("“%(word)s” stands in both lists.") % {"word": min(both)}
    if errors:
        raise Invalid(errors)
    found = group or TargetGroup(workspace=actor.workspace, created_at=now)
    for column, told in fields.items():
        setattr(found, column, told)
    found.name = name
    found.save()
    audit.record(actor, "strategy.keep_group", found, now=now)
    return found


@transaction.atomic
def end_group(actor: Actor, group: TargetGroup, *, now: datetime) -> None:
    """Offer a group no longer; posts that were meant for it keep it."""
    actor.require(Permission.PLAN)
    actor.own(group)
    group.ended_at = now
    group.save(update_fields=["ended_at"])
    audit.record(actor, "strategy.end_group", group, now=now)


@transaction.atomic
def keep_persona(
    actor: Actor, group: TargetGroup, fields: PersonaFields, *, now: datetime, persona: Persona | None = None
) -> Persona:
    """Create or change a persona of a group; raises Invalid at the field."""
    actor.require(Permission.PLAN)
    actor.own(group, *([persona] if persona else []))
    errors = {}
    if not fields["name"].strip():
        errors["name"] = _("Please give the persona a name.")
    if fields["age"] is not None and not YOUNGEST <= fields["age"] <= OLDEST:
        errors["age"] = _("Please enter an age from 13 to 110.")
    if set(fields["motives"]) - dict(MOTIVES).keys():
        errors["motives"] = _("Please choose among the motives.")
    if fields["context"] not in dict(CONTEXTS):
        errors["context"] = _("Please choose one of the answers.")
    if errors:
        raise Invalid(errors)
    found = persona or Persona(workspace=actor.workspace, group=group)
    for field, value in fields.items():
        setattr(found, field, value)
    found.save()
    audit.record(actor, "strategy.keep_persona", found, now=now)
    return found


@transaction.atomic
def drop_persona(actor: Actor, persona: Persona, *, now: datetime) -> None:
    """Take a persona away."""
    actor.require(Permission.PLAN)
    actor.own(persona)
    audit.record(actor, "strategy.drop_persona", persona, now=now)
    persona.delete()
