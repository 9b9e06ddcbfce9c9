"""Addresses outside the workspaces: the way in, one's own account, the kit. Named "house:…"; signing in keeps allauth's names."""

from django.urls import URLPattern, URLResolver, include, path

from leitstand.house.views import accent, appearance, entrance, kit, profile, setup

_house: list[URLPattern] = [
    path("einrichten/", setup.company, name="setup"),
    path("einrichten/person/", setup.person, name="setup_person"),
    path("anmelden/link/<str:token>", entrance.login_link, name="login_link"),
    path("einladung/<str:token>", entrance.invitation, name="invitation"),
    path("arbeitsbereich/neu/", entrance.new_workspace, name="new_workspace"),
    path("arbeitsbereich/<slug:workspace>/", entrance.enter_workspace, name="enter_workspace"),
    path("ich/", profile.account, name="account"),
    path("ich/adresse/", profile.email, name="change_email"),
    path("ich/daten.json", profile.own_data, name="own_data"),
    path("ich/aussehen/", appearance.appearance, name="appearance"),
    path("house/kit", kit.kit, name="kit"),
    path("house/accent-<str:colour>.css", accent.accent_css, name="accent"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", entrance.root, name="house_root"),
    path("sprache/", profile.set_language, name="set_language"),
    path("", include((_house, "house"))),
    path("", include("leitstand.house.account_urls")),
]
