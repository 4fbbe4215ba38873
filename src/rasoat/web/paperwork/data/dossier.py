"""The dossier of a village: every paper of the round in the order of its steps, what was scanned, what is missing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from rasoat.web.complaints.models import Complaint
from rasoat.web.paperwork.data.village import cases_listed, place_of, submitted_standards
from rasoat.web.paperwork.subjects import Subject
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.models import (
    Application,
    CaseStep,
    DecidedCase,
    Meeting,
    Opinion,
    Posting,
    Recheck,
    RecheckCause,
    RoundDecision,
    Submission,
    VillageReview,
)

BUNDLE: Final = 20
"""Survey forms in one PDF."""

APART: Final = "hồ sơ riêng"
THERE: Final = "có"
MISSING: Final = "thiếu"
_UNSCANNED_CHANNELS: Final = ("portal", "online")
"""Requests that never were on paper here."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A signed paper or a photo that belongs to a line. `file`: its sealed file, empty where it is missing."""

    stem: str
    name: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A paper that the program makes. Those of one `stem` stand in one file."""

    kind: str
    ref: str
    stem: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the index. `apart`: where the paper is kept when not in the dossier; `many`: a folder of files."""

    name: str
    on: date | None = None
    count: int = 1
    papers: Sequence[Made] = ()
    scans: Sequence[Scan] = ()
    apart: str = ""
    many: bool = False

    def plain(self) -> dict[str, Any]:
        """For the plan of a job, which is kept as JSON."""
        return {**asdict(self), "on": self.on.isoformat() if self.on else None}


def line_of(kept: Mapping[str, Any]) -> Line:
    """The line that `Line.plain` wrote."""
    papers, scans = [Made(**each) for each in kept["papers"]], [Scan(**each) for each in kept["scans"]]
    on = date.fromisoformat(kept["on"]) if kept["on"] else None
    return Line(**{**kept, "on": on, "papers": papers, "scans": scans})


def index_data(subject: Subject) -> dict[str, Any]:
    """The index of a village's dossier, with what is missing."""
    review: VillageReview = subject.record
    return {**place_of(review), **index_rows(lines_of(review))}


def lines_of(review: VillageReview) -> list[Line]:
    """The lines of a village's index in order (the same few queries however many households)."""
    standards = [each.standard_id for each in review.round.standards.all()]
    return [
        *_start(review), *_survey(review), *_steps(review), *_meetings(review, standards),
        *_postings(review, standards),
        *_letters(review), *_above(review),
    ]  # fmt: skip


