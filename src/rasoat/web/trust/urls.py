"""Addresses of `trust`."""

from django.urls import URLPattern, path

from rasoat.web.trust.views import patterns, plans, rechecks

app_name = "trust"
urlpatterns: list[URLPattern] = [
    path("", plans.plans, name="plans"),
    path("dot/<int:pk>/", plans.promise, name="promise"),
    path("mau/<uuid:plan_id>/", plans.plan_page, name="plan"),
    path("mau/<uuid:plan_id>/cu-nguoi/", rechecks.assign_many, name="assign_many"),
    path("mau/<uuid:plan_id>/<slug:step>/", plans.step, name="step"),
    path("ho/<int:pk>/", rechecks.sampled, name="sampled"),
    path("dau-hieu/", patterns.rounds, name="rounds"),
    path("dau-hieu/<int:pk>/", patterns.patterns, name="patterns"),
    path("dau-hieu/<int:pk>/<slug:pattern>/", patterns.behind, name="behind"),
]
