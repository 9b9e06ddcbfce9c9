"""Addresses outside the workspaces, under /einverstaendnis/: for people without an account who are asked to agree."""

from django.urls import path

from leitstand.planning.views import releases

urlpatterns = [path("<str:token>", releases.public, name="planning_public_release")]
