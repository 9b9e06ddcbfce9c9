"""How long this room keeps what others wrote; what the networks demand holds besides (forget_due)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.channels.models import Channel
from leitstand.community.actions.forget_due import forget_old
from leitstand.community.duties import duties_of
from leitstand.community.models import Case, Crisis, Draft, Escalation, Incoming, Note
from leitstand.connector_kit.duties import Kept as Demand
from leitstand.contacts.retention import still_needed
from leitstand.house.models import Workspace
from leitstand.house.retention import Bound, Kept, declare

_WHAT: "dict[Demand, str | Promise]" = {
    "interaction_text": _("what others wrote"),
    "profile": _("who wrote it"),
    "message_text": _("private messages"),
    "own_post": _("our own posts"),
    "figures": _("figures"),
}


def _sweep(workspace: Workspace, before: datetime, now: datetime) -> int:
    return forget_old(workspace, before=before, now=now)


def _bounds(workspace: Workspace) -> Sequence[Bound]:
    return [
        Bound(str(channel), _WHAT[duty.kind], duty.hours, duty.source, duty.read_on)
        for channel in Channel.objects.filter(workspace=workspace).order_by("pk")
        for duty in duties_of(channel)
        if duty.kind in ("interaction_text", "profile", "message_text")
    ]


declare(
    Kept(
        "community.incoming",
        _("Comments, mentions and messages, with who wrote them"),
        1095,
        1,
        3650,
        _(
            "Our own starting value, after the usual limitation of claims (three years, § 195 BGB). "
            "What a network bounds goes sooner, whatever is set here."
        ),
        _sweep,
        _bounds,
    )
)


def _sweep_notes(workspace: Workspace, before: datetime, _now: datetime) -> int:
    notes, _by_model = Note.objects.filter(workspace=workspace, at__lt=before).delete()
    drafts, _by_model = Draft.objects.filter(workspace=workspace, at__lt=before).delete()
    orders = Case.objects.filter(workspace=workspace, opened_at__lt=before).exclude(order_ref="")
    return notes + drafts + orders.update(order_ref="")


declare(
    Kept(
        "community.notes",
        _("Notes, drafts and order numbers at conversations"),
        365,
        30,
        1095,
        _("Our own starting value: a year later nobody works on the case any more."),
        _sweep_notes,
    )
)


def _sweep_crises(workspace: Workspace, before: datetime, _now: datetime) -> int:
    crises, _by_model = Crisis.objects.filter(workspace=workspace, ended_at__lt=before).delete()
    escalations, _by_model = Escalation.objects.filter(workspace=workspace, closed_at__lt=before).delete()
    return crises + escalations


declare(
    Kept(
        "community.crises",
        _("Escalations and crises that are over, with log and review"),
        1095,
        90,
        3650,
        _(
            "Our own starting value, after the usual limitation of claims (three years, § 195 BGB). "
            "The incident made of a crisis stays as long as incidents do."
        ),
        _sweep_crises,
    )
)


@still_needed
def _wrote_lately(workspace: Workspace, before: datetime) -> Sequence[tuple[str, str]]:
    lately = Incoming.objects.filter(workspace=workspace, at__gte=before).exclude(author_key="")
    return list(lately.values_list("channel__network", "author_key").distinct())
