"""Publications as open data: CSV and JSON, with a schema (Table Schema of the Frictionless standards, version 1)."""

import csv
import io
import json
from typing import Any

from django.conf import settings

from rasoat.web.public.models import Publication

MADE_UP = "Dữ liệu giả định của bản trình diễn"

COLUMNS = ("poor", "near_poor", "others")
LEFT_OUT = "để trống: không công bố / empty: left out"
FIELDS: list[dict[str, Any]] = [
    {"name": name, "type": kind, "title": title, "description": f"{vi} / {en}"}
    for name, kind, title, vi, en in (
        ("year", "integer", "Năm", "năm rà soát", "year of the review"),
        ("standard", "string", "Mã chuẩn nghèo", "mã của chuẩn", "id of the poverty standard"),
        ("province_code", "string", "Mã tỉnh", "mã của tỉnh", "code of the province"),
        ("commune_code", "string", "Mã xã", "để trống ở dòng của cả tỉnh", "empty in the row of the whole province"),
        ("name", "string", "Tên đơn vị", "tên của xã, tỉnh", "name of the unit"),
        ("poor", "integer", "Hộ nghèo", "số hộ nghèo", f"poor households; {LEFT_OUT}"),
        ("near_poor", "integer", "Hộ cận nghèo", "số hộ cận nghèo", f"near-poor households; {LEFT_OUT}"),
        ("others", "integer", "Hộ còn lại", "hộ không nghèo, không cận nghèo; để trống khi chưa biết tổng số hộ",
         f"other households, where all are known; {LEFT_OUT}"),
        ("households", "integer", "Tất cả các hộ", "để trống khi chưa biết tổng số hộ",
         f"all households, where they are known; {LEFT_OUT}"),
        ("listed", "integer", "Hộ nghèo và cận nghèo", "chỉ có khi chưa biết tổng số hộ",
         f"poor and near-poor together, where all households are not known; {LEFT_OUT}"),
        ("as_of", "date", "Tính đến ngày", "ngày của quyết định cuối cùng được tính",
         "day of the last decision counted"),
        ("threshold", "integer", "Ngưỡng", "số từ 1 đến dưới ngưỡng được để trống, cùng những số suy ra được nó",
         "counts from 1 to below this are left out, with others from which they could be worked out"),
    )
]  # fmt: skip
NAMES = [str(field["name"]) for field in FIELDS]


def rows_of(publication: Publication) -> list[dict[str, Any]]:
    """The rows of a publication, the province last."""
    shared = {
        "year": publication.year, "standard": publication.standard_id, "province_code": publication.province.key,
        "as_of": publication.as_of.isoformat(), "threshold": publication.threshold,
    }  # fmt: skip
    figures = publication.figures
    units = [(row["key"], row["name"], row) for row in figures["rows"]]
    units.append(("", publication.province.full_name, figures["total"]))
    return [
        {
            **shared, "commune_code": key, "name": name, **{column: counts.get(column) for column in COLUMNS},
            "households" if "others" in counts else "listed": counts["total"],
        }
        for key, name, counts in units
    ]  # fmt: skip


def file_name(publication: Publication, kind: str) -> str:
    """`ket-qua-TM-2026-national_2022.csv`; `MAU-` before it on a demonstration site."""
    named = f"{publication.province.key}-{publication.year}-{publication.standard_id}.{kind}"
    return f"{'MAU-' if settings.DEMO else ''}ket-qua-{named}"


def as_csv(publication: Publication) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads the letters; left-out counts are empty."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, NAMES, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows_of(publication))
    return out.getvalue().encode("utf-8-sig")


def as_json(publication: Publication) -> bytes:
    """The rows with their schema."""
    told: dict[str, Any] = {"watermark": MADE_UP} if settings.DEMO else {}
    told |= {"schema": schema(), "data": [{name: row.get(name) for name in NAMES} for row in rows_of(publication)]}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def schema() -> dict[str, Any]:
    """The Table Schema."""
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "fields": FIELDS,
        "missingValues": [""],
        "primaryKey": ["year", "standard", "province_code", "commune_code"],
    }


def schema_bytes() -> bytes:
    """The Table Schema as a file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1).encode()
