"""Addresses of the pages of unemployment."""

from django.urls import path

from . import claimant, lists, overview

urlpatterns = [
    path("unemployment/", overview.overview, name="unemployment"),
    path("unemployment/lists/", lists.lists, name="unemployment_lists"),
    path("unemployment/people/<int:person_id>/", claimant.one, name="unemployment_one"),
]
