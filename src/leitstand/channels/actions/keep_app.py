"""Keep what belongs to the company's own app at a network (its id, its secret), so that it is asked only once."""

from collections.abc import Mapping
from datetime import datetime

from leitstand.channels.models import NetworkApp
from leitstand.channels.secrets import Unreadable, seal, unseal
from leitstand.connector_kit.manifest import Manifest, SignInMethod
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.models import Workspace


def app_of(workspace: Workspace, network: str) -> dict[str, str]:
    """Return what is kept of the app; {} where nothing is, or where its key is gone."""
    kept = NetworkApp.objects.filter(workspace=workspace, network=network).first()
    if kept is None:
        return {}
    try:
        return unseal(kept.secrets)
    except Unreadable:
        return {}


def with_app(workspace: Workspace, known: Manifest, way: SignInMethod, answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers, completed by what was asked once before; what is answered anew wins."""
    once = [question.name for question in way.questions if question.once]
    kept = app_of(workspace, known.slug) if once else {}
    given = {name: value for name, value in answers.items() if value.strip()}
    return {**dict(answers), **{name: kept[name] for name in once if name in kept and name not in given}}


def keep_app(actor: Actor, known: Manifest, way: SignInMethod, answers: Mapping[str, str], *, now: datetime) -> None:
    """Keep the answers to questions that are asked once, encrypted; nothing where they are kept already."""
    actor.require(Permission.MANAGE_CHANNELS)
    told = {question.name: answers.get(question.name, "") for question in way.questions if question.once}
    if not told or app_of(actor.workspace, known.slug) == told:
        return
    app, _is_new = NetworkApp.objects.update_or_create(
        workspace=actor.workspace, network=known.slug, defaults={"secrets": seal(told), "kept_at": now}
    )
    audit.record(actor, "channels.keep_app", app, now=now, details={"network": known.slug})
