"""One import: a file, what was found in it household by household, what people chose, and what was written."""

import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.jobs.models import Job
from rasoat.web.look.saying import Said, told
from rasoat.web.register.models import Household
from rasoat.web.vault.models import SealedFile
from rasoat.web.vault.sealing import seal, unseal


class ImportState(models.TextChoices):
    """reading -> (mapping, places) -> ready -> writing -> done -> (undoing -> undone); refused and dropped end it."""

    READING = "reading", _("Đang đọc")
    MAPPING = "mapping", _("Chờ ghép cột")
    PLACES = "places", _("Chờ chọn địa bàn")
    READY = "ready", _("Chờ xác nhận")
    WRITING = "writing", _("Đang ghi")
    DONE = "done", _("Đã nhập")
    UNDOING = "undoing", _("Đang hoàn tác")
    UNDONE = "undone", _("Đã hoàn tác")
    REFUSED = "refused", _("Không nhập được")
    DROPPED = "dropped", _("Đã bỏ")


class Import(models.Model):
    """One file on its way into the register. Its id is the `batch` of everything that it writes.

    `commune` is empty for an import over a whole province. `table`: households, members and what belongs to them as
    read (sealed); `faults`: every fault (sealed JSON); `marked`: the marked copy;
    `proposal`: what the columns seem to be (sealed JSON). `profile`: the mapping as YAML, empty
    for layouts that are known. `options`: what the person chose; `counts`: what was found or written; `error`: why
    it was refused.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, related_name="+")
    table = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    faults = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    marked = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    proposal = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=ImportState.choices, default=ImportState.READING)
    layout = models.CharField(max_length=10, blank=True)
    profile = models.TextField(blank=True)
    source = models.CharField(max_length=60, blank=True)
    list_date = models.DateField()
    options = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    STATE_FIELDS = ("province_id", "commune_id", "file_id", "list_date", "options")

    class Meta:
        indexes = (models.Index(fields=["province", "commune", "-created_at"], name="import_list"),)

    def __str__(self) -> str:
        return self.file.name

    @property
    def place(self) -> Unit:
        """The commune, or the province for an import over all of it."""
        return self.commune or self.province


class Outcome(models.TextChoices):
    """What an import makes of one household of the file."""

    ADD = "add", _("Thêm mới")
    CHANGE = "change", _("Có thay đổi")
    SAME = "same", _("Đã có, không đổi")
    ASK = "ask", _("Cần chọn")
    REFUSED = "refused", _("Không nhận")
    SKIP = "skip", _("Bỏ qua")


class ImportRow(models.Model):
    """One household of the file. `key` is its code there; `number` its place, from 1.

    `detail` (sealed JSON): differences field by field, candidates, faults. `written`: ids of what was written, for
    undoing. `chosen`: somebody answered the question. `note`: a message, `note_values` its values (`look.saying`).
    """

    SEALED_LABEL = "Chi tiết dòng nhập"
    SEALED_FIELDS = ("detail",)

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=80)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    head_name = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    by = models.CharField(max_length=10, blank=True)
    chosen = models.BooleanField(default=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="import_rows")
    detail = models.BinaryField(null=True)
    written = models.JSONField(null=True)
    note = models.CharField(max_length=300, blank=True)
    note_values = models.JSONField(default=dict)
    undone = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["batch", "number"], name="import_row_once"),)
        indexes = (
            models.Index(fields=["batch", "outcome", "number"], name="import_row_outcome"),
            models.Index(fields=["batch", "commune", "number"], name="import_row_commune"),
        )

    def seal_bond(self, _field: str) -> str:
        """What the details are sealed to."""
        return f"import:{self.batch_id}:{self.number}"

    def say(self, said: Said) -> None:
        """Put the note."""
        self.note, self.note_values = said.text, dict(said.values)

    @property
    def said(self) -> str:
        """The note in the reader's language."""
        return told(self.note, self.note_values)

    def put_detail(self, told: dict[str, Any]) -> None:
        """Seal the details; nothing is kept of an empty one."""
        text = json.dumps(told, ensure_ascii=False).encode()
        self.detail = seal(text, bound_to=self.seal_bond("detail")) if told else None

    def told(self) -> dict[str, Any]:
        """The details. Raises `SealBrokenError` or `KeysMissingError`."""
        if self.detail is None:
            return {}
        return dict(json.loads(unseal(self.detail, bound_to=self.seal_bond("detail"))))
