"""Count and look at text as people and networks do: by grapheme cluster, by byte, by UTF-16 unit."""

import regex

_GRAPHEME = regex.compile(r"\X")
# Drawn as a picture by itself, or made one by the variation selector or the key cap; flags are two letters of their own.
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|\u20E3|\p{Regional_Indicator}{2}")
# A link as people write it: with its scheme. Trailing punctuation belongs to the sentence, not to the address.
_URL = regex.compile(r"https?://[^\s<>\"'\u201e\u201c\u201d]+", regex.IGNORECASE)
_TRAILING = ".,;:!?)]}\u00bb\u2026"
_HASHTAG = regex.compile(r"(?<![\p{L}\p{N}_/&#])#([\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*)")
_MENTION = regex.compile(
    r"(?<![\p{L}\p{N}_/.@])@([\p{L}\p{N}_](?:[\p{L}\p{N}_.\-]*[\p{L}\p{N}_])?(?:@[\p{L}\p{N}](?:[\p{L}\p{N}.\-]*[\p{L}\p{N}])?(?::\d+)?)?)"
)


def graphemes(text: str) -> list[str]:
    """Split text into what a reader calls characters (a flag or a family emoji is one)."""
    return [match.group() for match in _GRAPHEME.finditer(text)]


def grapheme_count(text: str) -> int:
    """Count what a reader calls characters."""
    return sum(1 for _ in _GRAPHEME.finditer(text))


def emoji_count(text: str) -> int:
    """Count the emoji in a text: a flag, a family or a skin tone is one; digits and © as letters are none."""
    return sum(1 for cluster in graphemes(text) if _EMOJI.search(cluster))


def utf8_count(text: str) -> int:
    """Count the bytes of the text in UTF-8."""
    return len(text.encode())


def utf16_count(text: str) -> int:
    """Count UTF-16 units, as several networks count."""
    return len(text.encode("utf-16-le")) // 2


def _span(match: "regex.Match[str]") -> tuple[int, int]:
    start, end = match.span()
    found = match.group()
    while found and found[-1] in _TRAILING and not (found[-1] == ")" and found.count("(") >= found.count(")")):
        found = found[:-1]
        end -= 1
    return start, end


def url_spans(text: str) -> list[tuple[int, int]]:
    """Return where the links stand, as (start, end) in code points."""
    return [_span(match) for match in _URL.finditer(text)]


def urls(text: str) -> list[str]:
    """Return the links in the order they stand."""
    return [text[start:end] for start, end in url_spans(text)]


def hashtag_spans(text: str) -> list[tuple[int, int, str]]:
    """Return where the hashtags stand, as (start, end, word without #)."""
    covered = url_spans(text)
    return [
        (*match.span(), match.group(1))
        for match in _HASHTAG.finditer(text)
        if not any(start <= match.start() < end for start, end in covered)
    ]


def hashtags(text: str) -> list[str]:
    """Return the hashtags without their #, in the order they stand."""
    return [word for _, _, word in hashtag_spans(text)]


def mention_spans(text: str) -> list[tuple[int, int, str]]:
    """Return where people are mentioned, as (start, end, handle without the leading @)."""
    covered = url_spans(text)
    return [
        (*match.span(), match.group(1))
        for match in _MENTION.finditer(text)
        if not any(start <= match.start() < end for start, end in covered)
    ]


def first_words(text: str, limit: int = 60) -> str:
    """Return the beginning of a text on one line, cut at a word with an ellipsis."""
    line = " ".join(text.split())
    letters = graphemes(line)
    if len(letters) <= limit:
        return line
    cut = "".join(letters[:limit])
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:-\u2013") + "\u2026"
