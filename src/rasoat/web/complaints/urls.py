"""Addresses of `complaints`."""

from django.urls import path

from rasoat.web.complaints.views import complaint, denunciations, listing, receive

app_name = "complaints"
urlpatterns = [
    path("", listing.complaints, name="list"),
    path("moi/", receive.new_complaint, name="new"),
    path("to-cao/", denunciations.denunciations, name="denunciations"),
    path("to-cao/moi/", denunciations.new_denunciation, name="new_denunciation"),
    path("to-cao/<uuid:letter_id>/", denunciations.denunciation, name="denunciation"),
    path("to-cao/<uuid:letter_id>/buoc/", denunciations.step, name="denunciation_step"),
    path("to-cao/<uuid:letter_id>/chan/", denunciations.bar, name="denunciation_bar"),
    path("to-cao/<uuid:letter_id>/bo-chan/<int:bar_id>/", denunciations.unbar, name="denunciation_unbar"),
    path("<uuid:letter_id>/", complaint.complaint, name="complaint"),
    path("<uuid:letter_id>/<slug:move>/", complaint.step, name="step"),
]
