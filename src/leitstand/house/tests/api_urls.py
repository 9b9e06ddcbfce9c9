"""An API of its own for the tests of the house: the same doors and errors, routes that fail on demand."""

from django.urls import path
from ninja import NinjaAPI, Router, Schema

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.api import ApiRequest, BearerToken, Browser, allowed, tell_problems
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid

router = Router()


class Said(Schema):
    text: str


@router.get("/me")
@allowed(Permission.SEE)
def me(request: ApiRequest, workspace: str):
    return {"name": request.actor.name, "via": request.actor.via}


@router.post("/say")
@allowed(Permission.WRITE)
def say(request: ApiRequest, workspace: str, said: Said):
    return {"text": said.text}


ERRORS = {
    "foreign": Foreign("x"),
    "not_allowed": NotAllowed(Permission.APPROVE),
    "invalid": Invalid({"title": "fehlt"}),
    "impossible": Impossible("Schon gesendet.", code="too_late"),
}


@router.get("/fail/{what}")
@allowed(Permission.SEE)
def fail(request: ApiRequest, workspace: str, what: str):
    raise ERRORS[what]


api = NinjaAPI(urls_namespace="api-of-the-tests", auth=[BearerToken(), Browser()], docs_url=None)
tell_problems(api)
api.add_router("/{workspace}", router)
urlpatterns = [path("api/v1/", api.urls)]
