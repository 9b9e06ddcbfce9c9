"""Count the answers of an own survey: who saw the advertising, who did not, and what each group said. Pure.

Only sums leave this module: what single people answered is never kept.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from leitstand.advertising.core.columns import plain
from leitstand.advertising.core.proportions import Group
from leitstand.kernel.sheets import Sheet, text_of

GROUP: Final = frozenset({"group", "gruppe", "exposed", "kontakt", "seen", "gesehen"})
QUESTIONS: Final[Mapping[str, frozenset[str]]] = {
    "recall": frozenset({"recall", "ad recall", "erinnerung", "anzeigenerinnerung", "werbeerinnerung"}),
    "awareness": frozenset({"awareness", "brand awareness", "bekanntheit", "markenbekanntheit"}),
    "intent": frozenset({"intent", "purchase intent", "kaufbereitschaft", "kaufabsicht"}),
}
EXPOSED: Final = frozenset({"exposed", "test", "gesehen", "kontaktiert", "testgruppe", "mit", "ja", "yes", "1", "true"})
CONTROL: Final = frozenset(
    {"control", "kontrolle", "kontrollgruppe", "unexposed", "nicht gesehen", "ohne", "nein", "no", "0", "false"}
)
YES: Final = frozenset({"ja", "yes", "y", "j", "1", "true", "wahr", "x"})
NO: Final = frozenset({"nein", "no", "n", "0", "false", "falsch"})


@dataclass(frozen=True, slots=True)
class Survey:
    """The groups of each question; `skipped` answers were neither yes nor no, `lost` rows named no group."""

    questions: Mapping[str, tuple[Group, Group]]
    skipped: int
    lost: int


class NoSurvey(ValueError):
    """No column names the group, or none a question."""


def count(sheet: Sheet) -> Survey:
    """Count a survey: one row a person, one column for the group, one for each question. Raises NoSurvey."""
    headers = [plain(text_of(cell)) for cell in (sheet.cells[0] if sheet.cells else ())]
    group_at = next((at for at, header in enumerate(headers) if header in GROUP), None)
    asked = {name: at for name, words in QUESTIONS.items() for at, header in enumerate(headers) if header in words}
    if group_at is None or not asked:
        raise NoSurvey
    told: dict[tuple[str, bool], list[bool]] = defaultdict(list)
    skipped = lost = 0
    for row in range(1, len(sheet.cells)):
        side = _is(text_of(sheet.at(row, group_at)), EXPOSED, CONTROL)
        if side is None:
            lost += any(text_of(cell) for cell in sheet.cells[row])
            continue
        for name, at in asked.items():
            answer = _is(text_of(sheet.at(row, at)), YES, NO)
            if answer is None:
                skipped += 1
            else:
                told[name, side].append(answer)
    return Survey(_groups(told, asked), skipped, lost)


def _groups(
    told: Mapping[tuple[str, bool], Sequence[bool]], asked: Mapping[str, int]
) -> dict[str, tuple[Group, Group]]:
    found = {}
    for name in asked:
        exposed, control = told.get((name, True), ()), told.get((name, False), ())
        if exposed and control:
            found[name] = (Group(sum(exposed), len(exposed)), Group(sum(control), len(control)))
    if not found:
        raise NoSurvey
    return found


def _is(text: str, yes: frozenset[str], no: frozenset[str]) -> bool | None:
    word = text.casefold().strip()
    return True if word in yes else False if word in no else None
