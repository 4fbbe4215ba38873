"""The pages of one round: overview, communes, standards, calendar, parameters, and its moves."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rasoat.law.marks import Mark
from rasoat.law.procedure import ReviewKind
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.accounts.whole import whole
from rasoat.web.ledger.queries import trail_of
from rasoat.web.look.badges import Badge
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.words import standard_name
from rasoat.web.rounds.actions.close_round import close_round
from rasoat.web.rounds.actions.drop_round import drop_round
from rasoat.web.rounds.actions.keep_packs import keep_packs
from rasoat.web.rounds.actions.let_communes_in import let_communes_in
from rasoat.web.rounds.actions.open_round import open_by_job
from rasoat.web.rounds.actions.reopen_round import reopen_round
from rasoat.web.rounds.actions.set_internal_days import set_internal_days
from rasoat.web.rounds.beginning import outside
from rasoat.web.rounds.checklist import check_lines
from rasoat.web.rounds.closing_hooks import outstanding
from rasoat.web.rounds.deadlines import Deadline, deadlines
from rasoat.web.rounds.forms import DaysForm
from rasoat.web.rounds.graph import round_graph
from rasoat.web.rounds.law import procedure, procedure_name, words
from rasoat.web.rounds.mark_words import MARKS
from rasoat.web.rounds.models import Round, RoundKind, RoundState
from rasoat.web.rounds.office_law import law_moved, pack_fault
from rasoat.web.rounds.opening_job import opening_of
from rasoat.web.rounds.parameters import waiting_for_word
from rasoat.web.rounds.queries import communes_seen_by, communes_shown_to
from rasoat.web.rounds.reach import may_manage_round
from rasoat.web.rounds.stages import ORDER, Stage
from rasoat.web.rounds.standards import blocked_reason
from rasoat.web.rounds.views.finding import seen_round

TABS = (
    ("rounds:round", gettext_lazy("Tổng quan")), ("rounds:communes", gettext_lazy("Các xã")),
    ("rounds:standards", gettext_lazy("Chuẩn nghèo")), ("rounds:days", gettext_lazy("Lịch, hạn")),
    ("rounds:settings", gettext_lazy("Tham số")),
)  # fmt: skip


@signed_in
@require_safe
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the round is, what is due, and what stands in the way of opening it."""
    row = seen_round(request, pk)
    today = acting_of(request).today()
    draft = row.state == RoundState.DRAFT
    waiting = waiting_for_word(row.province, row.procedure_id, row.kind, row.starts_on) if draft and row.counts else []
    use = procedure(row.procedure_id).use_on(row.starts_on)
    steps = [
        {"name": words(step.name), "help": words(step.help), "mark": MARKS[step.evidence.mark],
         "law": ", ".join(filter(None, (step.evidence.instrument, step.evidence.article)))}
        for step in procedure(row.procedure_id).steps(ReviewKind(row.kind))
    ]  # fmt: skip
    return render(request, "rounds/round.html", {
        **_frame(request, row, "rounds:round"), "lines": _with_badges(deadlines(row, today)), "steps": steps,
        "waiting": [words(each.parameter.name) for each in waiting], "facts": _facts(row),
        "use": MARKS[use.mark] if use is not None else None, "use_note": use.note if use is not None else "",
        "basis_missing": draft and row.counts and (use is None or use.mark.needs_office) and not row.document.strip(),
        "trail": trail_of(row), "can": _can(request, row), "work": _work(acting_of(request), row),
        "drop_fields": [{"name": "version", "value": row.version}],
        "outstanding": outstanding(row) if row.state == RoundState.OPEN else 0,
        "unfinished": row.communes.exclude(stage="done").count() if row.state == RoundState.OPEN else 0,
    })  # fmt: skip


