"""The numbers an imprint shows: value-added tax, business and register numbers, and whether their form is right. Pure.

The check digit of the German USt-IdNr. follows ISO 7064, MOD 11,10.
"""

import re
from typing import Final

_GAP: Final = r"[ \u00a0./-]?"
_UST: Final = re.compile(r"\bDE" + r"".join(_GAP + r"\d" for _ in range(9)) + r"(?!\d)", re.IGNORECASE)
# Whatever stands behind the name of the number, so that one with a digit too few is seen as well.
_UST_NAMED: Final = re.compile(
    r"\b(?:USt\.?[ -]?Id(?:ent)?\.?(?:[ -]?Nr\.?)?|Umsatzsteuer[ -]?Id(?:entifikations?)?[ -]?(?:nummer|nr\.?))"
    r"[^\d\n]{0,60}?\b(?P<number>(?:DE[ \u00a0]?)?\d[\d \u00a0./-]{3,20}\d)(?!\d)",
    re.IGNORECASE,
)
_W: Final = re.compile(r"\bDE[ \u00a0]?\d{9}-\d{5}(?!\d)", re.IGNORECASE)
_W_NAMED: Final = re.compile(
    r"\b(?:W-?Id(?:Nr)?\.?(?:-?Nr\.?)?|Wirtschafts-?(?:ID|Identifikationsnummer)(?:-?Nr\.?)?)"
    r"[^\d\n]{0,30}?\b(?P<number>(?:DE[ \u00a0]?)?\d[\d \u00a0-]{3,20}\d)(?!\d)",
    re.IGNORECASE,
)
_REGISTER: Final = re.compile(
    r"(?<![\w-])(?P<kind>HRA|HRB|GnR|PR|VR|GsR)[ \u00a0]?(?P<number>\d+(?:[ \u00a0]?[A-Z])?)(?!\w)"
)
_REGISTER_NAMED: Final = re.compile(
    r"\b(?:Register(?:nummer|-?Nr\.?)|Handelsregister(?:nummer|-?Nr\.?)|Vereinsregister(?:nummer|-?Nr\.?))[ \t]*:?[ \t]*"
    r"(?P<number>[^\n,;]{1,40})",
    re.IGNORECASE,
)
_TAX: Final = re.compile(
    r"(?<!umsatz)\b(?:Steuer-?(?:nummer|Nr\.?)|St\.?-?Nr\.?)(?!\w)[ \t]*:?[ \t]*(?P<number>\d[\d /]{6,16}\d)",
    re.IGNORECASE,
)


def ust_id_is_right(number: str) -> bool:
    """Whether this is a German USt-IdNr.: DE, nine digits, the last of which checks the others; gaps do not matter."""
    plain = re.sub(r"[\s./-]", "", number).upper()
    if re.fullmatch(r"DE[1-9]\d{8}", plain) is None:
        return False
    digits = [int(sign) for sign in plain[2:]]
    product = 10
    for digit in digits[:-1]:
        product = 2 * ((digit + product) % 10 or 10) % 11
    return (11 - product) % 10 == digits[-1]


def w_id_is_right(number: str) -> bool:
    """Whether this has the form of a German W-IdNr.: DE, nine digits, a dash, five digits."""
    return re.fullmatch(r"DE\d{9}-\d{5}", re.sub(r"\s", "", number).upper()) is not None


def register_number_is_right(number: str) -> bool:
    """Whether this has the form of a number in a German register: HRA, HRB, GnR, PR, VR or GsR and digits."""
    return re.fullmatch(r"(?:HRA|HRB|GnR|PR|VR|GsR) ?\d+( ?[A-Z])?", number.strip()) is not None


def read_numbers(text: str) -> dict[str, frozenset[str]]:
    """Return which numbers an imprint shows, the right ones and those that cannot be right, each as it is written."""
    w_ids = {match.group().strip() for match in _W.finditer(text)}
    named_w = {match["number"].strip() for match in _W_NAMED.finditer(text)}
    rest = _W.sub(" ", text)
    shown = {match.group().strip() for match in _UST.finditer(rest)}
    named = {match["number"].strip() for match in _UST_NAMED.finditer(rest)}
    registers = {match.group().strip() for match in _REGISTER.finditer(text)}
    loose = {match["number"].strip() for match in _REGISTER_NAMED.finditer(text)}
    ust_ids = {one for one in shown | named if ust_id_is_right(one)}
    return {
        "imprint.ust_ids": frozenset(ust_ids),
        "imprint.ust_ids_wrong": frozenset(
            one for one in shown | named if not ust_id_is_right(one) and not any(one in right for right in ust_ids)
        ),
        "imprint.w_ids": frozenset(w_ids),
        "imprint.w_ids_wrong": frozenset(
            one for one in named_w if not w_id_is_right(one) and not any(one in right for right in w_ids)
        ),
        "imprint.register_numbers": frozenset(registers),
        "imprint.register_numbers_wrong": frozenset(
            one for one in loose if any(sign.isdigit() for sign in one) and _REGISTER.search(one) is None
        ),
        "imprint.tax_numbers": frozenset(match["number"] for match in _TAX.finditer(text)),
    }
