"""What people are told by the rules of their workspace."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.notices import NoticeKind, declare

TASK = declare(NoticeKind("overview.task", _("To do: %(task)s"), _("%(what)s"), icon="bolt", level="info"))
