"""Point tables on the screen: the list, and one table with what it still lacks."""

import click

from rasoat.cli.faults import fault_lines
from rasoat.cli.screen import console, table
from rasoat.law.book import LawBook
from rasoat.law.point_table.model import PointTable
from rasoat.law.point_table.state import state_of, valid_signatures, why_not_signed
from rasoat.law.point_table.statement import ROLE_VI, table_hash
from rasoat.law.point_table.template_words import TABLE_KINDS
from rasoat.law.point_table.totals import cut_off, highest_total


def show_table_list(book: LawBook) -> None:
    """One line a table: id, standard, kind, state, areas."""
    shown = table("Mã", "Chuẩn", "Loại", "Tình trạng", "Khu vực")
    for table_id, item in sorted(book.point_tables.items()):
        state = state_of(item, book).label_vi
        shown.add_row(table_id, item.standard_id, TABLE_KINDS[item.kind], state, " ".join(item.areas))
    console().print(shown)


def show_one(item: PointTable, book: LawBook) -> None:
    """Source, hash, totals by area, signatures, and why it does not serve an official round."""
    standard = book.standard(item.standard_id)
    for line in (item.watermark, item.name.vi):
        if line:
            click.echo(line)
    source = ", ".join(part for part in (item.legal_source, item.annex, item.page) if part)
    click.echo(f"Mã: {item.table_id}. Chuẩn: {standard.id}. Loại: {TABLE_KINDS[item.kind]}. Căn cứ: {source or '-'}")
    click.echo(f"Tình trạng: {state_of(item, book).label_vi}. Mã băm nội dung: {table_hash(item)}")
    shown = table("Khu vực", "Số mục", "Tổng cao nhất", "Mức so sánh")
    for area in item.areas:
        asked = sum(question.asked_in(area) for question in item.items)
        compared = cut_off(standard, item.area_of[area])
        shown.add_row(area, str(asked), str(highest_total(item, area)), "-" if compared is None else str(compared))
    console().print(shown)
    for mark in valid_signatures(item, book):
        person = book.signers[mark.person_id]
        position = f", {person.position}" if person.position else ""
        click.echo(f"{ROLE_VI[mark.role].capitalize()}: {person.name}{position}, ký ngày {mark.signed_on:%d/%m/%Y}")
    lacking = why_not_signed(item, book)
    if lacking:
        click.echo("Chưa dùng chính thức được vì / not fit for official use:")
        for text in fault_lines(lacking):
            click.echo(text)
