"""Compare what the law says for and against a name: each ground needs all of its answers. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from leitstand.compliance.core import raw as tame
from leitstand.compliance.core.raw import Table
from leitstand.kernel.words import Words, words_of


class Chance(StrEnum):
    """How a ground looks; none of them is a judgement, which is counsel's."""

    LIKELY = "likely"
    UNLIKELY = "unlikely"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground of the law with the answers it needs."""

    id: str
    law: str
    law_2022: str
    title: Words
    note: Words
    needs: Mapping[str, bool]

    def chance(self, answers: Mapping[str, bool]) -> Chance:
        """Say how it looks: one answer otherwise makes it unlikely, one open unclear."""
        told = [answers[name] == wanted for name, wanted in self.needs.items() if name in answers]
        if not all(told):
            return Chance.UNLIKELY
        return Chance.LIKELY if len(told) == len(self.needs) else Chance.UNCLEAR


@dataclass(frozen=True, slots=True)
class Grounds:
    """All grounds and the questions they ask."""

    grounds: Sequence[Ground]
    questions: Mapping[str, Words]

    def compare(self, answers: Mapping[str, bool]) -> list[tuple[Ground, Chance]]:
        """Return every ground with how it looks, in the order of the data."""
        return [(one, one.chance(answers)) for one in self.grounds]


def grounds_of(raw: Table) -> Grounds:
    """Read grounds and questions; raises ValueError for a ground that asks what is no question."""
    questions = {
        tame.text(one["id"], "question"): words_of(one["ask"], f"question {one['id']}")
        for one in tame.rows(raw["question"], "questions")
    }
    grounds = []
    for one in tame.rows(raw["ground"], "grounds"):
        name = f"ground {one.get('id', '?')}"
        needs = {key: value is True for key, value in tame.table(one["needs"], name).items()}
        if strange := set(needs) - set(questions):
            raise ValueError(f"{name}: {', '.join(sorted(strange))} is no question")
        grounds.append(
            Ground(
                tame.text(one["id"], name),
                tame.text(one["law"], name),
                tame.text(one.get("law_2022", ""), name),
                words_of(one["title"], name),
                words_of(one["note"], name),
                needs,
            )
        )
    return Grounds(grounds, questions)
