"""Addresses of pages that somebody typed in."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

MOST = 500


def wrong_address(url: str) -> str:
    """Say what is wrong with an address; "" where it can be given to people."""
    if len(url.strip()) > MOST:
        return _("At most %(count)d characters, please.") % {"count": MOST}
    try:
        URLValidator(schemes=["https", "http"])(url.strip())
    except ValidationError:
        return _("Please enter the whole address, beginning with https.")
    return ""
