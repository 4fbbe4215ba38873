"""The closed room in which the commands of a template run: plain data in, words out, a bounded number of steps.

Names are looked up in the data and never among the attributes of objects, nothing but `range` can be called, and
every loop, number and text is counted against a limit, so no template can reach the site or hold it up.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, pass_context
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from rasoat.papers.formats import FORMATS, MOST_DIGITS, MOST_LETTERS, TAKE_MISSING, UnfitValueError
from rasoat.papers.values import clean, printed

MOST_STEPS = 2_000_000  # parts of commands that are carried out
MOST_RANGE = 10_000
TESTS = ("defined", "none", "even", "odd", "string", "number")
LOOP_FIELDS = ("index", "index0", "first", "last", "length", "revindex", "revindex0", "previtem", "nextitem")
_LISTS = (list, tuple, dict, range)
OPEN, CLOSE = "\ue000", "\ue001"  # around the number of a value
STORE = "_store"


class ListPrintedError(ValueError):
    """A list or mapping was to be printed."""


class MissingName(StrictUndefined):
    """Refuses any use; its message is the name alone."""

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


class Store:
    """The values of one filling, kept out of the text, so that nothing in them is ever read as markup."""

    def __init__(self) -> None:
        self.values: list[str | bool] = []
        self._steps = 0
        self._letters = 0

    def keep(self, value: Any) -> str:
        """Put a value aside; its mark goes into the text."""
        if isinstance(value, _LISTS):
            raise ListPrintedError
        kept = value if isinstance(value, bool) else clean(printed(value))
        self._letters += len(str(kept))
        self.step(1)
        if self._letters > 10 * MOST_LETTERS:
            raise OverflowError("too many letters")
        self.values.append(kept)
        return f"{OPEN}{len(self.values) - 1}{CLOSE}"

    def step(self, count: int) -> None:
        """Count steps. Raises OverflowError above `MOST_STEPS`."""
        self._steps += count
        if self._steps > MOST_STEPS:
            raise OverflowError("too many steps")


@pass_context
def _finalize(context: Context, value: Any) -> Markup:
    if isinstance(value, MissingName):
        str(value)  # raises
    store: Store = context[STORE]
    return Markup(store.keep(value))


@pass_context
def counted(context: Context, value: Any, weight: int) -> Any:
    """What a loop goes over; every pass counts as `weight` steps."""
    if isinstance(value, MissingName):
        iter(value)  # raises
    if not isinstance(value, _LISTS):
        raise UnfitValueError(printed(value))
    context[STORE].step((len(value) + 1) * weight)
    return value


def joined(*parts: Any) -> str:
    """The operator `~`, with a limit."""
    if any(isinstance(part, MissingName) for part in parts):
        "".join(map(str, parts))  # raises
    text = "".join(printed(part) for part in parts)
    if len(text) > MOST_LETTERS:
        raise OverflowError("too many letters")
    return text


def metered(work: Callable[..., Any]) -> Callable[..., Any]:
    """The format `work`, counted by the length of what it is given; only some take a value that is lacking."""

    def run(context: Context, value: Any, *options: Any, **named: Any) -> Any:
        if isinstance(value, MissingName) and work not in TAKE_MISSING:
            str(value)  # raises
        length = len(value) if isinstance(value, _LISTS) else len(value) // 100 if isinstance(value, str) else 0
        context[STORE].step(length + 1)
        return work(value, *options, **named)

    return pass_context(run)


def safe_range(*bounds: int) -> range:
    """`range` with a limit."""
    found = range(*bounds)
    if len(found) > MOST_RANGE:
        raise OverflowError("too many numbers")
    return found


class Sandbox(ImmutableSandboxedEnvironment):
    """Fields of the data and of `loop` only; numbers only in arithmetic."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%"})

    def __init__(self) -> None:
        super().__init__(
            trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=True,
            undefined=MissingName, finalize=_finalize, optimized=False,
        )  # fmt: skip
        self.globals = {"range": safe_range}
        self.filters = {name: metered(work) for name, work in (*FORMATS.items(), ("_joined", joined))} | {
            "_counted": counted
        }
        self.tests = {name: self.tests[name] for name in TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a mapping, or one of `LOOP_FIELDS`."""
        if isinstance(obj, LoopContext) and attribute in LOOP_FIELDS:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A field of a mapping, or an entry of a list."""
        if isinstance(obj, MissingName):
            return obj[argument]  # raises
        if isinstance(obj, Mapping) and isinstance(argument, str) and argument in obj:
            return obj[argument]
        if isinstance(obj, list | tuple | str | range) and isinstance(argument, int | slice):
            try:
                return obj[argument]
            except IndexError:
                pass
        return self.undefined(obj=obj, name=str(argument))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers of a bounded size."""
        pair = [_operand(left), _operand(right)]
        if any(isinstance(value, Decimal) for value in pair):
            pair = [Decimal(str(value)) for value in pair]
        found = super().call_binop(context, operator, *pair)
        if abs(found) >= 10**MOST_DIGITS:
            raise OverflowError("too many digits")
        return found


def _operand(value: Any) -> int | float | Decimal:
    if isinstance(value, MissingName):
        value + 0  # raises
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise UnfitValueError(printed(value) if isinstance(value, str | bool) else type(value).__name__)
    return value
