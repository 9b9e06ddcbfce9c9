"""Who works here: members with their roles, open invitations, leaving."""

from smtplib import SMTPException

from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house.actions.change_role import change_role
from leitstand.house.actions.erase_person import erase_person
from leitstand.house.actions.export_person import export_person
from leitstand.house.actions.invite import invite
from leitstand.house.actions.remove_person import remove_person
from leitstand.house.actions.revoke_invitation import revoke_invitation
from leitstand.house.clock import now
from leitstand.house.core.roles import TABLE, Permission, Role
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import InviteForm, put_errors
from leitstand.house.mail import mail_is_set
from leitstand.house.models import ROLE_LABELS, Invitation, Membership
from leitstand.house.reference import PERMISSION_WORDS
from leitstand.house.requests import WorkRequest

_FRESH = "fresh_invitation"


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.MANAGE_PEOPLE)
def people(request: WorkRequest) -> HttpResponse:
    """List the members; an owner invites here, and the new link is shown once."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation, link = invite(request.actor, **form.cleaned_data, now=now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            mailed = _mail(request, invitation, link)
            request.session[_FRESH] = {"email": invitation.email, "link": link, "mailed": mailed}
            return redirect("house_people", request.workspace.slug)
    open_ones = Invitation.objects.filter(workspace=request.workspace, accepted_at=None, revoked_at=None)
    context = {
        "members": Membership.objects.filter(workspace=request.workspace)
        .select_related("person")
        .order_by("person__name"),
        "invitations": open_ones.select_related("invited_by").order_by("-created_at"),
        "moment": now(),
        "form": form,
        "roles": ROLE_LABELS,
        "fresh": request.session.pop(_FRESH, None) if request.method == "GET" else None,
        "may_manage": request.actor.may(Permission.MANAGE_PEOPLE),
    }
    return render(request, "house/people.html", context, status=422 if form.errors else 200)


@require_safe
@allow(Permission.SEE)
def roles(request: WorkRequest) -> HttpResponse:
    """Show who may do what: the table the code itself asks."""
    rows = [(PERMISSION_WORDS[permission], [role in TABLE[permission] for role in Role]) for permission in Permission]
    return render(request, "house/roles.html", {"roles": [label for _id, label in ROLE_LABELS], "rows": rows})


@post_only
@allow(Permission.MANAGE_PEOPLE)
def role(request: WorkRequest, pk: int) -> HttpResponse:
    """Give a member another role."""
    membership = _member(request, pk)
    try:
        change_role(request.actor, membership, request.POST.get("role", ""), now=now())
    except Invalid as invalid:
        messages.error(request, str(invalid))
    else:
        messages.success(request, _("%(name)s has another role now.") % {"name": membership.person})
    return redirect("house_people", request.workspace.slug)


@post_only
@allow(Permission.SEE)
def remove(request: WorkRequest, pk: int) -> HttpResponse:
    """Take somebody out of the workspace, or leave it oneself; the action tells the two apart."""
    membership = _member(request, pk)
    remove_person(request.actor, membership, now=now())
    if membership.person_id == request.user.pk:
        messages.success(request, _("You have left the workspace %(name)s.") % {"name": request.workspace.name})
        return redirect("house_root")
    messages.success(request, _("%(name)s is no longer a member.") % {"name": membership.person})
    return redirect("house_people", request.workspace.slug)


@post_only
@allow(Permission.MANAGE_PEOPLE)
def erase(request: WorkRequest, pk: int) -> HttpResponse:
    """Forget a person, as Art. 17 GDPR asks."""
    person = _member(request, pk).person
    if erase_person(request.actor, person, now=now()):
        messages.success(request, _("The person and what was stored about them are erased."))
    else:
        messages.success(
            request, _("The person is forgotten here. The account stays, for it belongs to other workspaces as well.")
        )
    return redirect("house_people", request.workspace.slug)


@require_safe
@allow(Permission.MANAGE_PEOPLE)
def data(request: WorkRequest, pk: int) -> HttpResponse:
    """Hand out what this workspace stores about a member (Art. 15 GDPR)."""
    person = _member(request, pk).person
    answer = JsonResponse(
        export_person(request.actor, person, now=now()), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    answer["Content-Disposition"] = f'attachment; filename="leitstand-person-{person.pk}.json"'
    return answer


@post_only
@allow(Permission.MANAGE_PEOPLE)
def revoke(request: WorkRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = get_object_or_404(Invitation, pk=pk, workspace=request.workspace)
    revoke_invitation(request.actor, invitation, now=now())
    messages.success(request, _("The invitation is taken back; its link leads nowhere now."))
    return redirect("house_people", request.workspace.slug)


def _member(request: WorkRequest, pk: int) -> Membership:
    return get_object_or_404(Membership.objects.select_related("person"), pk=pk, workspace=request.workspace)


def _mail(request: WorkRequest, invitation: Invitation, link: str) -> bool:
    """Send the link at once, so that the page can say whether it went; the link is kept nowhere."""
    if not mail_is_set():
        return False
    context = {"invitation": invitation, "link": link, "workspace": request.workspace, "person": request.user}
    subject = _("%(name)s invites you to %(workspace)s") % {"name": request.user, "workspace": request.workspace}
    try:
        send_mail(
            " ".join(subject.split()), render_to_string("house/mail/invitation.txt", context), None, [invitation.email]
        )
    except (SMTPException, OSError):
        return False
    return True
