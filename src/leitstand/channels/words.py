"""What the ids of this room's cores are called for people."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.channels.core.suits import Verdict
from leitstand.connector_kit.duties import Kept

Words = str | Promise

AUDIENCES: Final[Mapping[str, Words]] = {
    "b2b": _("Companies (B2B)"),
    "b2c": _("Consumers (B2C)"),
    "young": _("Young people"),
    "professionals": _("People in their profession"),
    "press": _("Journalists"),
    "local": _("People nearby"),
}
GOALS: Final[Mapping[str, Words]] = {
    "awareness": _("Be known"),
    "leads": _("Win enquiries"),
    "recruiting": _("Win staff"),
    "service": _("Help customers"),
    "community": _("Be in conversation"),
}
FORMATS: Final[Mapping[str, Words]] = {
    "text": _("Text"),
    "picture": _("Pictures"),
    "video": _("Videos"),
    "short_video": _("Short upright videos"),
    "article": _("Articles"),
}
AGAINST: Final[Mapping[str, Words]] = {
    "no_audience": _("The target group is not there."),
    "no_goal": _("The aim is not reached there."),
    "no_content": _("The content does not go there."),
    "hours": _("It asks for more hours than there are."),
    "budget": _("It needs a budget."),
    "forbidden": _("Your company's rules do not allow it."),
}
VERDICTS: Final[Mapping[Verdict, Words]] = {
    Verdict.OPEN: _("Everything speaks for it: open the account."),
    Verdict.TRY: _("Try it in the small, and look again in three months."),
    Verdict.WAIT: _("Wait, and find out first what is missing."),
}
MISSING: Final[Mapping[str, Words]] = {
    "audience": _("Nobody knows yet whether the target group is there."),
    "content": _("Content about you does not matter there, or nobody has looked."),
    "aim": _("There is no aim."),
    "hours": _("There are fewer hours a week than the network asks for."),
}
FILE_PROBLEMS: Final[Mapping[str, Words]] = {
    "kind": _("another kind of file"),
    "mime": _("another file type"),
    "too_short": _("too short"),
    "too_long": _("too long"),
    "too_wide": _("too wide: it must be upright or square"),
    "too_tall": _("too tall"),
    "too_small": _("too few pixels"),
    "too_many_pixels": _("too many pixels"),
    "too_big": _("too big a file"),
}
KEPT: Final[Mapping[Kept, Words]] = {
    "interaction_text": _("What others wrote"),
    "profile": _("Names and pictures of others"),
    "own_post": _("What you published"),
    "figures": _("Figures"),
    "message_text": _("Private messages"),
}
