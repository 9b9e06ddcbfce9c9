"""The account register: what there is, whom it serves, what it wants in a week."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.channels.core.platforms import platform
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.strategy.actions.keep_account import drop_account, keep_account
from leitstand.strategy.forms.accounts import LANGUAGES, AccountForm
from leitstand.strategy.models import Account
from leitstand.strategy.queries.capacity import demand_of
from leitstand.strategy.words import DEPTH


@dataclass(frozen=True, slots=True)
class Row:
    """An account in words; hours and posts are per week and None where nothing was entered."""

    account: Account
    platform: str
    languages: str
    depth: str
    posts: float | None
    hours: float | None


@require_safe
@allow(Permission.SEE)
def accounts(request: WorkRequest) -> HttpResponse:
    """List the accounts with what each wants in a week."""
    languages = dict(LANGUAGES)
    wanted = {name: (posts, hours) for name, posts, hours in demand_of(request.workspace, with_ideas=True).by_account}
    rows = []
    for account in Account.objects.filter(workspace=request.workspace).select_related("owner", "channel"):
        known = platform(account.platform)
        posts, hours = wanted.get(account.name, (None, None)) if account.posts_a_week else (None, None)
        rows.append(
            Row(
                account,
                known.name if known else account.platform,
                ", ".join(str(languages.get(one, one)) for one in account.languages),
                str(DEPTH[account.breadth]),
                posts,
                hours,
            )
        )
    may_plan = request.actor.may(Permission.PLAN)
    return render(request, "strategy/accounts.html", {"rows": rows, "may_plan": may_plan})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def account(request: WorkRequest, account: int | None = None) -> HttpResponse:
    """Show an account's form; by POST keep it."""
    found = get_object_or_404(Account, pk=account, workspace=request.workspace) if account is not None else None
    form = AccountForm(request.POST or None, workspace=request.workspace, initial=_first(found))
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            keep_account(
                request.actor,
                {
                    "platform": clean["platform"],
                    "name": clean["name"],
                    "kind": clean["kind"],
                    "state": clean["state"],
                    "languages": clean["languages"],
                    "market": clean["market"],
                    "purpose": clean["purpose"],
                    "breadth": clean["breadth"],
                    "owner": clean["owner"],
                    "channel": clean["channel"],
                    "posts_a_week": form.posts_a_week(),
                },
                now=clock.now(),
                account=found,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": clean["name"]})
            return redirect("strategy_accounts", request.workspace.slug)
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    context = {"form": form, "found": found, "may_plan": may_plan}
    return render(request, "strategy/account.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def remove_account(request: WorkRequest, account: int) -> HttpResponse:
    """Take an account out of the register."""
    found = get_object_or_404(Account, pk=account, workspace=request.workspace)
    drop_account(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” is no longer in the register.") % {"name": found.name})
    return redirect("strategy_accounts", request.workspace.slug)


def _first(found: Account | None) -> dict[str, object]:
    if found is None:
        return {}
    names = ("platform", "name", "kind", "state", "languages", "market", "purpose", "breadth", "owner", "channel")
    posts = {f"posts_{kind}": number for kind, number in found.posts_a_week.items()}
    return {**{name: getattr(found, name) for name in names}, **posts}
