"""Results by unit and year: tables, bars, open data."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from rasoat.tables.rounding import rate
from rasoat.web.public.bars import bars
from rasoat.web.public.models import Publication
from rasoat.web.public.open_data import as_csv, as_json, file_name, schema_bytes
from rasoat.web.public.queries import newest_publications
from rasoat.web.public.serving import kept
from rasoat.web.register.words import standard_name

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}
CLASSES = ("poor", "near_poor")


@require_safe
@kept()
def results(request: HttpRequest) -> HttpResponse:
    """`?tinh=KEY` shows its communes, else the provinces of a year; `?nam=`, `?chuan=` choose among what there is."""
    every = list(newest_publications().defer("published_by"))
    chosen, found = _chosen(request, every)
    if chosen is None:
        return render(request, "public/results.html", {"none": True})
    province = next((row.province for row in found if row.province.key == request.GET.get("tinh")), None)
    rows = [row for row in found if province is None or row.province == province]
    lines = (
        _communes(rows[0]) if province else [_line(row.province.full_name, row.figures["total"], row) for row in rows]
    )
    context = {
        "province": province, "year": chosen.year, "standard": standard_name(chosen.standard_id),
        "standard_id": chosen.standard_id, "lines": lines,
        "total": _line("", rows[0].figures["total"], None) if province else None,
        "with_others": all("others" in row.figures["columns"] for row in rows), "rows": rows,
        "as_of": max(row.as_of for row in rows), "threshold": max(row.threshold for row in rows),
        "bars": [(column, bars((line["name"], line[column]) for line in lines)) for column in CLASSES],
        "years": _others(every, province), "hidden": any(None in _counts(line) for line in lines),
        "missing": [name for row in rows for name in row.figures.get("missing", ())],
        "over_time": _over_time(every, province, chosen),
    }  # fmt: skip
    return render(request, "public/results.html", context)


@require_safe
@kept()
def datasets(request: HttpRequest) -> HttpResponse:
    """All open data, and how they are made."""
    rows = [{"row": row, "standard": standard_name(row.standard_id)} for row in newest_publications()]
    return render(request, "public/datasets.html", {"rows": rows})


@require_safe
@kept()
def dataset(request: HttpRequest, key: str, year: int, standard_id: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """One publication as a file."""
    if kind not in TYPES:
        raise Http404
    row = get_object_or_404(newest_publications(), province__key=key, year=year, standard_id=standard_id)
    answer = HttpResponse((as_csv if kind == "csv" else as_json)(row), content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{file_name(row, kind)}"'
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
@kept()
def schema(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The Table Schema of the open data."""
    answer = HttpResponse(schema_bytes(), content_type=TYPES["json"])
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _chosen(request: HttpRequest, every: list[Publication]) -> tuple[Publication | None, list[Publication]]:
    """The publication whose year and standard are asked for (the newest without), and all with the same two."""
    year, standard_id = request.GET.get("nam", ""), request.GET.get("chuan", "")
    of_place = [row for row in every if request.GET.get("tinh", row.province.key) == row.province.key]
    fitting = [
        row for row in of_place or every
        if (not year or str(row.year) == year) and (not standard_id or row.standard_id == standard_id)
    ]  # fmt: skip
    chosen = next(iter(fitting or of_place or every), None)
    if chosen is None:
        return None, []
    return chosen, [row for row in every if (row.year, row.standard_id) == (chosen.year, chosen.standard_id)]


def _communes(row: Publication) -> list[dict[str, Any]]:
    return [_line(each["name"], each, None) for each in row.figures["rows"]]


def _line(name: str, counts: dict[str, Any], row: Publication | None) -> dict[str, Any]:
    told = {column: counts.get(column) for column in (*CLASSES, "others", "total")}
    found = rate(told["poor"], told["total"]) if "others" in counts else None
    percent = None if found is None else Decimal(found) / 100
    return {"name": name, **told, "rate": percent, "key": row.province.key if row else ""}


def _counts(line: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(line[column] for column in (*CLASSES, "total"))


def _others(every: list[Publication], province: Any) -> list[dict[str, Any]]:
    """Links to the other years and standards of the same place."""
    place = f"tinh={province.key}&" if province else ""
    seen = dict.fromkeys((row.year, row.standard_id) for row in every if province in {None, row.province})
    base = reverse("public:results")
    return [
        {"url": f"{base}?{place}nam={year}&chuan={standard_id}", "year": year, "standard": standard_name(standard_id)}
        for year, standard_id in seen
    ]  # fmt: skip


def _over_time(every: list[Publication], province: Any, chosen: Publication) -> list[tuple[str, Any]]:
    """Poor and near-poor of the province in the years of one standard; years of different standards never mix."""
    if province is None:
        return []
    own = [row for row in every if row.province == province and row.standard_id == chosen.standard_id]
    own.sort(key=lambda row: row.year)
    if len(own) < 2:
        return []
    return [(column, bars((str(row.year), row.figures["total"].get(column)) for row in own)) for column in CLASSES]
