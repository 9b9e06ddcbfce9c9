"""Who writes to us: kept as a contact from the conversation, with the part they play."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.community.actions.know_author import know_author, note_part
from leitstand.community.desk import week_of
from leitstand.community.models import Incoming
from leitstand.community.queries.contacts import author_of, conversations_with
from leitstand.community.shown import rows_of
from leitstand.contacts.models import Contact
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.requests import WorkRequest

SHOWN = 30


@require_safe
@allow(Permission.ANSWER)
def conversations(request: WorkRequest, contact: int) -> HttpResponse:
    """List all conversations with a contact."""
    found = get_object_or_404(Contact, pk=contact, workspace=request.workspace)
    page = Paginator(conversations_with(request.actor, found), SHOWN).get_page(request.GET.get("page"))
    context = {"contact": found, "page": page, "rows": rows_of(list(page), week_of(request.workspace), clock.now())}
    return render(request, "community/of_contact.html", context)


@post_only
@allow(Permission.ANSWER)
def know(request: WorkRequest, incoming: int) -> HttpResponse:
    """Keep the author as a contact: a new one by name, or one who is there already."""
    found = _incoming(request, incoming)
    chosen = request.POST.get("contact", "")
    contact = get_object_or_404(Contact, pk=int(chosen), workspace=request.workspace) if chosen.isdecimal() else None
    try:
        known = know_author(request.actor, found, contact=contact, name=request.POST.get("name", ""), now=clock.now())
    except Impossible as impossible:
        messages.error(request, impossible.message)
    except Invalid as invalid:
        messages.error(request, str(invalid))
    else:
        messages.success(request, _("“%(name)s” is a contact now.") % {"name": known.name})
    return _back(request, found.conversation_id)


@post_only
@allow(Permission.ANSWER)
def part(request: WorkRequest, incoming: int) -> HttpResponse:
    """Note the part that what they wrote tells."""
    found = _incoming(request, incoming)
    contact = author_of(found)
    if contact is not None and note_part(request.actor, found, contact, now=clock.now()):
        messages.success(request, _("The part was noted."))
    return _back(request, found.conversation_id)


def _incoming(request: WorkRequest, pk: int) -> Incoming:
    rows = Incoming.objects.select_related("channel__workspace", "conversation")
    return get_object_or_404(rows, pk=pk, workspace=request.workspace)


def _back(request: WorkRequest, conversation: UUID) -> HttpResponse:
    return redirect("community_conversation", request.workspace.slug, conversation)
