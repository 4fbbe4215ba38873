"""Draw the marked copy of a workbook as pictures for the documentation: a sheet with coloured cells, and the summary.

`python scripts/make_marked_pictures.py [DIRECTORY]`. Needs LibreOffice (`soffice`) and `pdftoppm` on the path
(Debian: `apt-get install libreoffice-calc poppler-utils`); the households are those of the synthetic province.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from click.testing import CliRunner

from rasoat.cli.main import main as command_line

LISTED, SUMMARY = "Hộ nghèo, hộ cận nghèo", "Lỗi cần sửa"
PICTURES = {LISTED: "danh-dau-trang.png", SUMMARY: "danh-dau-tong-hop.png"}
CROPS = {LISTED: (140, (80, 60, 1380, 300)), SUMMARY: (100, (30, 40, 1110, 530))}
"""Pixels per inch, and the part of the page that is shown: left, top, width, height."""

PLANTED = {"F9": "31/02/1962", "O10": "Kin", "S11": "một trăm", "E13": "chú", "H15": "12345"}
KEPT_ROWS = 22


def run(*arguments: object) -> None:
    """One command of the program; a copy with faults exits with 1."""
    done = CliRunner().invoke(command_line, [str(argument) for argument in arguments])
    if done.exit_code > 1:
        raise SystemExit(done.output)


def marked(folder: Path) -> Path:
    """A short national workbook with planted errors, marked."""
    run("demo", "--scale", "0.01", "--out", folder / "demo", "--no-serve", "--no-pdf")
    run("survey", "convert", folder / "demo/du-lieu/current", "--to", "national", "--out", folder / "so.xlsx")
    book = openpyxl.load_workbook(folder / "so.xlsx")
    sheet = book[LISTED]
    sheet.delete_rows(KEPT_ROWS, sheet.max_row)
    for cell, value in PLANTED.items():
        sheet[cell] = value
    book.save(folder / "so.xlsx")
    run("survey", "check", folder / "so.xlsx", "--on", "15/09/2026",
        "--units", folder / "demo/du-lieu/units.csv", "--mark", folder / "danh-dau.xlsx")  # fmt: skip
    return folder / "danh-dau.xlsx"


def draw(workbook: Path, title: str, picture: Path) -> None:
    """The first printed page of one sheet."""
    book = openpyxl.load_workbook(workbook)
    for sheet in book.worksheets:
        if sheet.title != title:
            sheet.sheet_state = "hidden"
    book.active = book.sheetnames.index(title)
    single = workbook.with_name(f"{picture.stem}.xlsx")
    book.save(single)
    subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", single.parent, single], check=True,
                   capture_output=True)  # fmt: skip
    pixels, part = CROPS[title]
    crop = [text for flag, size in zip("xyWH", part, strict=True) for text in (f"-{flag}", str(size))]
    subprocess.run(["pdftoppm", "-png", "-r", str(pixels), "-f", "1", "-l", "1", "-singlefile", *crop,
                    single.with_suffix(".pdf"), picture.with_suffix("")], check=True)  # fmt: skip


def main(directory: Path) -> None:
    """Draw both pictures into `directory`."""
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        workbook = marked(Path(folder))
        for title, name in PICTURES.items():
            draw(workbook, title, directory / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "docs" / "images")
