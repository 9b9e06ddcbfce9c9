"""Remember how a person likes their screens: their own affair, so nobody's permission and no entry in the audit trail."""

from leitstand.house.models import Person


def set_appearance(person: Person, *, theme: str | None = None, rail_folded: bool | None = None) -> None:
    """Change the colour scheme or the folding of the rail; None leaves either as it is."""
    changed = []
    if theme is not None:
        person.theme = theme
        changed.append("theme")
    if rail_folded is not None:
        person.rail_folded = rail_folded
        changed.append("rail_folded")
    if changed:
        person.save(update_fields=changed)
