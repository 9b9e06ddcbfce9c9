"""People outside: the list, one of them, and the parts they play."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.contacts.actions.change_role import change_role
from leitstand.contacts.actions.forget_contact import forget_contact
from leitstand.contacts.actions.keep_contact import ContactFields, keep_contact
from leitstand.contacts.actions.set_relationship import set_relationship
from leitstand.contacts.core.roles import NONE, ContactRole
from leitstand.contacts.forms import ContactForm, RelationshipForm, RoleForm
from leitstand.contacts.models import Contact
from leitstand.contacts.queries import contacts_of
from leitstand.contacts.relationships import relationship_of
from leitstand.contacts.words import role_choices, role_name, role_words
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest

ON_A_PAGE = 50
WITHOUT = "ohne"


@require_safe
@allow(Permission.ANSWER)
def contacts(request: WorkRequest) -> HttpResponse:
    """List the contacts, narrowed by words and part."""
    words, chosen = request.GET.get("wort", "").strip()[:100], request.GET.get("rolle", "")
    role = NONE if chosen == WITHOUT else chosen if chosen in list(ContactRole) else None
    page = Paginator(contacts_of(request.workspace, words=words, role=role), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "here": "contacts",
        "page": page,
        "rows": [(one, role_name(one.role)) for one in page],
        "words": words,
        "chosen": chosen,
        "roles": [(value or WITHOUT, name) for value, name in role_choices()],
        "is_narrow": bool(words) or role is not None,
    }
    return render(request, "contacts/contacts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def contact(request: WorkRequest, contact: int | None = None) -> HttpResponse:
    """Show somebody; by POST keep what was typed."""
    found = _contact(request, contact) if contact is not None else None
    form = ContactForm(request.POST or None, initial=_first(found))
    if request.method == "POST" and form.is_valid():
        told = ContactFields(**{name: form.cleaned_data[name] for name in ContactFields.__annotations__})  # type: ignore[typeddict-item]
        try:
            kept = keep_contact(request.actor, told, now=clock.now(), contact=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": kept.name})
            return redirect("contacts_contact", request.workspace.slug, kept.pk)
    return _page(request, found, form, RoleForm(initial={"role": found.role if found else ""}).offer())


def _first(found: Contact | None) -> dict[str, str]:
    return {name: getattr(found, name) for name in ContactFields.__annotations__} if found else {}


def _page(request: WorkRequest, found: Contact | None, form: ContactForm, role_form: RoleForm) -> HttpResponse:
    changes = list(found.role_changes.select_related("by")) if found else []
    context = {
        "contact": found,
        "form": form,
        "role_form": role_form,
        "role": role_words().get(ContactRole(found.role)) if found and found.role else None,
        "relationship": relationship_of(found.relationship) if found else None,
        "relationship_form": RelationshipForm(initial={"relationship": found.relationship if found else ""}).offer(),
        "history": [(one, role_name(one.before), role_name(one.after)) for one in reversed(changes)],
        "networks": list(found.profiles.order_by("network").values_list("network", flat=True)) if found else [],
    }
    return render(request, "contacts/contact.html", context, status=422 if form.errors or role_form.errors else 200)


@post_only
@allow(Permission.ANSWER)
def role(request: WorkRequest, contact: int) -> HttpResponse:
    """Note another part."""
    found = _contact(request, contact)
    form = RoleForm(request.POST).offer()
    if form.is_valid():
        told = form.cleaned_data
        try:
            change = change_role(request.actor, found, told["role"], reason=told["reason"], now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            if change is None:
                messages.info(request, _("That is the part noted already."))
            else:
                messages.success(request, _("The part was noted."))
            return redirect("contacts_contact", request.workspace.slug, found.pk)
    return _page(request, found, ContactForm(initial=_first(found)), form)


@post_only
@allow(Permission.ANSWER)
def relationship(request: WorkRequest, contact: int) -> HttpResponse:
    """Say what somebody is to the company."""
    found = _contact(request, contact)
    form = RelationshipForm(request.POST).offer()
    if form.is_valid():
        set_relationship(request.actor, found, form.cleaned_data["relationship"], now=clock.now())
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Please choose one of the relationships."))
    return redirect("contacts_contact", request.workspace.slug, found.pk)


@post_only
@allow(Permission.ANSWER)
def forget(request: WorkRequest, contact: int) -> HttpResponse:
    """Forget somebody for good."""
    forget_contact(request.actor, _contact(request, contact), now=clock.now())
    messages.success(request, _("The contact was forgotten."))
    return redirect("contacts_list", request.workspace.slug)


def _contact(request: WorkRequest, pk: int) -> Contact:
    return get_object_or_404(Contact, pk=pk, workspace=request.workspace)
