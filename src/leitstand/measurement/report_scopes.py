"""Which figures are looked at together: those of a department, of one of the guide's lists, or all."""

from typing import Final

from django.utils.translation import gettext as _

from leitstand.measurement.core.kpi_files import DEPARTMENTS, catalogue
from leitstand.measurement.core.kpis import Kpi
from leitstand.measurement.kpi_words import SETS
from leitstand.strategy.models.goal import AREAS

AREA_NAMES: Final = dict(AREAS)
EVERYTHING: Final = "alle:alle"


def kpis_of(scope: str) -> tuple[str, tuple[Kpi, ...]] | None:
    """Return the name of a scope ("bereich:marketing") and its KPIs; None where there is none of that name."""
    kind, _colon, name = scope.partition(":")
    if kind == "bereich" and name in DEPARTMENTS:
        return str(AREA_NAMES[name]), catalogue().of_department(name)
    if kind == "liste" and name in SETS:
        return str(SETS[name]), catalogue().of_set(name)
    if scope == EVERYTHING:
        return _("All figures"), tuple(catalogue().kpis.values())
    return None


def area_of(scope: str) -> str:
    """Return the department a scope is that of; "" where it is none."""
    return scope.removeprefix("bereich:") if scope.startswith("bereich:") else ""


def scopes() -> list[tuple[str, object]]:
    """Return what can be chosen, grouped for a field of a form."""
    return [
        (EVERYTHING, _("All departments")),
        (_("Departments"), [(f"bereich:{area}", str(name)) for area, name in AREAS]),
        (_("Lists of the guide"), [(f"liste:{one}", str(name)) for one, name in SETS.items()]),
    ]
