"""What works council and data protection ask of the product: one page to print, in German or English."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from leitstand.compliance.core.processing import Line
from leitstand.compliance.information import kept_for, networks_of, recipients
from leitstand.compliance.registers import dossier as told
from leitstand.compliance.registers import processings
from leitstand.house import clock
from leitstand.house.core.roles import TABLE, Permission, Role
from leitstand.house.doors import allow
from leitstand.house.language import plain
from leitstand.house.models import ROLE_LABELS
from leitstand.house.reference import PERMISSION_WORDS
from leitstand.house.requests import WorkRequest
from leitstand.house.retention import Period, periods
from leitstand.house.zones import day_in

_ROLES = dict(ROLE_LABELS)


@require_safe
@allow(Permission.SEE)
def dossier(request: WorkRequest) -> HttpResponse:
    """Show the dossier, in the reader's language or the one that was chosen."""
    chosen = request.GET.get("sprache", "")
    language = chosen if chosen in ("de", "en") else translation.get_language() or "de"
    with translation.override(language):
        return render(request, "compliance/dossier.html", _context(request, language))


def _context(request: WorkRequest, language: str) -> dict[str, object]:
    set_for = {one.kind.id: one for one in periods(request.workspace)}
    networks = networks_of(request.workspace)
    record: dict[str, list[dict[str, object]]] = {"team": [], "outside": []}
    for one in processings().rows:
        record[one.whose].append(
            {
                "row": one,
                "name": one.name.said(language),
                "people": one.people.said(language),
                "data": one.data.said(language),
                "purpose": one.purpose.said(language),
                "kept": kept_for(one, set_for, language),
                "out": recipients(one, networks, language),
                "see": who_may(one.see),
            }
        )
    found = told()
    return {
        "language": plain(language),
        "today": day_in(request.workspace, clock.now()),
        "team": record["team"],
        "outside": record["outside"],
        "can": [_line(one, language, set_for) for one in found.evaluations if one.possible],
        "cannot": [_line(one, language, set_for) for one in found.evaluations if not one.possible],
        "logs": [_line(one, language, set_for) for one in found.logs],
        "measures": [_line(one, language, set_for) for one in found.measures],
        "dossier": found,
        "record": processings(),
        "networks": networks,
        "roles": [label for _id, label in ROLE_LABELS],
        "matrix": [
            (PERMISSION_WORDS[permission], [role in TABLE[permission] for role in Role]) for permission in Permission
        ],
        "periods": list(set_for.values()),
    }


def who_may(permission: str) -> str:
    """Name the roles that may do something."""
    return ", ".join(str(_ROLES[role.value]) for role in Role if role in TABLE[Permission(permission)])


def _line(line: Line, language: str, set_for: dict[str, Period]) -> dict[str, object]:
    period = set_for.get(line.kept)
    return {
        "what": line.what.said(language),
        "who": who_may(line.who) if line.who else "",
        "limit": line.limit.said(language) if line.limit else "",
        "goal": line.goal.said(language) if line.goal else "",
        "until": line.until.said(language) if line.until else "",
        "period": period,
    }
