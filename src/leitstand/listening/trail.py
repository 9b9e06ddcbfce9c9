"""What the trail says of this room's verbs."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.trails import name_verbs

name_verbs(
    {
        "listening.keep_search": _("set up or changed a search"),
        "listening.pause_search": _("paused a search"),
        "listening.resume_search": _("went on with a search"),
        "listening.drop_search": _("deleted a search"),
        "listening.go_live": _("began to listen to a source live"),
        "listening.end_live": _("ended listening to a source live"),
        "listening.choose_stream": _("changed the server at which a source is heard"),
        "listening.import_file": _("brought in mentions from a file"),
        "listening.correct_tone": _("corrected the tone of a mention"),
        "listening.keep_alarm": _("set up or changed an alarm"),
        "listening.pause_alarm": _("paused an alarm"),
        "listening.resume_alarm": _("went on with an alarm"),
        "listening.drop_alarm": _("deleted an alarm"),
        "listening.keep_topic": _("set up or changed a topic of listening"),
        "listening.drop_topic": _("deleted a topic of listening"),
        "listening.keep_finding": _("wrote or changed a finding"),
        "listening.close_finding": _("closed or reopened a finding"),
        "listening.drop_finding": _("deleted a finding"),
        "listening.keep_words": _("changed the words to watch for"),
        "listening.look_after": _("looked after an alarm"),
        "listening.give_mention": _("gave a mention to somebody"),
        "listening.mark_mention": _("marked a mention"),
        "listening.open_for_answer": _("opened a mention in the inbox to answer it"),
        "listening.answered_by_hand": _("noted that a mention was answered by hand"),
        "listening.make_lead": _("made a lead of a mention"),
        "listening.make_idea": _("made an idea of a mention"),
        "listening.make_incident": _("made an incident of a mention"),
        "listening.make_feedback": _("made feedback of a mention"),
        "listening.note_chance": _("noted a mention as a chance"),
        "listening.hand_over_chance": _("passed a chance to sales"),
        "listening.note_contact": _("noted that a chance was contacted"),
        "listening.close_chance": _("closed a chance, or opened it again"),
        "listening.add_chance_term": _("added a word for chances"),
        "listening.drop_chance_term": _("took a word for chances out"),
        "listening.restore_chance_term": _("took a word for chances in again"),
    }
)
