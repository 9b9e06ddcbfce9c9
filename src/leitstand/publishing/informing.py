"""Who is told what about texts and approvals; called by the verbs in their own transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.members import people_with
from leitstand.house.models import Person
from leitstand.house.notices import NoticeKind, notify
from leitstand.kernel.text import first_words
from leitstand.planning.models import Item
from leitstand.publishing.content import Lapse
from leitstand.publishing.models import Approval, Remark
from leitstand.publishing.notices import (
    APPROVED,
    ASKED,
    CHANGES_ASKED,
    LAPSED,
    REJECTED,
    REMARKED,
    STILL_ASKED,
)


def tell_asked(actor: Actor, approval: Approval, *, now: datetime) -> None:
    """Tell those who may approve; under four eyes not the one who asks."""
    item = approval.publication.item
    notify(
        ASKED,
        workspace=actor.workspace,
        now=now,
        params={"title": item.title, "person": actor.name},
        path=_approval_page(item),
        about=f"item:{item.pk}",
        but=actor.person if actor.workspace.four_eyes else None,
    )


def tell_still_asked(approvals: Sequence[Approval], *, now: datetime) -> None:
    """Remind those who may approve."""
    for approval in approvals:
        item = approval.publication.item
        notify(
            STILL_ASKED,
            workspace=approval.workspace,
            now=now,
            people=[
                person
                for person in people_with(approval.workspace, Permission.APPROVE)
                if not approval.workspace.four_eyes or person.pk != approval.requested_by_id
            ],
            params={"title": item.title},
            path=_approval_page(item),
            about=f"item:{item.pk}",
        )


def tell_approved(actor: Actor, approval: Approval, *, now: datetime) -> None:
    """Tell who asked."""
    _answer(APPROVED, actor, approval, {"channel": str(approval.publication.channel)}, now)


def tell_changes_asked(actor: Actor, approval: Approval, *, now: datetime) -> None:
    """Tell who asked what shall be different."""
    _answer(CHANGES_ASKED, actor, approval, {"comment": approval.comment[:500]}, now)


def tell_rejected(actor: Actor, approval: Approval, *, now: datetime) -> None:
    """Tell who asked why not."""
    _answer(REJECTED, actor, approval, {"comment": approval.comment[:500]}, now)


def tell_lapsed(actor: Actor, lapsed: Iterable[Lapse], *, now: datetime) -> None:
    """Tell who asked and who approved that the approval ended; whoever changed it knows already."""
    for lapse in lapsed:
        approval = lapse.approval
        if approval.decision != "approved":
            continue
        item = approval.publication.item
        notify(
            LAPSED,
            workspace=actor.workspace,
            now=now,
            people=_people(approval.requested_by, approval.decided_by, item.owner),
            params={"title": item.title, "person": actor.name},
            path=_composer(item),
            about=f"item:{item.pk}",
            but=actor.person,
        )


def tell_remarked(actor: Actor, remark: Remark, *, now: datetime) -> None:
    """Tell who owns the item, who wrote it and who took part in the talk."""
    item = remark.item
    talked = Person.objects.filter(pk__in=item.remarks.values("person"))
    drafted = Person.objects.filter(pk__in=[item.owner_id or 0])
    notify(
        REMARKED,
        workspace=actor.workspace,
        now=now,
        people=[*talked, *drafted],
        params={"title": item.title, "person": actor.name, "text": first_words(remark.text, 200)},
        path=f"{_composer(item)}#remarks",
        about=f"item:{item.pk}",
        but=actor.person,
    )


def _answer(kind: NoticeKind, actor: Actor, approval: Approval, more: dict[str, object], now: datetime) -> None:
    item = approval.publication.item
    notify(
        kind,
        workspace=actor.workspace,
        now=now,
        people=_people(approval.requested_by, item.owner),
        params={"title": item.title, "person": actor.name, **more},
        path=_composer(item),
        about=f"publication:{approval.publication_id}",
        but=actor.person,
    )


def _people(*people: Person | None) -> list[Person]:
    return [person for person in people if person is not None]


def _composer(item: Item) -> str:
    return reverse("composer_edit", args=[item.workspace.slug, item.pk])


def _approval_page(item: Item) -> str:
    return f"{reverse('approval_list', args=[item.workspace.slug])}?item={item.pk}"
