"""Addresses of the self-evaluation beside the report itself: scores, measures, stated figures, and the checker that is open to everyone."""

from __future__ import annotations

from django.urls import path

from .views import check_report, evaluation, evaluation_publish, evaluation_stated, evaluation_survey

urlpatterns = [
    path("check/", check_report.check, name="check"),
    path("check/table/", check_report.table, name="check_table"),
    path("report/scores/<slug:agency>/<int:year>/", evaluation.scores, name="report_scores"),
    path("report/measures/<slug:agency>/<int:year>/", evaluation.measures, name="report_measures"),
    path("report/measures/<slug:agency>/<int:year>/<str:name>/", evaluation.measure, name="report_measure"),
    path("report/monitor/<slug:agency>/<int:year>/", evaluation.monitor, name="report_monitor"),
    path("report/surveys/<slug:agency>/<int:year>/", evaluation_survey.listed, name="report_surveys"),
    path("report/surveys/<slug:agency>/<int:year>/start/", evaluation_survey.start, name="report_survey_start"),
    path("report/surveys/<int:survey_id>/paper/", evaluation_survey.paper, name="report_survey_paper"),
    path("report/surveys/<int:survey_id>/close/", evaluation_survey.close, name="report_survey_close"),
    path("report/surveys/<int:survey_id>/links/", evaluation_survey.links, name="report_survey_links"),
    path("report/surveys/<int:survey_id>/sheet/", evaluation_survey.blank, name="report_survey_sheet"),
    path("survey/<str:token>/", evaluation_survey.answer, name="survey"),
    path("report/<int:report_id>/publish/", evaluation_publish.publish, name="report_publish"),
    path("report/compare/<int:older>/<int:newer>/", evaluation.compare, name="report_compare"),
    path("report/stated/<slug:agency>/<int:year>/", evaluation_stated.stated, name="report_stated"),
    path("report/stated/<slug:agency>/<int:year>/file/", evaluation_stated.upload, name="report_stated_file"),
    path("report/register/", evaluation_stated.register, name="report_register"),
    path("report/stated/template/", evaluation_stated.blank, name="report_stated_blank"),
]
