"""Compare the grounds of the law for a name, in an incident or before it is chosen for ourselves."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.models import Incident, NameCheck
from leitstand.compliance.platform_law import grounds, registers
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid

OF_INCIDENTS = ("name_squatting", "fake_profile")


@transaction.atomic
def check_name(
    actor: Actor,
    *,
    name: str,
    answers: Mapping[str, bool],
    searched: Iterable[str],
    note: str,
    now: datetime,
    incident: Incident | None = None,
    check: NameCheck | None = None,
) -> NameCheck:
    """Keep the answers; what they mean is read off the data whenever it is shown. An incident has one check, the latest.

    `check` is the one that is changed. A name that was compared already is refused: its answers would be lost unseen.
    """
    actor.require(Permission.ANSWER if incident is not None else Permission.WRITE)
    actor.own(*(one for one in (incident, check) if one is not None))
    if incident is not None and incident.kind not in OF_INCIDENTS:
        raise Impossible(_("This incident is not about a name."), code="no_name")
    tidy, looked = " ".join(name.split()), sorted(set(searched))
    errors: dict[str, str] = {}
    if not tidy or len(tidy) > 80:
        errors["name"] = _("Please enter a name, at most %(count)d characters.") % {"count": 80}
    if incident is None and _is_taken(actor, tidy, check):
        errors["name"] = _("This name was compared already; open it in the list.")
    if set(answers) - set(grounds().questions):
        errors["answers"] = _("There is no such question.")
    if set(looked) - set(registers()):
        errors["searched"] = _("There is no such register.")
    if len(note) > 1000:
        errors["note"] = _("At most %(count)d characters, please.") % {"count": 1000}
    if errors:
        raise Invalid(errors)
    told = {"answers": dict(answers), "searched": looked, "note": note.strip(), "made_by": actor.person, "made_at": now}
    if incident is not None:
        made, _new = NameCheck.objects.update_or_create(
            workspace=actor.workspace, incident=incident, defaults={"name": tidy, **told}
        )
    else:
        made = check or NameCheck(workspace=actor.workspace)
        for key, value in {"name": tidy, **told}.items():
            setattr(made, key, value)
        made.save()
    audit.record(actor, "compliance.check_name", made, now=now, details={"incident": incident.pk if incident else ""})
    return made


def _is_taken(actor: Actor, name: str, check: NameCheck | None) -> bool:
    same = NameCheck.objects.filter(workspace=actor.workspace, incident=None, name__iexact=name)
    return same.exclude(pk=check.pk if check else 0).exists()
