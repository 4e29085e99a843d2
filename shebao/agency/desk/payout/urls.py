"""Addresses of runs, their rows and files, releases of held rows."""

from django.urls import path

from . import layouts, releases, rows, runs, thresholds

urlpatterns = [
    path("payout/", runs.runs, name="payout"),
    path("payout/new/", runs.propose, name="payout_propose"),
    path("payout/thresholds/", thresholds.thresholds, name="payout_thresholds"),
    path("payout/layouts/", layouts.layouts, name="payout_layouts"),
    path("payout/layouts/enter/", layouts.enter, name="payout_layouts_enter"),
    path("payout/layouts/<int:layout_id>/", layouts.one, name="payout_layout"),
    path("payout/layouts/<int:layout_id>/confirm/", layouts.confirm, name="payout_layout_confirm"),
    path("payout/releases/", releases.requests, name="payout_releases"),
    path("payout/<int:run_id>/held/<slug:reason>/release/", releases.ask, name="payout_ask_release"),
    path("payout/<int:run_id>/operation/<int:cause>/", releases.operation, name="payout_operation"),
    path("payout/<int:run_id>/operation/<int:cause>/release/", releases.ask_operation, name="payout_ask_operation"),
    path("payout/<int:run_id>/", runs.one, name="payout_one"),
    path("payout/<int:run_id>/lines/", rows.lines, name="payout_lines"),
    path("payout/<int:run_id>/changes/", rows.changes, name="payout_changes"),
    path("payout/<int:run_id>/held/", rows.exclusions, name="payout_held"),
    path("payout/<int:run_id>/sheet/", runs.sheet, name="payout_sheet"),
    path("payout/<int:run_id>/file/", runs.download, name="payout_file"),
    path("payout/<int:run_id>/return/", runs.upload, name="payout_return"),
    path("payout/<int:run_id>/do/<slug:verb>/", runs.act, name="payout_act"),
]
