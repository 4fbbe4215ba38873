"""Cell styles of the template workbook."""

from typing import Any

_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
_BOX = {**_FONT, "border": 1, "border_color": "#7F8C99"}


class Styles:
    """The formats of one workbook, by the use of a cell."""

    def __init__(self, book: Any) -> None:
        add = book.add_format
        self.title = add({**_FONT, "bold": True, "font_size": 14, "align": "center"})
        self.note = add({**_FONT, "italic": True, "align": "center", "font_color": "#44546A"})
        self.watermark = add({**_FONT, "bold": True, "align": "center", "font_color": "#B00020"})
        self.head = add({**_BOX, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#DCE6F1"})
        self.item = add({**_BOX, "bold": True, "text_wrap": True, "top": 2})
        self.item_code = add({**_BOX, "font_color": "#44546A", "top": 2})
        self.text = add({**_BOX, "text_wrap": True})
        self.first_text = add({**_BOX, "text_wrap": True, "top": 2})
        self.guess = add({**_BOX, "text_wrap": True, "italic": True, "font_color": "#44546A"})
        self.number = add({**_BOX, "num_format": "0", "align": "right"})
        self.first_number = add({**_BOX, "num_format": "0", "align": "right", "top": 2})
        self.cap = add({**_BOX, "italic": True, "text_wrap": True, "bg_color": "#F2F2F2"})
        self.cap_number = add({**_BOX, "italic": True, "num_format": "0", "align": "right", "bg_color": "#F2F2F2"})
        self.date = add({**_BOX, "num_format": "dd/mm/yyyy", "align": "left"})
        self.open = add({"bg_color": "#FFF4CC"})
        self.label = add({**_BOX, "bold": True, "text_wrap": True})
        self.help = add({**_FONT, "italic": True, "text_wrap": True, "font_color": "#44546A"})
        self.body = add({**_FONT, "text_wrap": True, "valign": "top"})
        self.sign = add({**_FONT, "align": "center", "bold": True, "text_wrap": True, "valign": "top"})
