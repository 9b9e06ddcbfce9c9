"""In which language something was written, told from its commonest words; "" where too little is there. Pure."""

import re
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+")
# Function words that the other language does not have.
_GERMAN_WORDS: Final = """
ich du er sie es wir ihr und oder aber nicht kein keine der die das den dem ein eine einen einem ist sind war haben hat habe
wie wo wann warum wieso bitte danke auf mit von für zu zum zur im am bei nach auch noch schon mein meine euer eure ihre
kann könnte würde möchte gibt guten tag hallo sehr
"""
_ENGLISH_WORDS: Final = """
i you he she it we they and or but not the a an is are was were have has do does did how where when why please thanks
thank on with of for to at by also still my your our can could would like there hello very this that
"""
_GERMAN: Final = frozenset(_GERMAN_WORDS.split())
_ENGLISH: Final = frozenset(_ENGLISH_WORDS.split())


def language_of(text: str) -> str:
    """Return "de" or "en" where one has clearly more words; "" where it cannot be told."""
    words = [word.lower() for word in _WORD.findall(text)]
    german, english = sum(word in _GERMAN for word in words), sum(word in _ENGLISH for word in words)
    german += sum(1 for word in words if any(letter in word for letter in "äöüß"))
    if german == english:
        return ""
    return "de" if german > english else "en"
