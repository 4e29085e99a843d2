"""Addresses of injury cases, providers, what organisations are owed and owe, and of what a death leaves."""

from django.urls import path

from . import case, money, providers, register, survivors

urlpatterns = [
    path("injury/", register.cases_list, name="injury"),
    path("injury/<int:case_id>/", case.one, name="injury_one"),
    path("injury/providers/", providers.overview, name="injury_providers"),
    path("injury/providers/<int:provider_id>/", providers.one, name="injury_provider"),
    path("injury/money/", money.overview, name="injury_money"),
    path("survivors/<int:person_id>/", survivors.one, name="people_survivors"),
]