def index_rows(lines: Sequence[Line], broken: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What the index says of its lines. `broken`: why files, by id, that should be there could not be put in."""
    lost = broken or {}
    papers = [
        {"name": line.name, "on": line.on, "count": line.count, "scan": _state(line, lost)} for line in lines
    ]  # fmt: skip
    missing = [
        {"number": number, "name": name, "why": why}
        for number, line in enumerate(lines, 1)
        for name, why in _lacking(line, lost)
    ]
    return {"papers": papers, "missing": missing}


def _lacking(line: Line, lost: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a line lacks, with the reason where one is known; many that were never scanned are one row."""
    never = [scan for scan in line.scans if not scan.file]
    if line.many and len(never) > 1:
        homes = joined(int(scan.stem.rpartition("-")[2]) for scan in never)
        yield f"{line.name}: {len(never)} hộ, số {homes}", ""
    else:
        yield from ((scan.name, "") for scan in never)
    yield from ((scan.name, lost[scan.file]) for scan in line.scans if scan.file in lost)


def joined(numbers: Iterable[int]) -> str:
    """Numbers as they are said, neighbours together.

    >>> joined([1, 2, 3, 7, 9, 10])
    '1-3, 7, 9-10'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _state(line: Line, lost: Mapping[str, str]) -> str:
    if line.apart or not line.scans:
        return line.apart
    there = sum(bool(scan.file) and scan.file not in lost for scan in line.scans)
    if len(line.scans) > 1:
        return f"{there}/{len(line.scans)}"
    return THERE if there else MISSING


def _start(review: VillageReview) -> Iterator[Line]:
    if cases_listed(review):
        own = [Made("danh-sach-ra-soat", str(review.pk))]
        yield Line("Danh sách hộ gia đình cần rà soát", review.listed_on, 1, own)
    asked = Application.objects.filter(case__round=review.round_id, case__village=review.village_id)
    for row in asked.order_by("happened_on", "file_code", "pk"):
        name = f"Đơn đề nghị {row.file_code}".strip()
        papers = [Made("bien-nhan-don", str(row.pk), "bien-nhan")]
        papers += [Made("tra-loi-don", str(row.pk), "tra-loi")] if row.answer else []
        scans = [] if row.channel in _UNSCANNED_CHANNELS and not row.paper_id else [_scan(name, row.paper_id)]
        yield Line(name, row.happened_on, 1, papers, scans)


def _survey(review: VillageReview) -> Iterator[Line]:
    cases = cases_listed(review)
    if not cases:
        return
    forms = []
    for at in range(0, len(cases), BUNDLE):
        part = cases[at : at + BUNDLE]
        stem = f"phieu-{part[0].number:04d}-{part[-1].number:04d}"
        forms += [Made("phieu-ra-soat", str(case.pk), stem) for case in part]
    yield Line("Phiếu rà soát điền sẵn", None, len(forms), forms, many=True)
    filled = Submission.objects.filter(case__in=cases, standing=True).select_related("case").defer("sealed")
    scans = [
        _scan(f"Phiếu đã ký, hộ số {row.case.number}", row.paper_id, f"ho-{row.case.number:04d}")
        for row in filled.order_by("case__number", "number")
    ]  # fmt: skip
    if scans:
        yield Line("Phiếu rà soát đã ghi, đã ký", None, len(scans), scans=scans, many=True)


def _steps(review: VillageReview) -> Iterator[Line]:
    """Visits in vain, relatives, leaving: the papers that were signed about single households."""
    own = {"case__round": review.round_id, "case__village": review.village_id}
    rows = CaseStep.objects.filter(Q(on_behalf=True) | Q(paper__isnull=False), **own)
    scans = [
        _scan(f"{row.get_kind_display()}, hộ số {row.case.number}", row.paper_id, f"{row.pk}-ho-{row.case.number:04d}")
        for row in rows.select_related("case").order_by("case__number", "happened_on", "pk")
    ]  # fmt: skip
    if scans:
        yield Line("Giấy tờ về từng hộ trong đợt", None, len(scans), scans=scans, many=True)


def _meetings(review: VillageReview, standards: Sequence[str]) -> Iterator[Line]:
    held = list(Meeting.objects.filter(review=review).order_by("number"))
    if held or review.meeting_at:
        yield Line("Giấy mời họp dân", None, 1, [Made("giay-moi", str(review.pk))])
        yield Line("Chương trình họp dân", None, 1, [Made("chuong-trinh-hop", str(review.pk))])
    for row in held:
        name = f"Biên bản họp dân lần {row.number}"
        papers = _by_standard("bien-ban-hop", row.pk, standards)
        yield Line(name, row.happened_on, len(papers), papers, [_scan(name, row.paper_id)])


def _postings(review: VillageReview, standards: Sequence[str]) -> Iterator[Line]:
    for row in Posting.objects.filter(review=review).order_by("number"):
        lists = _by_standard("danh-sach-niem-yet", row.pk, standards)
        yield Line(f"Danh sách niêm yết lần {row.number}", row.happened_on, len(lists), lists)
        loud = _by_standard("thong-bao-loa", row.pk, standards)
        yield Line(f"Bài đọc loa lần {row.number}", row.loudspeaker_on, len(loud), loud)
        name = f"Biên bản bắt đầu niêm yết lần {row.number}"
        begun = _by_standard("bien-ban-niem-yet", row.pk, standards)
        yield Line(name, row.happened_on, len(begun), begun, [_scan(name, row.paper_id)])
        name = f"Ảnh niêm yết lần {row.number}"
        yield Line(name, row.happened_on, 1, scans=[_scan(name, row.photo_id, "anh")])
        if row.ended_on is None:
            continue
        name = f"Biên bản kết thúc niêm yết lần {row.number}"
        ended = _by_standard("bien-ban-ket-thuc-niem-yet", row.pk, standards)
        photo = [_scan(f"Ảnh kết thúc niêm yết lần {row.number}", row.ended_photo_id, "anh")]
        scans = [_scan(name, row.ended_paper_id), *(photo if row.ended_photo_id else [])]
        yield Line(name, row.ended_on, len(ended), ended, scans)


def _letters(review: VillageReview) -> Iterator[Line]:
    """Re-checks that changed or kept a result; complaints are counted only: who sent them is not for this dossier."""
    own = {"case__round": review.round_id, "case__village": review.village_id}
    checks = Recheck.objects.filter(**own, done=True).exclude(cause=RecheckCause.SAMPLE).select_related("case")
    for row in checks.order_by("case__number", "pk"):
        name = f"Biên bản phúc tra, hộ số {row.case.number}"
        yield Line(name, row.happened_on, 1, scans=[_scan(name, row.paper_id)])
    ours = Q(village=review.village_id) | Q(case__village=review.village_id)
    letters = Complaint.objects.filter(ours, round=review.round_id).distinct().count()
    if letters:
        yield Line("Khiếu nại, phản ánh", None, letters, apart=APART)


def _above(review: VillageReview) -> Iterator[Line]:
    ours = {case.pk for case in cases_listed(review)}
    for opinion in Opinion.objects.filter(round=review.round_id).order_by("pk"):
        if ours & set(opinion.asked):
            name = f"Văn bản xin ý kiến {opinion.body}"
            papers = [Made("xin-y-kien", str(opinion.pk))]
            yield Line(name, opinion.happened_on, 1, papers, [_scan(name, opinion.paper_id)])
    lists = _by_standard("danh-sach-trinh", review.pk, submitted_standards(review))
    if lists:
        yield Line("Danh sách trình công nhận của thôn", None, len(lists), lists)
    rows = RoundDecision.objects.filter(
        round=review.round_id, state="confirmed", cases__case__village=review.village_id
    )
    decisions = list(rows.distinct().order_by("pk"))
    for decision in decisions:
        name = f"Quyết định {decision.number}, {standard_name(decision.standard_id)}"
        papers = [Made("quyet-dinh-cong-nhan", str(decision.pk))]
        yield Line(name, decision.signed_on, 1, papers, [_scan(name, decision.paper_id)])
    refused = DecidedCase.objects.filter(
        decision__in=decisions, kind="refused", case__village=review.village_id
    ).select_related("case")
    answers = [
        Made("thong-bao-khong-cong-nhan", str(row.pk), f"ho-{row.case.number:04d}-{row.pk}")
        for row in refused.order_by("case__number", "pk")
    ]  # fmt: skip
    if answers:
        yield Line("Thông báo không công nhận", None, len(answers), answers, many=True)


def _scan(name: str, file: UUID | None, stem: str = "ban-ky") -> Scan:
    return Scan(stem, name, str(file) if file else "")


def _by_standard(kind: str, pk: Any, standards: Iterable[str]) -> list[Made]:
    """A paper for each standard, named apart where there are several."""
    known = list(standards)
    return [
        Made(kind, f"{pk}.{standard}", standard.replace("_", "-") if len(known) > 1 else "") for standard in known
    ]  # fmt: skip
