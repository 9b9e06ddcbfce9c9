"""Add or change a format of one's own, or offer it no longer."""

from datetime import datetime
from typing import Final, TypedDict

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.models import CATEGORIES, CONTENT_KINDS, OwnFormat

MOST_QUESTIONS: Final = 8
MOST_FORMATS: Final = 60
NAME_MAX: Final = 80
PURPOSE_MAX: Final = 300
QUESTION_MAX: Final = 200


class FormatFields(TypedDict):
    """What an own format consists of; `questions` are lines."""

    name: str
    purpose: str
    questions: str
    kind: str
    category: str


@transaction.atomic
def keep_format(actor: Actor, fields: FormatFields, *, now: datetime, found: OwnFormat | None = None) -> OwnFormat:
    """Keep a format; raises Invalid with a sentence for each field."""
    actor.require(Permission.PLAN)
    if found is not None:
        actor.own(found)
    name, purpose = " ".join(fields["name"].split()), " ".join(fields["purpose"].split())
    questions = [line.strip() for line in fields["questions"].splitlines() if line.strip()]
    others = OwnFormat.objects.filter(workspace=actor.workspace)
    if found is not None:
        others = others.exclude(pk=found.pk)
    errors = _wrong_name(name, others, is_new=found is None) | _wrong_rest(fields, purpose, questions)
    if errors:
        raise Invalid(errors)
    kept = found or OwnFormat(workspace=actor.workspace)
    kept.name, kept.purpose, kept.questions = name, purpose, questions
    kept.kind, kept.category = fields["kind"], fields["category"]
    kept.archived_at = None
    kept.save()
    audit.record(actor, "planning.keep_format", kept, now=now)
    return kept


@transaction.atomic
def archive_format(actor: Actor, found: OwnFormat, *, now: datetime) -> None:
    """Offer a format no longer; posts that used it keep its name."""
    actor.require(Permission.PLAN)
    actor.own(found)
    found.archived_at = now
    found.save(update_fields=["archived_at"])
    audit.record(actor, "planning.archive_format", found, now=now)


def _wrong_name(name: str, others: QuerySet[OwnFormat], *, is_new: bool) -> dict[str, str]:
    if not name:
        return {"name": _("Give it a name.")}
    if len(name) > NAME_MAX:
        return {"name": _("At most %(count)d characters, please.") % {"count": NAME_MAX}}
    if others.filter(name__iexact=name).exists():
        return {"name": _("There is a format of this name already.")}
    if is_new and others.count() >= MOST_FORMATS:
        return {"name": _("There are %(count)d formats already; archive one first.") % {"count": MOST_FORMATS}}
    return {}


def _wrong_rest(fields: FormatFields, purpose: str, questions: list[str]) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not purpose:
        errors["purpose"] = _("Say what it is for.")
    elif len(purpose) > PURPOSE_MAX:
        errors["purpose"] = _("At most %(count)d characters, please.") % {"count": PURPOSE_MAX}
    if not questions:
        errors["questions"] = _("Write at least one question that a post in this format answers.")
    elif len(questions) > MOST_QUESTIONS or any(len(question) > QUESTION_MAX for question in questions):
        errors["questions"] = _("At most %(count)d questions with up to 200 characters each.") % {
            "count": MOST_QUESTIONS
        }
    if fields["kind"] not in dict(CONTENT_KINDS):
        errors["kind"] = _("There is no such kind of content.")
    if fields["category"] and fields["category"] not in dict(CATEGORIES):
        errors["category"] = _("There is no such choice.")
    return errors
