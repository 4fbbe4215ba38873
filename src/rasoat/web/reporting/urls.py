"""Addresses of `reporting`."""

from django.urls import URLPattern, path

from rasoat.web.reporting.views import listing, province, report

app_name = "reporting"
urlpatterns: list[URLPattern] = [
    path("", listing.reports, name="list"),
    path("moi/", listing.new_report, name="new"),
    path("ca-nuoc/", province.nation_page, name="nation"),
    path("nguong-ntm/", province.thresholds, name="thresholds"),
    path("ho-co-cong/", province.merit, name="merit"),
    path("<uuid:report_id>/", report.report_page, name="report"),
    path("<uuid:report_id>/ly-do/", report.reason, name="reason"),
    path("<uuid:report_id>/so-sanh/", report.compare, name="compare"),
    path("<uuid:report_id>/buoc/<slug:step>/", report.step, name="step"),
]