@signed_in
@require_safe
def communes(request: HttpRequest, pk: int) -> HttpResponse:
    """Communes of the own area by stage, and those silent for long."""
    row = seen_round(request, pk)
    acting = acting_of(request)
    rows = row.communes.filter(commune__in=communes_shown_to(acting, row))
    counted = dict(rows.values_list("stage").annotate(number=Count("pk")).order_by())
    return render(request, "rounds/communes.html", {
        **_frame(request, row, "rounds:communes"), **_left_out(acting, row), "today": acting.today(),
        "lines": rows.select_related("commune").order_by("commune__sort_key", "pk"),
        "counts": [(Stage(stage).label, counted[stage]) for stage in sorted(counted, key=ORDER.__getitem__)],
    })  # fmt: skip


@signed_in
@require_safe
def standards(request: HttpRequest, pk: int) -> HttpResponse:
    """The standards of a round, each with its route, table and pack."""
    row = seen_round(request, pk)
    lines = [
        {"row": each, "name": standard_name(each.standard_id), "blocked": blocked_reason(each.standard_id),
         "moved": law_moved(row, each) if row.state != RoundState.DRAFT else "",
         "fault": pack_fault(each) if row.state != RoundState.DRAFT else None}
        for each in row.standards.all()
    ]  # fmt: skip
    faulty = any(line["fault"] for line in lines)
    return render(request, "rounds/standards.html", {
        **_frame(request, row, "rounds:standards"), "lines": lines, "faulty": faulty,
    })  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def days(request: HttpRequest, pk: int) -> HttpResponse:
    """Legal and internal days; whoever manages the round sets the internal ones."""
    row = seen_round(request, pk)
    acting = acting_of(request)
    lines = deadlines(row, acting.today())
    there = {each.key: each for each in row.internal_days.all()}
    form = None
    if acting.policy.may(Capability.ROUND_MANAGE, row) and row.state != RoundState.CLOSED:
        initial: dict[str, Any] = {key: each.on for key, each in there.items()}
        document = next((each.document for each in there.values()), "")
        form = DaysForm(request.POST or None, lines=lines, initial=initial | {"document": document})
    if request.method == "POST":
        acting.require(Capability.ROUND_MANAGE, row)
        if form is not None and form.is_valid():
            wanted = {line.key: form.cleaned_data[line.key] for line in lines}
            try:
                set_internal_days(acting, row, wanted, document=form.cleaned_data["document"])
            except RefusedError as refused:
                refuse(form, refused)
            else:
                messages.success(request, _("Đã lưu ngày nội bộ."))
                return redirect("rounds:days", pk=row.pk)
    return render(request, "rounds/days.html", {
        **_frame(request, row, "rounds:days"), "lines": _with_badges(lines), "form": form,
    }, status=422 if form is not None and form.errors else 200)  # fmt: skip


@signed_in
@require_safe
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """The parameters by which the round works: as of its first day."""
    row = seen_round(request, pk)
    lines = check_lines(row.province, procedure(row.procedure_id), row.starts_on)
    own = [line for line in lines if line.setting.parameter.governs.get(ReviewKind(row.kind))]
    return render(request, "rounds/settings.html", {**_frame(request, row, "rounds:settings"), "lines": own})


