"""Publications as open data: CSV and JSON, with a schema (Table Schema of the Frictionless standards, version 1)."""

import csv
import io
import json
from typing import Any

from django.conf import settings

from rasoat.web.public.models import Publication

MADE_UP = "Dữ liệu giả định của bản trình diễn"

COLUMNS = ("poor", "near_poor", "others", "total")
FIELDS: list[dict[str, Any]] = [
    {"name": "year", "type": "integer", "title": "Năm", "description": "Year of the review"},
    {"name": "standard", "type": "string", "title": "Mã chuẩn nghèo", "description": "Id of the poverty standard"},
    {"name": "province_code", "type": "string", "title": "Mã tỉnh", "description": "Code of the province"},
    {
        "name": "commune_code", "type": "string", "title": "Mã xã",
        "description": "Code of the commune; empty in the row of the whole province",
    },
    {"name": "name", "type": "string", "title": "Tên đơn vị", "description": "Name of the unit"},
    {"name": "poor", "type": "integer", "title": "Hộ nghèo", "description": "Poor households; empty: left out"},
    {
        "name": "near_poor", "type": "integer", "title": "Hộ cận nghèo",
        "description": "Near-poor households; empty: left out",
    },
    {
        "name": "others", "type": "integer", "title": "Hộ còn lại",
        "description": "Other households; empty: left out, or households not known",
    },
    {
        "name": "total", "type": "integer", "title": "Tổng",
        "description": "All households where known, else poor and near-poor together; empty: left out",
    },
    {"name": "as_of", "type": "date", "title": "Tính đến ngày", "description": "Day of the last decision counted"},
    {
        "name": "threshold", "type": "integer", "title": "Ngưỡng",
        "description": "Counts from 1 to below this are left out, with others from which they could be worked out",
    },
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
            **shared, "commune_code": key, "name": name, **{column: counts.get(column) for column in COLUMNS}
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
    told |= {"schema": schema(), "data": [{name: row[name] for name in NAMES} for row in rows_of(publication)]}
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
