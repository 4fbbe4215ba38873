"""Addresses of the app `exchange`."""

from django.urls import URLPattern, URLResolver, path

from rasoat.web.exchange.views import answering, exporting, importing, mapping, opening, rows

app_name = "exchange"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", importing.home, name="home"),
    path("tai-len/", importing.upload, name="upload"),
    path("<uuid:batch_id>/", importing.batch_page, name="import"),
    path("<uuid:batch_id>/cot/", mapping.mapping_page, name="mapping"),
    path("<uuid:batch_id>/dia-ban/", answering.places_page, name="places"),
    path("<uuid:batch_id>/ho/", rows.row_list, name="rows"),
    path("<uuid:batch_id>/ho/<int:number>/", rows.row_page, name="row"),
    path("<uuid:batch_id>/ngoai-tep/", rows.missing_list, name="missing"),
    path("<uuid:batch_id>/loi/", rows.fault_page, name="faults"),
    path("<uuid:batch_id>/xac-nhan/", importing.confirm_page, name="confirm"),
    path("<uuid:batch_id>/hoan-tac/", importing.undo_page, name="undo"),
    path("<uuid:batch_id>/bo/", importing.drop, name="drop"),
    path("xuat/", exporting.export_list, name="exports"),
    path("xuat/<uuid:export_id>/", exporting.export_page, name="export"),
    path("dau-ky/", opening.opening_list, name="openings"),
    path("dau-ky/<int:pk>/", opening.opening_page, name="opening"),
    path("dau-ky/<int:pk>/in/", opening.opening_print, name="opening_print"),
    path("dau-ky/<int:pk>/<slug:step>/", opening.opening_step, name="opening_step"),
]