@signed_in
@require_POST
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Open, close, reopen, let communes in, put law packs back, take back a draft."""
    row = seen_round(request, pk)
    acting = acting_of(request)
    try:
        match step:
            case "mo":
                _row, job = open_by_job(acting, row)
                messages.success(
                    request,
                    _("Đã mở đợt. Các xã, thôn đã có trong đợt.")
                    if job is None
                    else _("Đã mở đợt. Các xã lần lượt vào đợt; có thể rời trang này."),
                )
            case "them-xa":
                let_communes_in(acting, row)
                messages.success(request, _("Các xã lần lượt vào đợt; có thể rời trang này."))
                return redirect("rounds:communes", pk=row.pk)
            case "giu-goi-luat":
                names = keep_packs(acting, row)
                messages.success(request, _("Đã giữ lại gói luật: %(names)s.") % {"names": ", ".join(names) or "–"})
                return redirect("rounds:standards", pk=row.pk)
            case "ket-thuc":
                close_round(acting, row, reason=request.POST.get("reason", ""))
                messages.success(request, _("Đã kết thúc đợt."))
            case "mo-lai":
                reopen_round(acting, row, reason=request.POST.get("reason", ""))
                messages.success(request, _("Đã mở lại đợt."))
            case "bo":
                drop_round(acting, row, version=whole(request.POST.get("version", "")))
                messages.success(request, _("Đã bỏ đợt."))
                return redirect("rounds:list")
            case _:
                raise Http404
    except RefusedError as refused:
        messages.error(request, str(refused))
        if refused.code == "parameters-unconfirmed":
            return redirect("rounds:checklist", key=row.province.key)
    return redirect("rounds:round", pk=row.pk)


def _frame(request: HttpRequest, row: Round, current: str) -> dict[str, Any]:
    tabs = [{"label": label, "url": reverse(name, args=[row.pk]), "current": name == current} for name, label in TABS]
    acting = acting_of(request)
    opening = opening_of(row) if row.state == RoundState.OPEN else None
    return {
        "round": row, "tabs": tabs, "may_manage": may_manage_round(acting, row), "province": row.province,
        "opening": opening, "owns_opening": opening is not None and opening.job.owner_id == request.user.pk,
        "reads_parameters": acting.policy.may(Capability.ROUND_VIEW),
        "may_set": acting.policy.may(Capability.PARAMETER_SET, row.province),
    }  # fmt: skip


def _left_out(acting: Acting, row: Round) -> dict[str, Any]:
    """Communes of the area of an open round that are not in it, for who manages it; what may be done about them."""
    if row.state != RoundState.OPEN or not may_manage_round(acting, row):
        return {}
    found = outside(row, acting.today())
    return {
        "joining": [each.commune for each in found if each.may_join],
        "formed": [each for each in found if not each.may_join],
    }  # fmt: skip


def _with_badges(lines: list[Deadline]) -> list[tuple[Deadline, Badge | None]]:
    """Each deadline with the mark of its legal day, unless that is verified."""
    return [(line, MARKS[line.mark] if line.mark is not Mark.VERIFIED else None) for line in lines]


def _can(request: HttpRequest, row: Round) -> dict[str, bool]:
    may = may_manage_round(acting_of(request), row)
    graph = round_graph()
    return {move: may and graph.can(move, row.state) for move in graph.moves} | {
        "edit": may and row.state == RoundState.DRAFT
    }


def _work(acting: Acting, row: Round) -> str:
    """Where a person of a commune goes on in an open round: its villages; empty for people who fill in no forms."""
    if row.state != RoundState.OPEN:
        return ""
    rows = row.communes.filter(commune__in=communes_seen_by(acting, Capability.REVIEW_SURVEY))
    keys = list(rows.values_list("commune__key", flat=True)[:2])
    if not keys:
        return ""
    return reverse("reviews:commune", args=[row.pk, keys[0]]) if len(keys) == 1 else reverse("reviews:home")


def _facts(row: Round) -> list[dict[str, Any]]:
    month = f"{row.month}/{row.year}" if row.kind == RoundKind.REGULAR else str(row.year)
    return [
        {"label": _("Mục đích"), "value": row.get_purpose_display()},
        {"label": _("Loại"), "value": row.get_kind_display()},
        {"label": _("Thời gian"), "value": month,
         "note": f"{row.starts_on:%d/%m/%Y} – {row.ends_on:%d/%m/%Y}"},
        {"label": _("Địa bàn"), "value": (row.commune or row.province).full_name},
        {"label": _("Quy trình"), "value": procedure_name(row.procedure_id)},
        {"label": _("Văn bản mở đợt"), "value": row.document or None},
        {"label": _("Điểm khi đang điền phiếu"), "value": _("hiện") if row.live_score else _("không hiện")},
        {"label": _("Mở đợt"), "value": f"{row.opened_at:%d/%m/%Y}" if row.opened_at else None,
         "note": row.opened_by.get_full_name() if row.opened_by else ""},
    ]  # fmt: skip
