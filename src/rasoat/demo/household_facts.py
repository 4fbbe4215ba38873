"""What the reviewer writes about the house: materials, floor, water, toilet, means of information, causes, supports."""

from collections.abc import Mapping

import numpy as np

from rasoat.demo.arrays import Bools, Floats, Ints, Keys, or_null
from rasoat.demo.draws import Draws

_PARTS = ("wall", "column", "roof")
_SOLID = ((1, 1, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1))
_WEAK = ((0, 0, 0), (0, 0, 1), (0, 1, 0), (1, 0, 0))
_WATER = np.asarray(
    ["piped", "drilled_well", "protected_dug_well", "protected_spring", "rain", "bottled"], dtype=object
)
_TOILETS = np.asarray(["septic", "pour_flush", "vip", "double_vault"], dtype=object)
_CAUSES = ("C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8")
_CAUSE_WEIGHTS = (0.3, 0.42, 0.3, 0.22, 0.35, 0.28, 0.25, 0.06)
_SUPPORTS = {"health": 0.93, "education": 0.35, "production": 0.2, "credit": 0.28, "housing": 0.07, "other": 0.15}
_WEAK_FLOOR = 800  # dm2 a head under which the demo makes a cramped house (the law's own figure is in its data)


def house_facts(
    draws: Draws, keys: Keys, truth: Mapping[str, Bools], size: Ints, urban: Bools, prosperity: Floats
) -> dict[str, object]:
    """Columns of the households table about the house; they agree with `truth`."""
    patterns = np.where(
        truth["housing_quality"][:, None],
        np.asarray(_WEAK)[draws.choose("weak house", keys, (30, 25, 15, 30))],
        np.asarray(_SOLID)[draws.choose("solid house", keys, (78, 10, 6, 6))],
    )
    cramped = draws.between("cramped", keys, 350, _WEAK_FLOOR - 10) * size
    roomy = draws.between("roomy", keys, _WEAK_FLOOR + 100, 1400 + (2200 * prosperity).astype(np.int64)) * size
    floor = np.where(truth["housing_area"], cramped, roomy // 50 * 50)
    place = urban.astype(np.int64)
    water = _WATER[draws.choose_by("water", keys, [(25, 28, 20, 17, 7, 3), (86, 7, 1, 0, 0, 6)], place)]
    toilet = _TOILETS[draws.choose_by("toilet", keys, [(52, 18, 8, 22), (94, 5, 0, 1)], place)]
    bad_toilet = np.where(draws.chance("no toilet", keys, 0.3), "none", "other")
    shared = draws.chance("shared means", keys, 0.6 + 0.35 * prosperity)
    personal = draws.chance("personal means", keys, 0.5 + 0.45 * prosperity) | ~shared
    return {
        **{
            part: np.where(patterns[:, number] == 1, "durable", "not_durable").astype(object).tolist()
            for number, part in enumerate(_PARTS)
        },
        "floor_area_dm2": np.maximum(floor, 50 * size),
        "water_source": np.where(truth["water"], "unprotected", water).tolist(),
        "toilet_kind": np.where(truth["toilet"], bad_toilet, toilet).tolist(),
        "info_shared": shared & ~truth["info_assets"],
        "info_personal": personal & ~truth["info_assets"],
    }


def causes(draws: Draws, keys: Keys, listed: Bools, no_labour: Bools) -> list[object]:
    """Codes of the causes joined by `;` for households on the list, at least one each; null for the others."""
    masks = [draws.chance(f"cause {code}", keys, weight) for code, weight in zip(_CAUSES, _CAUSE_WEIGHTS, strict=True)]
    masks[2] = masks[2] | no_labour
    masks[7] = masks[7] | ~np.any(masks, axis=0)
    return _joined(_CAUSES, masks, listed)


def supports(draws: Draws, keys: Keys, listed: Bools, has_pupils: Bools) -> list[object]:
    """Codes of the policies the household benefits from, joined by `;` (empty = none); null when not on a list."""
    masks = [draws.chance(f"support {code}", keys, weight) for code, weight in _SUPPORTS.items()]
    masks[1] = has_pupils & draws.chance("support of pupils", keys, 0.9)
    return _joined(tuple(_SUPPORTS), masks, listed)


def _joined(codes: tuple[str, ...], masks: list[Bools], asked: Bools) -> list[object]:
    number = np.sum([mask.astype(np.int64) << bit for bit, mask in enumerate(masks)], axis=0)
    texts = np.asarray(
        [";".join(code for bit, code in enumerate(codes) if value >> bit & 1) for value in range(1 << len(codes))],
        dtype=object,
    )
    return or_null(asked, texts[number])
