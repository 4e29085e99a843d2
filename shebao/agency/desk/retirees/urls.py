"""Addresses of services to retired people."""

from django.urls import path

from . import views

urlpatterns = [
    path("retirees/", views.overview, name="retirees"),
    path("retirees/checks/<int:year>/", views.campaign, name="retirees_campaign"),
    path("retirees/groups/", views.groups, name="retirees_groups"),
]
