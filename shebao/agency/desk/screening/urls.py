"""Addresses of the pages of screening."""

from django.urls import path

from . import campaigns, clues, rules

urlpatterns = [
    path("screening/", rules.overview, name="screening"),
    path("screening/run/", rules.run, name="screening_run"),
    path("screening/rules/<str:rule>/", rules.one, name="screening_rule"),
    path("screening/campaigns/", campaigns.overview, name="screening_campaigns"),
    path("screening/campaigns/<int:batch_id>/", campaigns.one, name="screening_campaign"),
    path("screening/clues/", clues.clues, name="screening_clues"),
    path("screening/clues/<int:clue_id>/", clues.one, name="screening_clue"),
    path("screening/clues/<int:clue_id>/mine/", clues.take, name="screening_take"),
]
