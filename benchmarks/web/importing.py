"""A workbook of 50,000 rows into a site: read, checked, planned, written with decisions; shares, and the floor.

`python -m benchmarks.web.importing [ROWS]`: a site of its own in a temporary directory (SQLite, or the database of
`RASOAT_DATABASE_URL`, which must be empty), one worker in this process.
"""

import os
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

ROWS = 50_000
LIMIT = 30.0
LIST_DATE = date(2026, 1, 15)


def run(rows: int) -> dict[str, float]:
    """Seconds by part."""
    room = tempfile.TemporaryDirectory(prefix="rasoat-bench-")
    os.environ["RASOAT_DATA_DIR"] = room.name
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rasoat.web.site.settings")
    import django

    django.setup()
    acting, province, path = _site(rows, Path(room.name))
    seconds: dict[str, float] = {}
    begin = perf_counter()
    _plain(path)
    seconds["reading the workbook alone (floor)"] = perf_counter() - begin
    seconds |= _import(acting, province, path)
    room.cleanup()
    return seconds


def _site(rows: int, room: Path) -> tuple[Any, Any, Path]:
    """An empty site with the units of the synthetic province, and the workbook."""
    import polars as pl
    from django.conf import settings
    from django.core.management import call_command

    from benchmarks.workbook import first_rows
    from rasoat.demo.generate import generate
    from rasoat.survey.dataset import Dataset
    from rasoat.survey.national_write import write_national
    from rasoat.web.accounts.acting import acting_as
    from rasoat.web.accounts.models import Assignment, User
    from rasoat.web.areas.models import Unit
    from rasoat.web.areas.naming import set_name
    from rasoat.web.vault.keyring import new_ring, write_ring

    settings.MIGRATION_MODULES = {name.rpartition(".")[2]: None for name in settings.INSTALLED_APPS}
    write_ring(settings.KEYS_PATH, new_ring())
    call_command("migrate", run_syncdb=True, verbosity=0)
    units = generate("tinh-mau-2026", scale=1.35 * rows / 95_000).units
    named = units.unique("unit_code", keep="first", maintain_order=True)
    province: Any = None
    for level in ("province", "commune"):
        for row in named.filter(named["level"] == level).iter_rows(named=True):
            unit = Unit(key=row["unit_code"], code=row["unit_code"], level=level, parent=province, province=province,
                        area=row.get("area") or "rural", valid_from=date(2025, 7, 1))  # fmt: skip
            set_name(unit, row["name"])
            unit.save()
            own = {"province": unit} if level == "province" else {"commune": unit}
            Unit.objects.filter(pk=unit.pk).update(**own)
            unit.refresh_from_db()
            province = unit if level == "province" else province
    households, members = first_rows(int(rows * 1.35))
    _villages(households)
    kept = [name for name in households.columns if not name.startswith("item_")]
    path = room / "so-quoc-gia.xlsx"
    own = members.join(households, on="household_id", how="semi", maintain_order="left").head(rows)
    classed = households.select(kept).with_columns(pl.lit("poor").alias("class"))
    write_national(Dataset(classed, own), path)
    user = User.objects.create_user("quan-tri", full_name="Người Thử")
    for role, unit in (("province_admin", province), ("commune_officer", province)):
        Assignment.objects.create(user=user, role=role, unit=unit, valid_from=date(2025, 1, 1))
    return acting_as(user, "cli"), province, path


def _villages(households: Any) -> None:
    from rasoat.web.areas.models import Unit
    from rasoat.web.areas.naming import set_name

    communes = {unit.code: unit for unit in Unit.objects.filter(level="commune")}
    made = []
    for code, name in households.select("unit_code", "village").drop_nulls().unique(maintain_order=True).iter_rows():
        commune = communes[code]
        key = f"{code}-{len(made):05}"
        unit = Unit(
            key=key,
            code=key,
            level="village",
            parent=commune,
            province_id=commune.province_id,
            commune=commune,
            area=commune.area,
            valid_from=date(2025, 7, 1),
        )
        made.append(set_name(unit, name))
    Unit.objects.bulk_create(made)


def _plain(path: Path) -> None:
    from rasoat.survey.sheets import Workbook

    with Workbook(path) as book:
        for title in book.titles:
            book.rows(title)


def _import(acting: Any, province: Any, path: Path) -> dict[str, float]:
    """The whole way: every step of both jobs timed by itself."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from rasoat.web.exchange import read_job, write_job
    from rasoat.web.exchange.actions.confirm_import import ImportOptions, confirm_import
    from rasoat.web.exchange.actions.start_import import start_import
    from rasoat.web.jobs.lease import take_next
    from rasoat.web.jobs.running import acting_of

    begin = perf_counter()
    upload = SimpleUploadedFile("so-quoc-gia.xlsx", path.read_bytes())
    batch = start_import(acting, province, upload, list_date=LIST_DATE, standard_id="national_2022")
    seconds = {"upload, sealed": perf_counter() - begin}
    names = {"read": "read and check", "places": "places, matching, preview", "mark": "marked copy (after the preview)"}
    job = take_next("bench")
    assert job is not None
    who, over = acting_of(job), False
    while not over:
        name = names[job.checkpoint.get("step", "read")]
        begin = perf_counter()
        over = read_job.step(job, who)
        seconds[name] = seconds.get(name, 0) + perf_counter() - begin
    job.state = "done"
    job.save()
    batch.refresh_from_db()
    print(
        batch.state,
        batch.counts.get("outcomes"),
        batch.counts.get("households"),
        batch.counts.get("members"),
        batch.error,
    )
    if batch.state != "ready":
        print(batch.counts.get("places", [])[:3])
        raise SystemExit(1)
    confirm_import(
        acting, batch, ImportOptions(signed=True, standard="national_2022", year=2025, effective_from=LIST_DATE)
    )
    job = take_next("bench")
    assert job is not None
    who, over = acting_of(job), False
    while not over:
        name = "write households" if job.checkpoint.get("step", "rows") == "rows" else "decisions, statuses, totals"
        begin = perf_counter()
        over = write_job.step(job, who)
        seconds[name] = seconds.get(name, 0) + perf_counter() - begin
    return seconds


def main() -> None:
    """Print the parts, their shares and the ratio to the floor, and keep them in the results."""
    from benchmarks.machine import describe
    from benchmarks.results import Line, Section, keep

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    seconds = run(rows)
    floor = seconds.pop("reading the workbook alone (floor)")
    aside = seconds.pop("marked copy (after the preview)", 0.0)
    total = sum(seconds.values())
    parts = ["| part | seconds | share |", "| --- | --- | --- |"]
    parts += [f"| {name} | {value:.2f} | {value / total:.0%} |" for name, value in seconds.items()]
    told = f"Calamine reads every cell in {floor:.2f} s (floor): the whole takes {total / floor:.1f}x. Marked copy: "
    checks = [Line("the whole, from upload to decisions, statuses and ledger", total, "s", LIMIT)]
    notes = f"{rows:,} rows of members, one worker. {told}{aside:.2f} s, after the preview.\n\n" + "\n".join(parts)
    section = Section(f"Import of a workbook of {rows:,} rows into the site", checks=checks, notes=notes)
    print(f"{describe()}\n\n{section.text()}")
    if rows == ROWS:
        keep([section], "python -m benchmarks.web.importing", describe())


if __name__ == "__main__":
    main()
