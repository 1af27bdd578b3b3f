"""Every error that Dragoman raises on purpose.

::

    DragomanError                 anything below; carries `place` and `remedy`
    ├── InputError                a report cannot be read            (exit 65)
    ├── LexiconError              a file of data/ is not valid       (exit 78)
    ├── LedgerError               a ledger cannot be used            (exit 74)
    │   ├── LedgerBusy            another writer holds it            (exit 75)
    │   ├── LedgerFull            no space is left to write          (exit 74)
    │   └── LedgerTooNew          written by a newer version         (exit 78)
    ├── MissingPart               a model or library is not there    (exit 69)
    ├── UsageError                the question itself is not clear   (exit 64)
    └── NotFound                  no such object in the ledger       (exit 66)

The exit codes are those of BSD's sysexits.h, so that scripts can tell them apart.
"""

from __future__ import annotations


class DragomanError(Exception):
    """Something that a person can mend. `place` is where it is (a file, a line), `remedy` the next step."""

    exit_code = 70

    def __init__(self, message: str, *, place: str = "", remedy: str = "") -> None:
        """Keep the three parts apart so that any face can lay them out."""
        super().__init__(message)
        self.message = message
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        """The whole error on one line: place, what is wrong, what to do."""
        where = f"{self.place}: " if self.place else ""
        what_next = f" — {self.remedy}" if self.remedy else ""
        return f"{where}{self.message}{what_next}"

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process boundaries whole: an exception's own pickling would lose the keywords."""
        return _rebuild, (type(self), self.message, self.place, self.remedy)


def _rebuild(kind: type[DragomanError], message: str, place: str, remedy: str) -> DragomanError:
    return kind(message, place=place, remedy=remedy)


class InputError(DragomanError):
    """A report, or one record of a file of reports, cannot be read."""

    exit_code = 65


class LexiconError(DragomanError):
    """A file of knowledge is not what it should be."""

    exit_code = 78


class LedgerError(DragomanError):
    """A ledger cannot be opened, read or written."""

    exit_code = 74


class LedgerBusy(LedgerError):
    """Another process is writing and did not finish in time."""

    exit_code = 75


class LedgerFull(LedgerError):
    """The disk, or the quota, has no space left. What was committed before stays whole."""


class LedgerTooNew(LedgerError):
    """The ledger was written by a newer version of Dragoman."""

    exit_code = 78


class MissingPart(DragomanError):
    """A model or an optional library is not installed."""

    exit_code = 69


class UsageError(DragomanError):
    """A name, a date or a filter that cannot be understood."""

    exit_code = 64


class NotFound(DragomanError):
    """The ledger holds no such object."""

    exit_code = 66
