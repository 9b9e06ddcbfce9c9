"""Say by which words a chance is told: add your own, switch those of the house off and on."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.listening.core.chances import book
from leitstand.listening.core.query import QueryError, parse
from leitstand.listening.models import ChanceTerm
from leitstand.listening.words import explain

MOST: Final = 200


@transaction.atomic
def add_chance_term(actor: Actor, query: str, *, now: datetime) -> ChanceTerm:
    """Add a term in the language of searches; it counts for what comes in from now on. Raises Invalid."""
    actor.require(Permission.ANSWER)
    query = " ".join(query.split())
    if len(query) > MOST:
        raise Invalid({"query": _("At most %(count)d characters, please.") % {"count": MOST}})
    try:
        parse(query)
    except QueryError as error:
        raise Invalid({"query": explain(error)}) from error
    terms = ChanceTerm.objects.filter(workspace=actor.workspace)
    if terms.count() >= MOST:
        raise Invalid({"query": _("At most %(count)d terms, please.") % {"count": MOST}})
    if query in of_the_house():
        raise Invalid({"query": _("The house has this term already.")})
    kept, is_new = ChanceTerm.objects.get_or_create(workspace=actor.workspace, query=query)
    if is_new:
        audit.record(actor, "listening.add_chance_term", kept, now=now)
    return kept


@transaction.atomic
def drop_chance_term(actor: Actor, query: str, *, now: datetime) -> None:
    """Take an own term out, or switch one of the house off. Raises Invalid for a term nobody has."""
    actor.require(Permission.ANSWER)
    if query in of_the_house():
        kept, _new = ChanceTerm.objects.get_or_create(workspace=actor.workspace, query=query, defaults={"is_off": True})
    else:
        found = ChanceTerm.objects.filter(workspace=actor.workspace, query=query).first()
        if found is None:
            raise Invalid({"query": _("There is no such term.")})
        kept = found
    audit.record(actor, "listening.drop_chance_term", kept, now=now)
    if not kept.is_off:
        kept.delete()


@transaction.atomic
def restore_chance_term(actor: Actor, query: str, *, now: datetime) -> None:
    """Have a term of the house count again."""
    actor.require(Permission.ANSWER)
    kept = ChanceTerm.objects.filter(workspace=actor.workspace, query=query, is_off=True).first()
    if kept is not None:
        audit.record(actor, "listening.restore_chance_term", kept, now=now)
        kept.delete()


def of_the_house() -> frozenset[str]:
    """Return all terms that the house comes with."""
    return frozenset(query for kind in book() for listed in kind.terms.values() for query in listed)
