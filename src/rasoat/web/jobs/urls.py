"""Addresses of the app `jobs`."""

from django.urls import URLPattern, URLResolver, path

from rasoat.web.jobs import views

app_name = "jobs"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.job_list, name="list"),
    path("<uuid:job_id>/", views.job_page, name="job"),
    path("<uuid:job_id>/dung/", views.job_cancel, name="cancel"),
    path("<uuid:job_id>/chay-lai/", views.job_retry, name="retry"),
]
