"""Addresses of this room, under /w/<slug>/ergebnisse/."""

from django.urls import path

from leitstand.measurement.views import (
    again,
    campaign,
    case,
    channel,
    goals,
    habits,
    matrix,
    partners,
    post,
    results,
    thanks,
    topics,
    unmeasured,
    variants,
)

urlpatterns = [
    path("", results.results, name="measurement_results"),
    path("nutzen/", case.case, name="measurement_case"),
    path("nutzen/bearbeiten/", case.edit, name="measurement_case_form"),
    path("nutzen/datei/", case.file, name="measurement_case_file"),
    path("nutzen/entschieden/", case.decided, name="measurement_case_decided"),
    path("zustaendig/", matrix.matrix, name="measurement_matrix"),
    path("langzeit/", matrix.long_view, name="measurement_long_view"),
    path("ziele/", goals.goals, name="measurement_goals"),
    path("ziele/<int:goal>/", goals.goal, name="measurement_goal"),
    path("beitrag/<uuid:publication>/", post.post, name="measurement_post"),
    path("eintrag/<uuid:item>/", post.of_item, name="measurement_item"),
    path("kanal/<int:channel>/", channel.channel, name="measurement_channel"),
    path("kanal/<int:channel>/einlesen/", channel.import_figures, name="measurement_import_page"),
    path("listen/", habits.habits_page, name="measurement_habits"),
    path("noch-einmal/", again.again, name="measurement_again"),
    path("partner/", partners.partners, name="measurement_partners"),
    path("themen/", topics.topics, name="measurement_topics"),
    path("dank/", thanks.thanks, name="measurement_thanks"),
    path("kampagne/<int:campaign>/", campaign.campaign, name="measurement_campaign"),
    path("kampagne/<int:campaign>/stimmen/", campaign.voices, name="measurement_count_voices"),
    path("kampagne/<int:campaign>/entscheiden/", campaign.decide, name="measurement_decide_campaign"),
    path("kampagne/<int:campaign>/varianten/", variants.variants, name="measurement_variants"),
    path("kampagne/<int:campaign>/varianten/<int:test>/", variants.conclude, name="measurement_conclude_test"),
    path("ohne-zahlen/", unmeasured.unmeasured, name="measurement_unmeasured"),
    path("einlesen/", unmeasured.import_table, name="measurement_import"),
]
