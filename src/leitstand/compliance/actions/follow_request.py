"""Do what a person asks in every room at once: hand out what is stored about them, or let go of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.models import PersonRequest
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.core.taking_out import Sought, sought
from leitstand.house.errors import Impossible
from leitstand.house.outsiders import Hit, aliases, hits_of, let_go


@dataclass(frozen=True, slots=True)
class Erased:
    """What went, by table, and what stays with its reason."""

    gone: int
    stayed: tuple[Hit, ...]


def terms_of(request: PersonRequest) -> Sought:
    """Return by which words the person is looked for."""
    return sought(request.name, request.email, *request.handles.replace(";", ",").split(","))


@transaction.atomic
def hand_out(actor: Actor, request: PersonRequest, keys: Iterable[str], *, now: datetime) -> tuple[Hit, ...]:
    """Return the chosen rows to be handed out; the trail keeps that it was done. Raises Impossible before the person is known."""
    actor.require(Permission.MANAGE_PEOPLE)
    actor.own(request)
    _is_known(request)
    hits = _others(request, hits_of(actor.workspace, keys))
    request.handed_out_at = now
    request.save(update_fields=["handed_out_at"])
    audit.record(actor, "compliance.hand_out", request, now=now, details={"count": len(hits)})
    return hits


@transaction.atomic
def erase_outsider(actor: Actor, request: PersonRequest, keys: Iterable[str], *, now: datetime) -> Erased:
    """Let every room let go of the chosen rows, all or nothing; what must stay is told with its reason.

    Raises Impossible before it is known who asks, or where nothing was chosen.
    """
    actor.require(Permission.MANAGE_PEOPLE)
    actor.own(request)
    _is_known(request)
    hits = _others(request, hits_of(actor.workspace, keys))
    if not hits:
        raise Impossible(_("Choose what is about this person first."), code="nothing_chosen")
    whom = sought(*terms_of(request).terms, *aliases(hits))
    gone = let_go(actor, hits, whom, now=now)
    stayed = tuple(hit for hit in hits if hit.stays)
    request.erased_at = now
    request.erased = {label: gone[label] + int(request.erased.get(label, 0)) for label in {*gone, *request.erased}}
    # Tables and reasons only: the record of an erasure must not keep what was erased.
    request.stayed = sorted({hit.entry.model._meta.label for hit in stayed})  # noqa: SLF001 - Django's public name
    request.save(update_fields=["erased_at", "erased", "stayed"])
    audit.record(
        actor, "compliance.erase_outsider", request, now=now, details={"count": gone.total(), "open": len(stayed)}
    )
    return Erased(gone.total(), stayed)


def _is_known(request: PersonRequest) -> None:
    if not request.identity:
        raise Impossible(
            _("Check first who asks, and note how: nothing goes to, or away for, somebody else (Art. 12 (6) GDPR)."),
            code="not_known",
        )


def _others(request: PersonRequest, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Leave this very request out: it is not what is asked about."""
    return tuple(hit for hit in hits if not (isinstance(hit.row, PersonRequest) and hit.row.pk == request.pk))
