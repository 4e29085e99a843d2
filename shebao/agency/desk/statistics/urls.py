"""Addresses of statistics."""

from django.urls import path

from . import bulletin, cockpit, goals, tables

urlpatterns = [
    path("statistics/", cockpit.cockpit, name="statistics"),
    path("statistics/periods/", tables.periods, name="statistics_periods"),
    path("statistics/groups/", tables.groups, name="statistics_groups"),
    path("statistics/people/", tables.people, name="statistics_people"),
    path("statistics/dictionary/", tables.dictionary, name="statistics_dictionary"),
    path("statistics/bulletin/", bulletin.bulletin, name="statistics_bulletin"),
    path("statistics/goals/", goals.goals, name="statistics_goals"),
]
