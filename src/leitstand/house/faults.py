"""What can be wrong with the settings: one table of ids, sentences and advice; the ids live for ever.

Errors that leave nothing to start with stop Leitstand at once (`stop`); the rest is told by the system checks.
"""

from dataclasses import dataclass
from typing import Final, Literal

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: what is wrong, with {value} for what was found, and how it is mended."""

    id: str
    level: Literal["error", "warning", "info"]
    sentence: str
    hint: str


FAULTS: Final = {
    fault.id: fault
    for fault in (
        Fault(
            "leitstand.E001",
            "error",
            "The data folder {value} cannot be written.",
            "Give it to the user Leitstand runs as, or name another one in LEITSTAND_DATA.",
        ),
        Fault(
            "leitstand.E002",
            "error",
            "DATABASE_URL is not the address of a PostgreSQL database.",
            "Write it as postgresql://user:password@host:5432/database, or leave it out for the embedded PostgreSQL.",
        ),
        Fault(
            "leitstand.E003",
            "error",
            "LEITSTAND_URL ({value}) is not a full address.",
            "Write it with http:// or https:// and without a path, such as https://leitstand.company.com.",
        ),
        Fault(
            "leitstand.E004",
            "error",
            "LEITSTAND_DEBUG is on although others reach this installation under {value}.",
            "Leave LEITSTAND_DEBUG out: error pages would show strangers what the installation keeps.",
        ),
        Fault(
            "leitstand.E005",
            "error",
            "LEITSTAND_SMTP is not the address of a mail server.",
            "Write it as smtp://user:password@host:587 or smtps://user:password@host:465; "
            "special signs in the password are written as %XX.",
        ),
        Fault(
            "leitstand.E006",
            "error",
            "The time zone data of this machine are missing: {value} is unknown.",
            "Install the package tzdata, of the system or of Python.",
        ),
        Fault(
            "leitstand.E007",
            "error",
            "LEITSTAND_UPLOAD_MB ({value}) is not a number of megabytes.",
            "Write a whole number above 0, such as 2048.",
        ),
        Fault(
            "leitstand.E008",
            "error",
            "LEITSTAND_MAIL_FROM ({value}) is not a mail address.",
            "Write it as leitstand@company.com.",
        ),
        Fault(
            "leitstand.E009",
            "error",
            "The organisation's own rules of law cannot be read: {value}.",
            "Mend the file in the folder rules of the data folder, or take it out; "
            "nothing is judged or sent until then. docs/how-to/own-rules.md shows how rules look.",
        ),
        Fault(
            "leitstand.W001",
            "warning",
            "People reach Leitstand under {value} without encryption.",
            "Put a reverse proxy with a certificate before it, write https:// in LEITSTAND_URL and set LEITSTAND_PROXY=1.",
        ),
        Fault(
            "leitstand.W002",
            "warning",
            "There is no setting {value}.",
            "Look at docs/reference/settings.md for how it is written; as it stands it does nothing.",
        ),
        Fault(
            "leitstand.W003",
            "warning",
            "Others on this machine can read the secrets in {value}.",
            "Take their rights away: chmod 700 on the folder.",
        ),
        Fault(
            "leitstand.I001",
            "info",
            "No mail is sent: LEITSTAND_SMTP is not set.",
            "Invitations and forgotten passwords then need a link handed over by hand; notices stay in the product.",
        ),
    )
}


def stop(fault: str, value: object = "") -> ImproperlyConfigured:
    """Return the error that ends the start, in one sentence a person can act upon."""
    found = FAULTS[fault]
    return ImproperlyConfigured(f"{found.id}: {found.sentence.format(value=value)} {found.hint}")
