"""Draw pages of the synthetic province's reports as pictures for the documentation.

`python scripts/make_pictures.py [DIRECTORY]` writes one picture a report of `PICTURES`. They bear the watermark of
the illustrative point table. The page template and fonts are those of the PDF files.
"""

import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import polars as pl
import typst
from click.testing import CliRunner

from rasoat.cli.main import main as command_line
from rasoat.law.book import shipped_law
from rasoat.survey.reading import read_any
from rasoat.tables import pdf
from rasoat.tables.api import tables
from rasoat.tables.font_metrics import FONT_DIRECTORY
from rasoat.tables.head import OfficialHead
from rasoat.tables.pdf_data import Part, document_data
from rasoat.tables.report import ReportTable
from rasoat.tables.reports import Reports

PICTURES = {"1": "bieu-1.png", "2": "bieu-2.png", "15": "bieu-15.png"}
SCALE = "0.2"
MOST_ROWS = 14
PIXELS_PER_INCH = 90.0


def demo_reports(folder: Path) -> Reports:
    """The reports of a small synthetic province."""
    made = CliRunner().invoke(command_line, ["demo", "--scale", SCALE, "--out", str(folder), "--no-serve", "--no-pdf"])
    if made.exit_code:
        raise SystemExit(made.output)
    data = folder / "du-lieu"
    units, history = (pl.read_csv(data / f"{name}.csv", infer_schema=False) for name in ("units", "history"))
    watermark = shipped_law().point_table("minh-hoa-2022").watermark
    return tables(
        read_any(data / "current"), read_any(data / "previous"), units=units, history=history, complete=True,
        complete_previous=True, year=2026, watermark=watermark,
    )  # fmt: skip


def draw(report: ReportTable, path: Path) -> None:
    """Write the first page of a report as a picture."""
    short = replace(report, rows=report.rows[:MOST_ROWS])
    data = document_data([(short, Part(0, len(short.rows)))], OfficialHead())
    template = Path(pdf.__file__).with_name("page.typ")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_DIRECTORY)])
    compiler = typst.Compiler(
        str(template), root=str(template.parent), font_paths=fonts,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )  # fmt: skip
    pages = compiler.compile(format="png", ppi=PIXELS_PER_INCH)
    path.write_bytes(pages[0] if isinstance(pages, list) else pages)


def main(directory: Path) -> None:
    """Draw all pictures into `directory`."""
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        reports = demo_reports(Path(folder) / "demo")
        for number, name in PICTURES.items():
            draw(reports[number], directory / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "docs" / "images")
