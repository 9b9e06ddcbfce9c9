"""The doors of a workspace's pages: every view says which permission it needs, and by which method it is entered.

    @allow(Permission.SEE)                          # reading
    @post_only
    @allow(Permission.PLAN)                         # a verb
    @allow(Permission.SEE, post=Permission.WRITE)   # a form: everybody reads it, few may send it

The test of separation walks through all addresses and holds each view to what stands here; the action behind a view
checks again, because page, API, command and task share it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, cast

from django.http import HttpResponseBase
from django.views.decorators.http import require_POST

from leitstand.house.core.roles import Permission
from leitstand.house.requests import WorkRequest

P = ParamSpec("P")
View = Callable[Concatenate[WorkRequest, P], HttpResponseBase]

READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def allow(permission: Permission, *, post: Permission | None = None) -> Callable[[View[P]], View[P]]:
    """Let only those in whose role includes the permission; `post` names another one for what changes something."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: WorkRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            request.actor.require(permission if request.method in READING or post is None else post)
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.post_permission = post or permission  # type: ignore[attr-defined]
        return cast("View[P]", guarded)

    return decorate


def post_only(view: View[P]) -> View[P]:
    """Let a verb be entered by POST alone (405 otherwise); stands above or below `allow`."""
    guarded = require_POST(view)
    guarded.post_only = True  # type: ignore[attr-defined]
    return guarded
