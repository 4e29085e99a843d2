"""Addresses of /open/."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="open_home"),
    path("look/", views.look, name="open_look"),
    path("estimate/", views.estimate, name="open_estimate"),
    path("documents/", views.documents, name="open_documents"),
    path("documents/<slug:key>/", views.document, name="open_document"),
    path("figures/", views.figures, name="open_figures"),
    path("words/", views.words, name="open_words"),
]
