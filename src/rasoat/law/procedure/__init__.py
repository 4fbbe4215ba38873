"""How a review is made: steps, figures that a province may set, forms."""

from rasoat.law.procedure.form import Form, FormField
from rasoat.law.procedure.model import Actor, Procedure
from rasoat.law.procedure.parameter import Choice, Parameter, ProvinceMay
from rasoat.law.procedure.step import ReviewKind, Step
from rasoat.law.procedure.values import DateWindow, DayOfYear, Pick, Share, Value, ValueKind

__all__ = [
    "Actor", "Choice", "DateWindow", "DayOfYear", "Form", "FormField", "Parameter", "Pick", "Procedure", "ProvinceMay",
    "ReviewKind", "Share", "Step", "Value", "ValueKind",
]  # fmt: skip
