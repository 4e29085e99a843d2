"""Addresses of the self-evaluation beside the report itself: scores, measures, stated figures, and the checker that is open to everyone."""

from __future__ import annotations

from django.urls import path

from .views import check_report, evaluation, evaluation_stated

urlpatterns = [
    path("check/", check_report.check, name="check"),
    path("check/table/", check_report.table, name="check_table"),
    path("report/scores/<slug:agency>/<int:year>/", evaluation.scores, name="report_scores"),
    path("report/measures/<slug:agency>/<int:year>/", evaluation.measures, name="report_measures"),
    path("report/measures/<slug:agency>/<int:year>/<str:name>/", evaluation.measure, name="report_measure"),
    path("report/monitor/<slug:agency>/<int:year>/", evaluation.monitor, name="report_monitor"),
    path("report/compare/<int:older>/<int:newer>/", evaluation.compare, name="report_compare"),
    path("report/stated/<slug:agency>/<int:year>/", evaluation_stated.stated, name="report_stated"),
    path("report/stated/<slug:agency>/<int:year>/file/", evaluation_stated.upload, name="report_stated_file"),
    path("report/stated/template/", evaluation_stated.blank, name="report_stated_blank"),
]
