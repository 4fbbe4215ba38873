"""Addresses of the app `boundaries`."""

from django.urls import URLPattern, URLResolver, path

from rasoat.web.boundaries.views import change, listing, naming, office, totals, unit, villages

app_name = "boundaries"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", listing.unit_list, name="units"),
    path("thay-doi/", change.change, name="change"),
    path("thay-doi-tinh/", change.change_provinces, name="change_provinces"),
    path("nap-bang/", office.office, name="office"),
    path("<str:key>/", unit.unit_page, name="unit"),
    path("<str:key>/doi-ten/", naming.rename, name="rename"),
    path("<str:key>/sua-ten/", naming.correct, name="correct"),
    path("<str:key>/them-thon/", villages.add, name="add_village"),
    path("<str:key>/nhap-thon/", villages.merge, name="merge_villages"),
    path("<str:key>/ket-thuc/", villages.end, name="end_village"),
    path("<str:key>/so-lieu/", totals.commune_totals, name="totals"),
    path("<str:key>/so-lieu-tinh/", totals.province_totals, name="province_totals"),
]
