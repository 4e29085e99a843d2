"""Addresses of the staff pages. The first word of a name says which entry of the rail is lit."""

from __future__ import annotations

from django.urls import path

from .views import home, session

urlpatterns = [
    path("login/", session.Login.as_view(), name="login"),
    path("logout/", session.Logout.as_view(), name="logout"),
    path("letters/", session.letters, name="letters"),
    path("", home.home, name="home"),
]
