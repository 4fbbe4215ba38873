"""`generate`: from the name of a preset to a whole province."""

from collections.abc import Sequence

from rasoat.demo.answers import Answerer
from rasoat.demo.draws import Draws
from rasoat.demo.flows import Flows, scaled
from rasoat.demo.law_figures import LawFigures, law_figures
from rasoat.demo.people import Peopled, departures_of, people_the
from rasoat.demo.places import Places, make_places
from rasoat.demo.plan import make_history, make_plan
from rasoat.demo.presets import PRESETS, Preset
from rasoat.demo.province import Province
from rasoat.demo.rounds import RoundRules, make_round
from rasoat.demo.units import counted_units, given_units
from rasoat.law.book import LawBook
from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.law.point_table.model import PointTable

_AVERAGE_SHARE = 0.16


def preset_names() -> Sequence[str]:
    """Names that `generate` knows."""
    return tuple(PRESETS)


def generate(
    preset: str, *, seed: int | None = None, scale: float | None = None, book: LawBook | None = None
) -> Province:
    """Make a province.

    Args:
        preset: one of `preset_names()`.
        seed: another seed gives other people and places; None takes the preset's own.
        scale: number of households relative to the preset (1 = as described, 0.002 = about one village). A scaled
            province reproduces no published figures.
        book: the law; None loads the shipped one.

    The same arguments give the same province, byte for byte. Raises `FaultsFoundError` for an unknown preset and for
    a scale that leaves no household.
    """
    wanted = _preset(preset)
    size = 1.0 if scale is None else float(scale)
    if size <= 0:
        raise FaultsFoundError([_no_household(size)])
    law = book or LawBook.load()
    draws = Draws(wanted.seed if seed is None else seed)
    flows = _flows(draws, wanted, size)
    places = _places(draws, wanted, size)
    plan = make_plan(draws, flows, places, prefix=wanted.prefix, moving_share=wanted.moving_share)
    people = people_the(
        draws, places, plan, listed_only=not wanted.all_households,
        before=wanted.previous_reference_date, now=wanted.reference_date,
    )  # fmt: skip
    return _province(draws, wanted, size, people, law_figures(law, wanted.standard_id), _table(law, wanted))


def _preset(name: str) -> Preset:
    if name in PRESETS:
        return PRESETS[name]
    known = ", ".join(PRESETS)
    vi, en = "không có tỉnh mẫu này", "there is no such preset"
    raise FaultsFoundError(
        [Fault("preset-unknown", vi, en, f"chọn một trong: {known}", f"choose one of: {known}", value=name)]
    )


def _no_household(size: float) -> Fault:
    vi, en = "tỷ lệ thu nhỏ không còn hộ nào", "the scale leaves no household"
    return Fault("scale-empty", vi, en, "chọn tỷ lệ lớn hơn", "choose a larger scale", value=str(size))


def _flows(draws: Draws, preset: Preset, size: float) -> Flows:
    flows = preset.flows(draws)
    if size == 1.0:
        return flows
    households = round(sum(flows.values()) * size)
    if households < 1:
        raise FaultsFoundError([_no_household(size)])
    return scaled(flows, households)


def _places(draws: Draws, preset: Preset, size: float) -> Places:
    communes = max(1, round(preset.communes * size))
    return make_places(
        draws, code=preset.prefix, name=preset.province_name, communes=communes,
        districts=min(preset.districts, communes), urban_share=preset.urban_share,
        mixed=round(preset.mixed_communes * min(size, 1.0)),
    )  # fmt: skip


def _table(book: LawBook, preset: Preset) -> PointTable | None:
    """The illustrative table of the standard, if the book has one."""
    tables = sorted(book.point_tables.items())
    return next((t for _, t in tables if t.kind == "illustrative" and t.standard_id == preset.standard_id), None)


def _province(
    draws: Draws, preset: Preset, size: float, people: Peopled, figures: LawFigures, table: PointTable | None
) -> Province:
    answerer = Answerer(table, figures.income_line)
    undecided = preset.all_households and table is not None
    here = {"poor": preset.merit_on_list, "near_poor": preset.merit_on_list, "not_poor": 0.03}
    now = RoundRules(
        f"{preset.name}/{preset.year}", preset.year, preset.reference_date, at_end=True, decided=not undecided,
        merit_share=here, local_minorities=preset.local_minorities,
    )  # fmt: skip
    before = RoundRules(
        f"{preset.name}/{preset.previous_year}", preset.previous_year, preset.previous_reference_date, at_end=False,
        decided=True, merit_share=here, local_minorities=preset.local_minorities,
    )  # fmt: skip
    current = make_round(draws, people, figures, answerer, now)
    previous = make_round(draws, people, figures, answerer, before)
    if preset.all_households:
        units, previous_units = (
            counted_units(people.places, data, preset.local_minorities) for data in (current, previous)
        )
    else:
        units, previous_units = (
            given_units(
                draws,
                people.places,
                data,
                households=round(total * size),
                year=rules.year,
                average_share=_AVERAGE_SHARE,
            )
            for data, total, rules in zip((current, previous), preset.totals, (now, before), strict=True)
        )
    return Province(
        preset=preset.name, label=preset.label, seed=draws.seed, scale=size, standard_id=preset.standard_id,
        point_table_id=table.table_id if table is not None and undecided else "",
        year=preset.year, reference_date=preset.reference_date,
        previous_year=preset.previous_year, previous_reference_date=preset.previous_reference_date,
        units=units, previous_units=previous_units, current=current, previous=previous,
        history=make_history(draws, people.plan, preset.history_years, preset.standard_id),
        departures=departures_of(people), undecided=undecided, all_households=preset.all_households,
        published=preset.published if size == 1.0 else "",
    )  # fmt: skip
