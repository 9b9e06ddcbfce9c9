"""The way in: "/", one-time links, invitations, switching between workspaces."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from leitstand.house import setup
from leitstand.house.actions.accept_invitation import accept_invitation, find_invitation
from leitstand.house.actions.create_workspace import create_workspace, may_create_workspace
from leitstand.house.actions.use_login_link import use_login_link
from leitstand.house.actor import Foreign
from leitstand.house.clock import now
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import JoinForm, NewWorkspaceForm, put_errors
from leitstand.house.language import plain
from leitstand.house.limits import too_often
from leitstand.house.models import Person, Workspace
from leitstand.house.signed_in import sign_in


@require_safe
@never_cache
def root(request: HttpRequest) -> HttpResponse:
    """Lead to where somebody left off; into the assistant while nobody is in the house."""
    person = request.user
    if not isinstance(person, Person):
        return redirect("house:setup" if setup.is_needed() else "account_login")
    workspaces = Workspace.objects.filter(memberships__person=person)
    workspace = workspaces.filter(pk=person.last_workspace_id or 0).first() or workspaces.order_by("name").first()
    if workspace is None:
        return render(request, "house/nowhere.html", {"may_create": may_create_workspace(person)})
    return redirect(f"/w/{workspace.slug}/")


@require_GET
@never_cache
def login_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Sign in by a one-time link."""
    slower = too_often(request, "login_link")
    if slower is not None:
        return slower
    person = use_login_link(token, now=now())
    if person is None:
        return render(request, "house/link_gone.html", {"what": "login"}, status=410)
    return sign_in(request, person)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show who invites into what, and let the invited person in."""
    slower = too_often(request, "invitation")
    if slower is not None:
        return slower
    found = find_invitation(token, now=now())
    if found is None:
        return render(request, "house/link_gone.html", {"what": "invitation"}, status=410)
    person = request.user if isinstance(request.user, Person) else None
    has_account = Person.objects.filter(email=found.email).exists()
    form = JoinForm(request.POST or None)
    context = {"invitation": found, "form": form, "has_account": has_account, "person": person}
    if request.method != "POST":
        return render(request, "house/invitation.html", context)
    try:
        if person is not None:
            return redirect(f"/w/{accept_invitation(token, now=now(), person=person).workspace.slug}/")
        if not form.is_valid():
            return render(request, "house/invitation.html", context, status=422)
        actor = accept_invitation(
            token,
            now=now(),
            name=form.cleaned_data["name"],
            password=form.cleaned_data["password"],
            language=plain(getattr(request, "LANGUAGE_CODE", "de")),
        )
    except Invalid as invalid:
        put_errors(form, invalid)
        return render(request, "house/invitation.html", context, status=422)
    except Impossible:
        return render(request, "house/link_gone.html", {"what": "invitation"}, status=410)
    assert actor.person is not None  # noqa: S101 - whoever accepts is somebody
    return sign_in(request, actor.person, to=f"/w/{actor.workspace.slug}/")


@login_required
@require_safe
def enter_workspace(request: HttpRequest, workspace: str) -> HttpResponse:
    """Switch to another workspace."""
    found = Workspace.objects.filter(slug=workspace, memberships__person=_signed_in(request)).first()
    if found is None:
        raise Foreign(workspace)
    return redirect(f"/w/{found.slug}/")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_workspace(request: HttpRequest) -> HttpResponse:
    """Open another workspace."""
    person = _signed_in(request)
    form = NewWorkspaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actor = create_workspace(person, now=now(), **form.cleaned_data)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            return redirect(setup.first_channel_address(actor.workspace))
    context = {"form": form, "may_create": may_create_workspace(person)}
    return render(request, "house/new_workspace.html", context, status=422 if form.errors else 200)


def _signed_in(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 - login_required has made sure
    return request.user
