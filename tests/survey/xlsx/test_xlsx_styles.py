"""Style sheets: added to at the end, everything before byte for byte."""

import pytest

from rasoat.survey.xlsx.safe_xml import local, root_of
from rasoat.survey.xlsx.styles import NO_STYLES, StyleSheet, used_colours

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RED = '<fill><patternFill patternType="solid"><fgColor rgb="FFFF0001"/></patternFill></fill>'
XFS = (
    '<cellXfs count="2"><xf numFmtId="0" fillId="0"/><xf numFmtId="49" fillId="1" borderId="2" applyFill="0">'
    '<alignment wrapText="1"/><protection locked="0"/></xf></cellXfs>'
)


def styles(body: str, prefix: str = "") -> StyleSheet:
    name = f'xmlns:{prefix[:-1]}="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    return StyleSheet(f"<{prefix}styleSheet {name}>{body}</{prefix}styleSheet>".encode())


def children(sheet: StyleSheet) -> list[str]:
    return [local(node.tag) for node in root_of(sheet.content)]


def test_a_filled_format_keeps_all_else_of_the_original() -> None:
    sheet = styles(f'<fills count="1"><fill/></fills>{XFS}')

    number = sheet.add_formats([sheet.filled(1, 7)])[0]

    assert number == 2
    assert sheet.formats()[2] == (
        b'<xf numFmtId="49" fillId="7" borderId="2" applyFill="1"><alignment wrapText="1"/>'
        b'<protection locked="0"/></xf>'
    )
    assert b'<cellXfs count="3">' in sheet.content


def test_what_was_there_stays_byte_for_byte() -> None:
    before = styles(f'<fonts/><fills count="1"><fill/></fills><!-- a -->{XFS}<dxfs count="0"/>').content
    sheet = StyleSheet(before)

    sheet.add("fills", "fill", RED)
    sheet.add_formats([sheet.filled(0, 1)])

    added = sheet.formats()[-1].decode()
    undone = sheet.content.decode().replace(RED, "").replace(added, "")
    assert (
        undone.replace('fills count="2"', 'fills count="1"').replace('Xfs count="3"', 'Xfs count="2"')
        == before.decode()
    )


def test_an_equal_fill_or_format_is_used_again() -> None:
    sheet = StyleSheet(NO_STYLES)

    numbers = [sheet.add("fills", "fill", RED), sheet.add("fills", "fill", RED)]
    formats = sheet.add_formats([sheet.filled(0, 2), sheet.filled(0, 2)])

    assert numbers == [2, 2]
    assert formats == [1, 1]


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_missing_groups_are_put_in_at_their_place(prefix: str) -> None:
    sheet = styles(f"<{prefix}fonts/><{prefix}borders/><{prefix}dxfs/>", prefix)

    sheet.add("fills", "fill", RED)
    sheet.add_formats([sheet.own_format("<alignment/>", fillId=1)])

    assert children(sheet) == ["fonts", "fills", "borders", "cellXfs", "dxfs"]
    assert sheet.fill_of(0) == 1


def test_a_closed_group_is_opened() -> None:
    sheet = styles("<fonts/><fills/><borders/>")

    assert sheet.add("borders", "border", "<border><left/></border>") == 0
    assert b'<borders count="1"><border><left/></border></borders>' in sheet.content


def test_a_style_number_beyond_the_list_is_taken_for_the_plain_format() -> None:
    sheet = styles(XFS)

    assert b'fillId="9"' in sheet.filled(77, 9)


def test_used_colours_are_told_without_their_opacity() -> None:
    assert used_colours(
        styles('<fills><fill/></fills><fonts><font><color rgb="ff00aa0b"/></font></fonts>').content
    ) == {"00AA0B"}
