"""What is asked of a person's mail address and password, wherever they are entered."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from leitstand.house.models import Person


def is_address(email: str) -> bool:
    """Whether a text is a mail address."""
    try:
        validate_email(email.strip())
    except ValidationError:
        return False
    return True


def check_email(email: str, *, besides: Person | None = None) -> dict[str, str]:
    """Return what is wrong with a mail address: not one at all, or somebody else's."""
    if not is_address(email):
        return {"email": _("This is not a mail address. It looks like name@company.com.")}
    others = Person.objects.filter(email=email.strip().lower())
    if (others.exclude(pk=besides.pk) if besides else others).exists():
        return {"email": _("Somebody here already has this address.")}
    return {}


def check_password(password: str, *, name: str, email: str) -> dict[str, str]:
    """Return what is wrong with a new password, in the words of Django's validators."""
    try:
        validate_password(password, Person(name=name, email=email))
    except ValidationError as problem:
        return {"password": " ".join(problem.messages)}
    return {}
