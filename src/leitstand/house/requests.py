"""The request as our pages see it: with the actor and the workspace of the address."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from leitstand.house.actor import Actor
from leitstand.house.models import Person, Workspace


class WorkRequest(HttpRequest):
    """A request under /w/<slug>/; the middleware has set who acts, and where."""

    actor: Actor
    workspace: Workspace
    htmx: HtmxDetails
    user: Person
