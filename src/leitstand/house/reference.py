"""Pages of docs/reference/ that are made from the code, so that they never drift from it."""

from typing import Final

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.house.core.roles import TABLE, Permission, Role
from leitstand.house.erasure import entries
from leitstand.house.events import event_kinds, handlers_of
from leitstand.house.faults import FAULTS
from leitstand.house.notices import kinds

PERMISSION_WORDS: Final[dict[Permission, "str | Promise"]] = {
    Permission.SEE: _("See plan, posts and channels"),
    Permission.SEE_FIGURES: _("See figures"),
    Permission.COMMENT: _("Comment"),
    Permission.PLAN: _("Plan, move and delete items"),
    Permission.WRITE: _("Write and edit posts"),
    Permission.UPLOAD: _("Upload pictures and videos"),
    Permission.APPROVE: _("Approve posts"),
    Permission.SCHEDULE: _("Schedule and withdraw posts"),
    Permission.DECIDE_SENDING: _("Decide what happens to unclear, refused and late posts"),
    Permission.STOP_SENDING: _("Stop all sending in a crisis"),
    Permission.ANSWER: _("Answer the public"),
    Permission.TYPE_READINGS: _("Type in figures"),
    Permission.MANAGE_CHANNELS: _("Connect and disconnect channels"),
    Permission.MANAGE_PEOPLE: _("Invite, change and remove people"),
    Permission.MANAGE_WORKSPACE: _("Change the workspace's settings"),
    Permission.SEE_AUDIT: _("See the audit trail"),
}


def permissions_markdown() -> str:
    """Return docs/reference/permissions.md: who may do what."""
    with translation.override("en"):
        words = {permission: str(word) for permission, word in PERMISSION_WORDS.items()}
    lines = [
        "# Who may do what",
        "",
        "Made from `leitstand.house.core.roles.TABLE`, the table every action asks; do not edit by hand.",
        "",
        "| id | what it allows | " + " | ".join(role.value for role in Role) + " |",
        "|---|---|" + "|".join("---" for _role in Role) + "|",
    ]
    for permission in Permission:
        marks = " | ".join("yes" if role in TABLE[permission] else "–" for role in Role)
        lines.append(f"| `{permission.value}` | {words[permission]} | {marks} |")
    return "\n".join(lines) + "\n"


def checks_markdown() -> str:
    """Return docs/reference/checks.md: every fault, what it means and how it is mended."""
    lines = [
        "# What can be wrong with the settings",
        "",
        "Made from `leitstand.house.faults.FAULTS`; do not edit by hand. `leitstand doctor` tells which of them hold.",
        "",
        "| id | what is wrong | what to do |",
        "|---|---|---|",
    ]
    lines += [f"| `{fault.id}` | {fault.sentence.format(value='…')} | {fault.hint} |" for fault in FAULTS.values()]
    return "\n".join(lines) + "\n"


def events_markdown() -> str:
    """Return docs/reference/events.md: what the rooms announce, and who listens."""
    lines = [
        "# Events",
        "",
        "A lower room announces, a higher room's handler calls an action, in the same transaction.",
        "",
        "| event | what has happened | who listens |",
        "|---|---|---|",
    ]
    for kind in event_kinds():
        listeners = ", ".join(f"`{handler.__module__}.{handler.__qualname__}`" for handler in handlers_of(kind)) or "–"
        sentence = " ".join((kind.__doc__ or "").split())
        lines.append(f"| `{kind.__module__}.{kind.__qualname__}` | {sentence} | {listeners} |")
    return "\n".join(lines) + "\n"


def personal_data_markdown() -> str:
    """Return docs/reference/personal-data.md: what is stored about people, and how each table forgets."""
    lines = ["# Personal data", "", "| table | fields | how it forgets | why |", "|---|---|---|---|"]
    for entry in entries():
        fields = ", ".join(f"`{name}`" for name in entry.fields)
        lines.append(f"| {entry.model._meta.label} | {fields} | {entry.how.value} | {entry.why or '–'} |")  # noqa: SLF001
    return "\n".join(lines) + "\n"


def notices_markdown() -> str:
    """Return docs/reference/notices.md: what people are told, and who by default."""
    lines = ["# Notices", "", "| id | title | level | who is told | by mail |", "|---|---|---|---|---|"]
    with translation.override("en"):
        for kind in kinds():
            title = str(kind.title % _Names())
            who = f"`{kind.who.value}`" if kind.who else "whom it concerns"
            lines.append(f"| `{kind.id}` | {title} | {kind.level} | {who} | {'yes' if kind.by_mail else 'no'} |")
    return "\n".join(lines) + "\n"


class _Names(dict[str, str]):
    """Fills a sentence's gaps with their own names."""

    def __missing__(self, name: str) -> str:
        return f"<{name}>"
