"""Addresses of the first page, the search field and the page of keys and words."""

from django.urls import path

from . import search, views

urlpatterns = [
    path("", views.home, name="home"),
    path("help/", views.keys_and_words, name="help"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="search_suggest"),
    path("narrow/", search.narrow, name="narrow"),
]
