"""Addresses of the overview of life certification."""

from django.urls import path

from . import rounds, views

urlpatterns = [
    path("certification/notices/", views.notices, name="certification_notices"),
    path("certification/rounds/<int:round_id>/", rounds.one, name="certification_round"),
    path("certification/online/", rounds.callback, name="certification_online"),
    path("certification/", views.overview, name="certification"),
]
