"""Fold a batch of texts into one row of code points: small letters, signs for links, names and emoticons. Pure.

What is folded away tells nothing about tone: who is addressed, where a link leads, which number was said. What people draw
(`:-)`, 😡, <3) is turned into a few signs of our own, so that every drawing of the same face counts as the same.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

LONGEST: Final = 1000
"""So many characters of a text are read."""
PAD: Final = 4
"""So many zeros stand between two texts, so that no run of five letters reaches into the next."""

# Signs of our own, from Unicode's private use area.
LINK, NAME, GLAD, WINK, LAUGH, HEART, SAD, CROSS, WRY, SIGH = (chr(0xE000 + at) for at in range(10))
_SIGNS_END: Final = 0xE000 + 10

# Each begins with a few letters it can begin with, so that the search skips quickly; what must not stand before comes second.
_ADDRESS = re.compile(r"[hw@](?:(?<=@)(?<![^\W_]@)[\w.\-]+|(?<=h)ttps?://[^\s\x00]+|(?<=w)ww\.[^\s\x00]+)")
_FACES: Final = (
    (HEART, re.compile(r"<3+")),
    (LAUGH, re.compile(r"[:;=xX][-']?D+(?![^\W_])|[xX][dD](?<![^\W_]..)(?![^\W_])")),
    (WINK, re.compile(r";[-^o']?[)\]}pP*]+")),
    (GLAD, re.compile(r"[:=8][-^o'c]?[)\]}*]+|[:=]-?[pPb](?![^\W_])|[(\[][-^o']?[:=;](?![^\W_])|[\^*][_\-.]?[\^*]+")),
    (SAD, re.compile(r"[:=;]'?[-^o]?[(\[{]+|[)\]D]-?[:=](?<![^\W_]..)(?![^\W_])|T_T(?![^\W_])")),
    (SIGH, re.compile(r"[->oO<][_.][-<oO>](?<![^\W_]...)(?![^\W_])|--['\"]+|-\s\.\s-")),
    (WRY, re.compile(r"[:=;]-?[/\\|sS](?![^\W_/])")),
)  # fmt: skip

_EMOJI: Final = {
    GLAD: "😀😃😄😁😊🙂☺😇🥰😍😘😗😙😚🤗🤩😋😌😎🥳👍👏🙌🎉🎊🙏💪✨🌟⭐👌🤝🏆🥇😺😻🤞💯🌞☀🔝🆒🎁🫶🤟✅",
    WINK: "😉😜😝😛🤪😏",
    LAUGH: "😂🤣😆😅😹😸",
    HEART: "❤♥💕💖💗💓💞💘💝💙💚💛🧡💜🖤🤍🤎💟❣💋🌹",
    SAD: "😢😭😞😔😟😕🙁☹😣😖😫😩😥😰😨😱😿💔😪🥺😓😿",
    CROSS: "😠😡🤬👿👎🖕💩🤮🤢😤😾🤡🙈⛔❌💀☠",
    WRY: "😒🙄😑😐😬🤨🤔🤦🤷😶🫤",
    SIGH: "😮😴🥱😵😯😲",
}

_TABLE: Final = 0x20000
_DROP: Final = 1
_SPACE: Final = 32


class Folded(NamedTuple):
    """A batch in one row: text `i` is `codes[starts[i]:ends[i]]`, and `kinds` says what stands at each place."""

    codes: NDArray[np.uint32]
    kinds: NDArray[np.uint8]  # 0 between words, 1 letter or digit, 2 a sign that is a word of its own
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def fold(texts: Sequence[str]) -> Folded:
    """Fold texts, each independent of its neighbours."""
    between = "\0" * PAD + " "
    joined = " " + between.join([_plain(text) for text in texts]) + "\0" * PAD
    if not joined.isascii():
        joined = unicodedata.normalize("NFC", joined)
    if "&" in joined:
        joined = joined.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    joined = _ADDRESS.sub(_sign, joined)
    for sign, face in _FACES:
        joined = face.sub(sign, joined)
    raw = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = _CODES[np.minimum(raw, _TABLE - 1)]
    codes = codes[_kept(codes)]
    zeros = np.flatnonzero(codes == 0).reshape(-1, PAD)
    starts = np.zeros(len(zeros), dtype=np.int64)
    starts[1:] = zeros[:-1, -1] + 1
    return Folded(codes, _KINDS[codes], starts, zeros[:, 0])


def _plain(text: str) -> str:
    cut = text[:LONGEST]
    return cut.replace("\0", " ") if "\0" in cut else cut


def _sign(match: re.Match[str]) -> str:
    return NAME if match.group()[0] == "@" else LINK


def _kept(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Drop what is not seen, the third of three like letters, and the second of two spaces."""
    keep: NDArray[np.bool_] = codes != _DROP
    same = np.zeros(len(codes), dtype=np.bool_)
    same[1:] = (codes[1:] == codes[:-1]) & (codes[1:] != 0)
    keep &= ~(same & (codes == _SPACE))
    keep[2:] &= ~(same[2:] & same[1:-1])
    return keep


def _tables() -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Build what each code point becomes, and of which kind that is."""
    codes = np.arange(_TABLE, dtype=np.uint32)
    kinds = np.zeros(_TABLE, dtype=np.uint8)
    for code in range(1, 0x3000):
        letter = chr(code)
        small = letter.lower()
        category = unicodedata.category(letter)
        if letter.isspace() or category in ("Cc", "Zs"):
            codes[code] = _SPACE
        elif category in ("Cf", "Mn"):
            codes[code] = _DROP
        elif category == "Nd":
            codes[code] = ord("0")
        elif len(small) == 1:
            codes[code] = ord(small)
        kinds[code] = letter.isalnum()
    kinds[0x3000:0xE000] = 1  # scripts without small letters
    kinds[0x2600:0x2800] = 2
    kinds[0xE000:_SIGNS_END] = 2
    kinds[0x1F000:_TABLE] = 2
    codes[0xFE00:0xFE10] = _DROP  # how an emoji is drawn
    codes[0x1F3FB:0x1F400] = _DROP  # of which skin
    codes[0xD800:0xE000] = _SPACE  # halves of a letter
    for likes, become in (("„“”«»‟″", '"'), ("‚‘’`´‛′", "'"), ("–—―‐‑−", "-")):
        for like in likes:
            codes[ord(like)] = ord(become)
    for sign, drawings in _EMOJI.items():
        for drawing in drawings:
            codes[ord(drawing)] = ord(sign)
    return codes, kinds


_CODES, _KINDS = _tables()
