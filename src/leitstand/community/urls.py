"""Addresses of this room, under /w/<slug>/postfach/."""

from django.urls import path

from leitstand.community.views import (
    automatic,
    contacts,
    conversation,
    crisis,
    escalation,
    inbox,
    moderation,
    roster,
    threads,
)

urlpatterns = [
    path("", inbox.inbox, name="community_inbox"),
    path("beitraege/", threads.threads, name="community_threads"),
    path("beitraege/<uuid:publication>/", threads.thread, name="community_thread"),
    path("automatik/", automatic.overview, name="community_automatic"),
    path("automatik/zeiten", automatic.hours, name="community_hours"),
    path("automatik/<int:channel>/", automatic.channel, name="community_automatic_channel"),
    path("moderation/", moderation.moderation, name="community_moderation"),
    path("moderation/umfeld/", moderation.safety, name="community_safety"),
    path("moderation/umfeld/<int:check>/", moderation.check, name="community_safety_check"),
    path("eskalation/", escalation.ladder, name="community_ladder"),
    path("eskalation/<int:escalation>/", escalation.one, name="community_escalation"),
    path("wache/", roster.roster, name="community_roster"),
    path("krise/", crisis.plan, name="community_crises"),
    path("krise/<uuid:crisis>/", crisis.one, name="community_crisis"),
    path("krise/<uuid:crisis>/protokoll.csv", crisis.export, name="community_crisis_log"),
    path("antwort/<uuid:answer>/entscheiden", conversation.decide, name="community_decide"),
    path("text/<int:incoming>/verbergen", conversation.hide, name="community_hide"),
    path("text/<int:incoming>/entfernen", conversation.remove, name="community_remove"),
    path("text/<int:incoming>/vergessen", conversation.forget, name="community_forget"),
    path("text/<int:incoming>/kontakt", contacts.know, name="community_know"),
    path("text/<int:incoming>/rolle", contacts.part, name="community_part"),
    path("kontakt/<int:contact>/", contacts.conversations, name="community_of_contact"),
    path("<uuid:conversation>/", conversation.conversation, name="community_conversation"),
    path("<uuid:conversation>/antworten", conversation.answer, name="community_answer"),
    path("<uuid:conversation>/erledigt", conversation.done, name="community_done"),
    path("<uuid:conversation>/offen", conversation.open_again, name="community_reopen"),
    path("<uuid:conversation>/zuweisen", conversation.assign, name="community_assign"),
    path("<uuid:conversation>/neu-holen", conversation.again, name="community_fetch_again"),
]
