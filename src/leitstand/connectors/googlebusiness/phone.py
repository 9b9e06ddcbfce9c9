"""Find telephone numbers in a text: the network rejects every post that holds one. Pure.

support.google.com/business/answer/7213077 (read 2026-07-27): "we do not allow your post content to include a phone
number", that of the profile neither. Dates, times, prices and addresses of pages are not meant.
"""

import re
from typing import Final

from leitstand.kernel.text import url_spans

_DATE: Final = re.compile(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\b\d{1,2}\.\d{1,2}\.(?!\d)")
_TIME: Final = re.compile(r"\b\d{1,2}:\d{2}\b")
_ABROAD: Final = re.compile(r"(?<![\w.,])(?:\+|00[1-9])[\d\s()/.\u2013-]{6,}\d")
_AT_HOME: Final = re.compile(r"(?<![\w.,+])(?<!\d )\(?0[1-9]\d{0,4}\)?[ /.\u2013-]*\d[\d /.\u2013-]{2,}\d(?![\w,])")
_FEWEST: Final = 7


def phone_number(text: str) -> str:
    """Return the first telephone number in a text as it stands there; "" where there is none."""
    plain, last = [], 0
    for start, end in url_spans(text):
        plain += [text[last:start], "\n"]
        last = end
    rest = _TIME.sub("|", _DATE.sub("|", "".join([*plain, text[last:]])))
    for pattern, most in ((_ABROAD, 15), (_AT_HOME, 12)):
        for match in pattern.finditer(rest):
            if _FEWEST <= sum(letter.isdigit() for letter in match.group()) <= most:
                return match.group().strip()
    return ""
