"""Addresses of calculations, standards with their documents, the estimate."""

from django.urls import path

from . import estimate, gaps, scans, views

urlpatterns = [
    path("law/", views.index, name="law"),
    path("law/standards/", views.keys, name="law_keys"),
    path("law/standards/<slug:name>/", views.key, name="law_key"),
    path("law/standards/<slug:name>/<slug:digest>/", scans.of_value, name="law_scan"),
    path("law/gaps/", gaps.page, name="law_gaps"),
    path("law/estimate/", estimate.estimate, name="estimate"),
    path("law/<slug:name>/", views.one, name="law_one"),
]
