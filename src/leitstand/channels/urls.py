"""Addresses of this room, under /w/<slug>/kanaele/."""

from django.urls import path

from leitstand.channels.views import abilities, channel, connect, networks, overview, register

urlpatterns = [
    path("", overview.channels, name="channels_list"),
    path("verbinden/", connect.choose, name="channels_connect"),
    path("verbinden/<slug:network>/", connect.connect, name="channels_connect_network"),
    path("verbunden/", connect.finish, name="channels_finish"),
    path("auswahl/<str:state>/", connect.pick, name="channels_pick"),
    path("koennen/", abilities.abilities, name="channels_abilities"),
    path("netzwerke/", networks.networks, name="channels_networks"),
    path("netzwerke/<slug:name>/", networks.network, name="channels_network"),
    path("netzwerke/<slug:name>/pruefung/", networks.check, name="channels_network_check"),
    path("netzwerke/<slug:name>/name/", networks.reserve, name="channels_network_reserve"),
    path("netzwerke/<slug:name>/start/", networks.start, name="channels_network_start"),
    path("netzwerke/<slug:name>/profil/", networks.look_through, name="channels_network_profile"),
    path("netzwerke/<slug:name>/mein-profil/", networks.look_through_own, name="channels_network_own_profile"),
    path("netzwerke/<slug:name>/nachricht/", networks.count_message, name="channels_network_message"),
    path("rechte/", register.register, name="channels_register"),
    path("rechte/<int:grant>/bestaetigt/", register.review, name="channels_review"),
    path("rechte/<int:grant>/beendet/", register.end, name="channels_end"),
    path("<int:channel>/", channel.show, name="channels_channel"),
    path("<int:channel>/pruefen/", channel.check, name="channels_check"),
    path("<int:channel>/trennen/", channel.take_off, name="channels_disconnect"),
    path("<int:channel>/rechte/", register.grant, name="channels_grant"),
]
