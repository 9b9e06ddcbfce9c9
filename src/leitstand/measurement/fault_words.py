"""What is wrong in a table of figures, in words."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from leitstand.house.workbooks import words_of
from leitstand.measurement.core.table import Fault
from leitstand.measurement.spreadsheets import BYTES_MAX


def faults_said(faults: Iterable[Fault], own: Mapping[str, str]) -> tuple[tuple[int, str], ...]:
    """Return each fault by its line, in their order; `own` are the sentences of one kind of table, by code."""
    sentences = {
        "empty": _("The table has no figures."),
        "no_day_column": _("No column names the day. Call one of them: %(value)s."),
        "bad_day": _("“%(value)s” is no date. Write it as 2026-11-02 or 02.11.2026."),
        "bad_figure": _("“%(value)s” is no count of zero or more."),
        "future": _("The date lies in the future."),
        **own,
    }
    return tuple(
        (fault.line, sentences[fault.code] % {"value": fault.value} if fault.code in sentences else _no_table(fault))
        for fault in sorted(faults, key=lambda fault: fault.line)
    )


def _no_table(fault: Fault) -> str:
    return words_of(fault.code, bytes_max=BYTES_MAX)
