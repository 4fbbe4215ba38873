"""Addresses of the app `register`."""

from django.urls import URLPattern, URLResolver, path

from rasoat.web.register.listing_urls import urlpatterns as of_the_list
from rasoat.web.register.views import decisions, duplicates, editing, events, handovers, household, new, papers, to_dos

app_name = "register"
urlpatterns: list[URLPattern | URLResolver] = [
    *of_the_list,
    path("moi/", new.new, name="new"),
    path("can-bo-sung/", to_dos.to_dos, name="to_dos"),
    path("trung/", duplicates.pairs, name="duplicates"),
    path("trung/tim/", duplicates.look, name="duplicates_look"),
    path("trung/<int:pair_id>/", duplicates.pair, name="duplicate"),
    path("trung/<int:pair_id>/ghi/", duplicates.settle, name="duplicate_settle"),
    path("ban-giao/", handovers.handovers, name="handovers"),
    path("ban-giao/moi/", handovers.ask, name="handover_ask"),
    path("ban-giao/<int:handover_id>/", handovers.handover, name="handover"),
    path("ban-giao/<int:handover_id>/tra-loi/", handovers.answer, name="handover_answer"),
    path("quyet-dinh/", decisions.decisions, name="decisions"),
    path("quyet-dinh/moi/", decisions.new_decision, name="decision_new"),
    path("quyet-dinh/<int:decision_id>/", decisions.decision, name="decision"),
    path("quyet-dinh/<int:decision_id>/rut/", decisions.withdraw, name="decision_withdraw"),
    path("<str:code>/", household.household, name="household"),
    path("<str:code>/phieu/", household.sheet, name="sheet"),
    path("<str:code>/so/<int:number_id>/", household.reveal, name="reveal"),
    path("<str:code>/sua/", editing.household_form, name="edit"),
    path("<str:code>/ban-do/", editing.place_form, name="place"),
    path("<str:code>/nguoi/<int:number>/", editing.member_form, name="member"),
    path("<str:code>/nguoi/<int:number>/suc-khoe/", editing.health_form, name="health"),
    path("<str:code>/bien-dong/", events.choose, name="events"),
    path("<str:code>/bien-dong/<slug:kind>/", events.write, name="event"),
    path("<str:code>/hoan-tac/<int:event_id>/", household.undo, name="undo"),
    path("<str:code>/can-bo-sung/<int:to_do_id>/", household.settle, name="to_do_settle"),
    path("<str:code>/giay-to/", papers.add, name="paper_add"),
    path("<str:code>/giay-to/<int:paper_id>/bo/", papers.remove, name="paper_remove"),
]
