"""Addresses of this room, under /w/<slug>/."""

from django.urls import path

from leitstand.overview.views import guide, rules, search, today

urlpatterns = [
    path("", today.today, name="overview_today"),
    path("suche/", search.search, name="overview_search"),
    path("leitfaden/", guide.guide_map, name="overview_guide"),
    path("regeln/", rules.rules, name="overview_rules"),
    path("regeln/neu/", rules.rule, name="overview_new_rule"),
    path("regeln/<int:rule>/", rules.rule, name="overview_rule"),
    path("regeln/<int:rule>/schalten/", rules.switch, name="overview_switch_rule"),
    path("regeln/<int:rule>/probe/", rules.trial, name="overview_try_rule"),
    path("regeln/<int:rule>/loeschen/", rules.remove, name="overview_remove_rule"),
]
