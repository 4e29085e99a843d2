"""Addresses of the terminals."""

from django.urls import path

from . import views

urlpatterns = [path("", views.first, name="kiosk")]
