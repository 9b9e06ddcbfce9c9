"""Words of this room that several of its screens use."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

CONTENT_KINDS: Final[dict[str, "str | Promise"]] = {
    "text": _("Text"),
    "picture": _("Picture"),
    "carousel": _("Carousel"),
    "video": _("Video"),
    "article": _("Article"),
    "link": _("Link"),
    "event": _("Event"),
}
# What the breadth of an audience advises (guide 2.1).
DEPTH: Final[dict[str, "str | Promise"]] = {
    "narrow": _("Concrete and detailed, in the group's own terms"),
    "mixed": _("One topic for each post, terms explained in half a sentence"),
    "broad": _("General, without trade terms; details behind a link"),
}
MEDIA: Final[dict[str, "str | Promise"]] = {
    "social": _("Social networks"),
    "tv": _("Television"),
    "mobile": _("Mobile devices"),
}
# Msgids: translated where they are shown, with their words.
TONE_PROBLEMS: Final[dict[str, str]] = {
    "address": gettext_noop("The group is addressed otherwise: “%(wanted)s” instead of “%(words)s”."),
    "mixed_address": gettext_noop("The text mixes forms of address: %(words)s."),
    "avoid": gettext_noop("The group's sheet avoids: %(words)s."),
    "emoji_none": gettext_noop("This group expects no emoji."),
    "emoji_many": gettext_noop("More than three emoji are too many for this group."),
    "jargon": gettext_noop("This group does not know these trade terms: %(words)s."),
    "unexplained": gettext_noop("Explain these trade terms where they stand: %(words)s."),
}
# Channels beside the networks, for the budget of paid media.
OTHER_CHANNELS: Final[dict[str, "str | Promise"]] = {
    "social": _("Social networks as a whole"),
    "search": _("Search engines"),
    "online": _("Websites and portals"),
    "tv": _("Television"),
    "radio": _("Radio and audio"),
    "print": _("Newspapers and trade press"),
}
# Make or buy (guide 2.1): what counts beside the money, and what the comparison advises.
MAKE_OR_BUY_CRITERIA: Final[dict[str, "str | Promise"]] = {
    "tone": _("Right tone"),
    "quality": _("Professional quality"),
    "know_how": _("Know-how that stays in the house"),
    "trade": _("Knowledge of our trade"),
}
MAKE_OR_BUY_ADVICE: Final[dict[str, "str | Promise"]] = {
    "make": _("Making it yourselves is the better choice"),
    "buy": _("Buying it is the better choice"),
    "weigh": _("Money and criteria point different ways: weigh what counts more"),
    "hours": _("Making it is better, but the team lacks the hours: find them first, or buy"),
    "unknown": _("Not enough is known yet"),
}
# Tools (guide 2.2 and 4.5): what a sheet finds, and what follows.
TOOL_FINDINGS: Final[dict[str, "str | Promise"]] = {
    "no_time": _("There are fewer hours for it than it needs: it cannot be used fully."),
    "loses_money": _("It costs more than the hours it saves are worth."),
    "nobody_able": _("Nobody is able to run it."),
    "one_able": _("Only one person is able to run it."),
    "fraction": _("Only a fraction of its functions is used; such a tool does not last before those who pay."),
    "silo": _("Data lies in it that cannot be brought together with the rest."),
    "unconnected": _("It is connected with nothing; data is carried by hand."),
    "functions_unknown": _("Nobody has listed its functions; so nobody knows what is used."),
    "time_unknown": _("Hours needed and available are not known."),
}
TOOL_VERDICTS: Final[dict[str, "str | Promise"]] = {
    "keep": _("Keep the tool"),
    "find_time": _("Find the hours first, or leave it"),
    "train": _("Train people to run it"),
    "smaller": _("Take a smaller or free one, or use more of it"),
    "connect": _("Connect it, so that its data comes out"),
    "drop": _("Drop it"),
    "unknown": _("Not enough is known yet: fill in the sheet"),
}
ROOM_NAMES: Final[dict[str, "str | Promise"]] = {
    "strategy": _("Strategy"),
    "planning": _("Plan"),
    "publishing": _("Writing and sending"),
    "community": _("Inbox"),
    "measurement": _("Results"),
    "library": _("Library"),
    "channels": _("Channels"),
    "contacts": _("Contacts"),
    "compliance": _("Law"),
}
# The choice of a platform (guide 4.5): the four questions, and how it comes out.
PLATFORM_QUESTIONS: Final[dict[str, "str | Promise"]] = {
    "goals": _("Goals"),
    "audience": _("Target group"),
    "contacts": _("Further contacts"),
    "interactions": _("Interactions"),
}
PLATFORM_OUTCOMES: Final[dict[str, "str | Promise"]] = {
    "clear": _("One platform stands out"),
    "close": _("Two platforms are as good as equal: let the hours you have decide"),
    "open": _("Choose at least two candidates and answer all four questions"),
}
