"""Where somebody is signed in, and ending that from afar."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from leitstand.house.actions.end_sessions import end_sessions
from leitstand.house.clock import now
from leitstand.house.models import Person
from leitstand.house.signed_in import note_session


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """List one's sessions; POST ends one (`session`) or all others."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 - login_required has made sure
    own_key = request.session.session_key or ""
    if request.method == "POST":
        told = request.POST.get("session", "")
        ended = end_sessions(person, now=now(), only=[int(told)] if told.isdigit() else (), but=own_key)
        if ended:
            messages.success(
                request, ngettext("%(n)d session was ended.", "%(n)d sessions were ended.", ended) % {"n": ended}
            )
        else:
            messages.info(request, _("There was no other session to end."))
        return redirect("usersessions_list")
    note_session(request, at_once=True)
    listed = UserSession.objects.purge_and_list(person)
    return render(request, "house/sessions.html", {"sessions": listed, "own_key": own_key, "others": len(listed) > 1})
