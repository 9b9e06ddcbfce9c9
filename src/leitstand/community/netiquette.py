"""The text of a netiquette, put together from blocks in one language."""

from collections.abc import Mapping, Sequence

from leitstand.community.moderation import table
from leitstand.kernel.words import Words, words_of


def blocks() -> Mapping[str, Words]:
    """Return the blocks by id, in their order."""
    return {str(one["id"]): words_of(one["words"], f"netiquette {one['id']}") for one in table("netiquette")}


def compose(chosen: Sequence[str], *, own: str, contact: str, language: str) -> str:
    """Return the whole text: the chosen blocks in our order, then the company's own words, then whom to write to."""
    known = blocks()
    parts = [words.said(language) for name, words in known.items() if name in chosen]
    if own.strip():
        parts.append(own.strip())
    if parts and contact.strip():
        parts.append(f"{'Kontakt' if language.startswith('de') else 'Contact'}: {contact.strip()}")
    return "\n\n".join(parts)
