"""What the trail says of this room's verbs."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.trails import name_verbs

name_verbs(
    {
        "community.answer": _("answered somebody"),
        "community.assign": _("gave a conversation to somebody"),
        "community.decide_answer": _("decided what becomes of an answer"),
        "community.fetch_again": _("had texts fetched anew"),
        "community.finish": _("finished a conversation"),
        "community.forget_author": _("forgot somebody outside for good"),
        "community.forget_due": _("let go of what may be kept no longer"),
        "community.hand_over": _("handed a conversation over to people"),
        "community.held": _("held an answer back"),
        "community.hide": _("hid what somebody wrote"),
        "community.note_question": _("noted a question of our own"),
        "community.watch_until": _("watches a post longer"),
        "community.note_outcome": _("said what came of a conversation"),
        "community.keep_answering": _("changed the automatic answers"),
        "community.keep_hours": _("changed the service hours"),
        "community.refused": _("was refused an answer by the network"),
        "community.remove": _("removed what somebody wrote"),
        "community.reopen": _("reopened a conversation"),
        "community.sent": _("sent an answer"),
        "community.show": _("showed again what somebody wrote"),
        "community.take_back": _("took an answer back"),
        "community.take_in": _("took in what people wrote"),
        "community.unknown": _("found the fate of an answer unclear"),
    }
)
