"""Addresses of the steps from the village meeting to the decision."""

from django.urls import URLPattern, path

from rasoat.web.reviews.views import commune_steps, decision, meeting, opinion, posting, recheck, village_steps

urlpatterns: list[URLPattern] = [
    path("cac-buoc/", commune_steps.places, name="steps"),
    path("cac-buoc/<int:round_id>/<str:key>/", commune_steps.commune, name="commune_steps"),
    path("cac-buoc/<int:round_id>/<str:key>/khong-co-ho/", commune_steps.nothing, name="nothing"),
    path("thon/<int:review_id>/", village_steps.village, name="village_steps"),
    path("thon/<int:review_id>/hen-hop/", meeting.schedule, name="schedule"),
    path("thon/<int:review_id>/hop/", meeting.hold, name="meeting_new"),
    path("hop/<int:meeting_id>/", meeting.meeting, name="meeting"),
    path("thon/<int:review_id>/niem-yet/", posting.start, name="posting_new"),
    path("niem-yet/<int:posting_id>/", posting.posting, name="posting"),
    path("cac-buoc/<int:round_id>/<str:key>/xin-y-kien/", opinion.ask, name="opinion_new"),
    path("cac-buoc/<int:round_id>/<str:key>/bo-y-kien/", opinion.skip, name="opinion_skip"),
    path("y-kien/<int:opinion_id>/", opinion.opinion, name="opinion"),
    path("cac-buoc/<int:round_id>/<str:key>/lap-quyet-dinh/", decision.prepare, name="decision_new"),
    path("quyet-dinh/<int:decision_id>/", decision.decision, name="decision"),
    path("quyet-dinh/<int:decision_id>/ky/", decision.sign, name="decision_sign"),
    path("quyet-dinh/<int:decision_id>/sua-so/", decision.number, name="decision_number"),
    path("quyet-dinh/<int:decision_id>/xac-nhan/", decision.confirm, name="decision_confirm"),
    path("quyet-dinh/<int:decision_id>/rut/", decision.withdraw, name="decision_withdraw"),
    path("quyet-dinh/<int:decision_id>/tra-loi/<int:line_id>/", decision.answer, name="refusal_answer"),
    path("cho-ky/", decision.to_sign_page, name="to_sign"),
    path("phuc-tra/moi/<uuid:public_id>/", recheck.order, name="recheck_new"),
    path("phuc-tra/<int:recheck_id>/", recheck.recheck, name="recheck"),
]
