"""Addresses of `rounds`."""

from django.urls import URLPattern, path

from rasoat.web.rounds.views import calendar, listing, making, parameters
from rasoat.web.rounds.views import round as one_round

app_name = "rounds"
urlpatterns: list[URLPattern] = [
    path("", listing.round_list, name="list"),
    path("moi/", making.new, name="new"),
    path("viec-ngay-dau/", parameters.checklist_home, name="checklist_home"),
    path("viec-ngay-dau/<str:key>/", parameters.checklist, name="checklist"),
    path("viec-ngay-dau/<str:key>/<slug:procedure_id>/<slug:name>/", parameters.parameter, name="parameter"),
    path("lich/", calendar.calendar_home, name="calendar_home"),
    path("lich/<str:key>/", calendar.calendar, name="calendar"),
    path("lich/<str:key>/<int:pk>/rut/", calendar.withdraw, name="day_withdraw"),
    path("<int:pk>/", one_round.overview, name="round"),
    path("<int:pk>/xa/", one_round.communes, name="communes"),
    path("<int:pk>/chuan/", one_round.standards, name="standards"),
    path("<int:pk>/lich/", one_round.days, name="days"),
    path("<int:pk>/tham-so/", one_round.settings, name="settings"),
    path("<int:pk>/sua/", making.edit, name="edit"),
    path("<int:pk>/<slug:step>/", one_round.step, name="step"),
]
