"""Which catalogue speaks: the person's language, and in German the workspace's form of address.

`de-du` holds only what differs from `de` (see docs/how-to/translate.md); what it lacks is taken from `de`.
"""

from typing import Final

from leitstand.house.models import LANGUAGES, Person, Workspace

DU: Final = "de-du"


def language_for(person: Person | None, workspace: Workspace | None, *, otherwise: str = "de") -> str:
    """Return the code of the catalogue in which somebody is spoken to in a workspace."""
    chosen = person.language if person else otherwise
    if chosen not in dict(LANGUAGES):
        chosen = "de"
    if chosen == "de" and workspace is not None and workspace.address_form == "du":
        return DU
    return chosen


def plain(code: str | None) -> str:
    """Return a language code as the world knows it, for `lang` attributes and other libraries."""
    return (code or "de").split("-", 1)[0]
