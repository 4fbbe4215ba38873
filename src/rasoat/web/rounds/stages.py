"""The steps at which villages and communes of a round stand, in order. `reviews` reads them from its results."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """The steps of a village, in order. A commune stands where its slowest village stands."""

    LISTING = "listing", _("Lập danh sách")
    SURVEY = "survey", _("Khảo sát, chấm điểm")
    MEETING = "meeting", _("Họp thôn")
    POSTING = "posting", _("Chờ niêm yết")
    POSTED = "posted", _("Đang niêm yết")
    OPINION = "opinion", _("Xin ý kiến")
    DECISION = "decision", _("Lập quyết định")
    SIGNING = "signing", _("Chờ ký, chờ xác nhận")
    RECHECK = "recheck", _("Phúc tra")
    DONE = "done", _("Xong")


ORDER: Mapping[str, int] = {stage: at for at, stage in enumerate(Stage.values)}
"""The place of each step, by its code."""
