"""Help with writing: emoji with their names, hashtags the team has used before."""

import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language

from leitstand.house.models import Workspace
from leitstand.kernel.text import hashtags
from leitstand.planning.models import Item


@cache
def _emoji() -> tuple[dict[str, str], ...]:
    raw = tomllib.loads(files("leitstand.publishing").joinpath("emoji.toml").read_text(encoding="utf-8"))
    return tuple(raw["emoji"])


def emoji() -> list[dict[str, str]]:
    """Return the emoji with their names in the language that is active; found by the words of both languages."""
    key = "en" if (get_language() or "de").startswith("en") else "de"
    return [
        {"sign": each["sign"], "name": each[key], "words": f"{each['de']} {each['en']} {each['words']}"}
        for each in _emoji()
    ]


def hashtags_of(workspace: Workspace, most: int = 60) -> list[str]:
    """Return the hashtags of the latest texts, the commonest first, each in the spelling used most."""
    texts = (
        Item.objects.filter(workspace=workspace, deleted_at__isnull=True, text__contains="#")
        .order_by("-updated_at")
        .values_list("text", flat=True)[:300]
    )
    spelt: dict[str, Counter[str]] = {}
    for text in texts:
        for tag in hashtags(text):
            spelt.setdefault(tag.lower(), Counter())[tag] += 1
    common = sorted(spelt.values(), key=lambda spellings: (-spellings.total(), min(spellings)))
    return [spellings.most_common(1)[0][0] for spellings in common[:most]]
