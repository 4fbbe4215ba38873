"""Nearest changes under rules of other shapes than the shipped ones."""

from collections.abc import Callable

from rasoat.law.expr.nodes import Const, FieldRef, Lt, Mul, Param
from rasoat.scoring.nearest import nearest, thresholds_of

WORDS = ("thu nhập", "thiếu hụt")
INCOME = FieldRef(field="income_vnd")


def changes(
    income: int, deprivation: int, classify: Callable[[int, int], str], thresholds: set[int]
) -> list[tuple[str, int, int]]:
    found = nearest(income, deprivation, classify=classify, thresholds=thresholds, step=1, most=12, words=WORDS)
    return [(change.to_class, change.income_change, change.deprivation_change) for change in found]


def test_thresholds_are_parameters_constants_and_what_is_computed_of_them() -> None:
    rules = [
        Lt(lt=(INCOME, Param(param="line"))),
        Lt(lt=(Mul(mul=(INCOME, Const(const=10))), Mul(mul=(Param(param="line"), Const(const=13))))),
    ]

    assert thresholds_of(rules, {"line": 100, "other": 7}) == {100, 10, 13, 1300}


def test_a_line_that_is_itself_excluded() -> None:
    found = changes(150, 0, lambda income, _: "poor" if income < 100 else "not_poor", {100})

    assert found == [("poor", -51, 0)]


def test_a_class_that_only_both_together_reach() -> None:
    def classify(income: int, count: int) -> str:
        return "poor" if income <= 100 and count >= 3 else "not_poor"

    assert changes(150, 1, classify, {100}) == [("poor", -50, 2)]


def test_an_unreachable_class_is_not_promised() -> None:
    assert changes(150, 0, lambda _income, _count: "not_poor", {100}) == []
