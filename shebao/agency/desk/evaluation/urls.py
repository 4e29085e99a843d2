"""Addresses of the yearly report, its scores and figures, surveys, publication, and the checker that is open to everyone."""

from django.urls import path

from . import check, figures, publication, report, scores, survey

urlpatterns = [
    path("report/", report.reports, name="report"),
    path("report/new/", report.draft, name="report_draft"),
    path("report/<int:report_id>/", report.one, name="report_one"),
    path("report/<int:report_id>/checks/", report.checks, name="report_checks"),
    path("report/<int:report_id>/rows/<str:key>/", report.rows, name="report_rows"),
    path("report/<int:report_id>/file/<str:name>/", report.download, name="report_file"),
    path("check/", check.check, name="check"),
    path("check/table/", check.table, name="check_table"),
    path("check/letter/", check.letter, name="check_letter"),
    path("report/scores/<slug:agency>/<int:year>/", scores.scores, name="report_scores"),
    path("report/measures/<slug:agency>/<int:year>/", scores.measures, name="report_measures"),
    path("report/measures/<slug:agency>/<int:year>/<str:name>/", scores.measure, name="report_measure"),
    path("report/monitor/<slug:agency>/<int:year>/", scores.monitor, name="report_monitor"),
    path("report/surveys/<slug:agency>/<int:year>/", survey.listed, name="report_surveys"),
    path("report/surveys/<int:survey_id>/paper/", survey.paper, name="report_survey_paper"),
    path("report/surveys/<int:survey_id>/links/", survey.links, name="report_survey_links"),
    path("report/surveys/<int:survey_id>/sheet/", survey.blank, name="report_survey_sheet"),
    path("survey/<str:token>/", survey.answer, name="survey"),
    path("report/<int:report_id>/publish/", publication.publish, name="report_publish"),
    path("report/compare/<int:older>/<int:newer>/", scores.compare, name="report_compare"),
    path("report/stated/<slug:agency>/<int:year>/", figures.stated, name="report_stated"),
    path("report/stated/<slug:agency>/<int:year>/file/", figures.upload, name="report_stated_file"),
    path("report/register/", figures.register, name="report_register"),
    path("report/stated/template/", figures.blank, name="report_stated_blank"),
]
