"""When a report appeared (`date_report`), which expression dates an event (`date_event`), from when it holds."""

from dragoman.ledger.dating.effect import with_effect
from dragoman.ledger.dating.events import constrain, date_event, date_words, days_said, is_background, said_on
from dragoman.ledger.dating.inherited import inherit_dates
from dragoman.ledger.dating.reported import bounded_by_report
from dragoman.ledger.dating.reports import date_report, read_date
from dragoman.ledger.dating.summits import CalendarEntry, load_calendar

__all__ = [
    "CalendarEntry",
    "bounded_by_report",
    "constrain",
    "date_event",
    "date_report",
    "date_words",
    "days_said",
    "inherit_dates",
    "is_background",
    "load_calendar",
    "read_date",
    "said_on",
    "with_effect",
]
