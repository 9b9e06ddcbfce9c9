"""What somebody should know: the list, the bell, and putting things aside."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from leitstand.house.actions.mark_read import mark_read
from leitstand.house.clock import now
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.models import Notification
from leitstand.house.notices import NoticeKind, kind_of
from leitstand.house.requests import WorkRequest
from leitstand.house.templatetags.kit import NOTICE_LOOKS

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Told:
    """A notification as it is drawn."""

    row: Notification
    kind: NoticeKind
    title: str
    text: str
    tone: str


def told(row: Notification) -> Told:
    """Put a notification into words, in the language that is active."""
    kind = kind_of(row)
    return Told(row, kind, kind.title_for(row.params), kind.text_for(row.params), NOTICE_LOOKS[kind.level][0])


@require_safe
@allow(Permission.SEE)
def notices(request: WorkRequest) -> HttpResponse:
    """List one's notices, the newest first; `?unread=1` only what is unread."""
    rows = Notification.objects.filter(workspace=request.workspace, person=request.user).order_by("-at", "-pk")
    only_unread = request.GET.get("unread") == "1"
    if only_unread:
        rows = rows.filter(read_at=None)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "notices": [told(row) for row in page.object_list], "only_unread": only_unread}
    return render(request, "house/notices.html", context)


@require_safe
@allow(Permission.SEE)
def bell(request: WorkRequest) -> HttpResponse:
    """Draw the bell with the number of unread notices; the frame asks for it every 30 seconds."""
    unread = Notification.objects.filter(workspace=request.workspace, person=request.user, read_at=None).count()
    return render(request, "house/_bell.html", {"unread_count": unread})


@post_only
@allow(Permission.SEE)
def open_notice(request: WorkRequest, pk: int) -> HttpResponse:
    """Put a notice aside and lead to what it is about."""
    row = get_object_or_404(Notification, pk=pk, workspace=request.workspace, person=request.user)
    mark_read(request.actor, now=now(), only=[row.pk])
    return redirect(row.path or reverse("house_notices", args=[request.workspace.slug]))


@post_only
@allow(Permission.SEE)
def read_all(request: WorkRequest) -> HttpResponse:
    """Put all notices aside."""
    mark_read(request.actor, now=now())
    return redirect("house_notices", request.workspace.slug)
