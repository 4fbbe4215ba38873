"""`law pack`: write the law of one classification as a content-addressed file."""

from pathlib import Path

import click

from rasoat.cli.faults import faults_shown
from rasoat.cli.options import ANY_PATH, law_options
from rasoat.law.book import LawBook
from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.law.whole_file import write_whole
from rasoat.scoring.packs import make_pack
from rasoat.scoring.table_choice import table_as_written


@click.command()
@click.argument("standard_id", metavar="MÃ")
@click.option("--points", "table_id", default=None, metavar="MÃ_BẢNG_ĐIỂM", help="Bảng điểm kèm theo gói.")
@click.option("--out", required=True, type=ANY_PATH, help="Tệp .json sẽ ghi.")
@law_options
@faults_shown()
def pack(standard_id: str, table_id: str | None, out: Path, law_dirs: tuple[Path, ...]) -> None:
    """Ghi gói luật: chuẩn, bảng điểm, bảng hỏi, phiên bản phép tính, dạng JSON chuẩn tắc. Tên gói là mã băm SHA-256."""
    book = LawBook.load(*law_dirs)
    standard = book.standard(standard_id)
    if table_id and (owner := table_as_written(book, table_id).standard_id) != standard.id:
        raise FaultsFoundError([_other_standard(table_id, owner, standard.id)])
    made = make_pack(book, standard.id, table_id)
    write_whole(out, made.to_bytes())
    click.echo(f"Đã ghi gói luật / pack written: {out}")
    click.echo(f"sha256 {made.hash}")
    if standard.blocked:
        click.echo(f"Chuẩn đang bị chặn phân loại / blocked: {standard.blocked.vi}")
    if made.watermark:
        click.echo(made.watermark)


def _other_standard(table_id: str, belongs: str, asked: str) -> Fault:
    return Fault(
        rule="pack-table-of-other-standard",
        vi=f"bảng điểm “{table_id}” thuộc chuẩn “{belongs}”, không dùng được cho “{asked}”",
        en=f"point table “{table_id}” belongs to “{belongs}”, not to “{asked}”",
        remedy_vi=f"bỏ --points, hoặc chọn bảng điểm của chuẩn {asked}",
        remedy_en=f"leave out --points, or name a table of {asked}",
        value=table_id,
    )
