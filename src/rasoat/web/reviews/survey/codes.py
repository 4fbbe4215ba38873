"""The code of a case, printed on its form and typed or scanned when keying: digits only, the last one checks."""

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.reviews.models import Case
from rasoat.web.reviews.queries import cases_of


def case_code(case_id: int) -> str:
    """The code of a case by its id: the id and a check digit (Luhn, ISO/IEC 7812-1).

    >>> case_code(1042), case_code(7)
    ('10421', '75')
    """
    return f"{case_id}{_check_digit(str(case_id))}"


def read_code(text: str) -> int | None:
    """The id of the case of a code as typed or scanned; None when it is not one.

    >>> read_code(" 10421 "), read_code("10412"), read_code("abc")
    (1042, None, None)
    """
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdecimal())
    if len(digits) < 2 or digits[-1] != _check_digit(digits[:-1]):
        return None
    return int(digits[:-1])


def case_of_code(acting: Acting, text: str) -> Case | None:
    """The case of a code, where the person may fill in forms; None for none."""
    found = read_code(text)
    if found is None or found >= 1 << 63:
        return None
    return cases_of(acting, capability=Capability.REVIEW_SURVEY).filter(pk=found).first()


def _check_digit(digits: str) -> str:
    total = 0
    for at, letter in enumerate(reversed(digits)):
        value = int(letter) * (2 if at % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)
