"""Addresses outside the workspaces, under /ideen/: for colleagues without an account."""

from django.urls import path

from leitstand.planning.views import public_intake

urlpatterns = [
    path("antwort/<str:token>", public_intake.answer, name="planning_idea_answer"),
    path("<str:token>", public_intake.intake, name="planning_public_intake"),
]
