"""National days: the name alone does not say which day is meant, the country that the sentence names does.

The days are those that the states themselves keep; each row gives the words by which news English names the state.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from dragoman.dates import Interval

_ROWS: Final = """
independence day|7-4|u.s us american america washington
independence day|8-15|india indian delhi
independence day|8-14|pakistan pakistani islamabad
independence day|8-24|ukraine ukrainian kyiv kiev
independence day|8-17|indonesia indonesian jakarta
independence day|9-16|mexico mexican
independence day|9-7|brazil brazilian
independence day|9-18|chile chilean
independence day|7-28|peru peruvian
independence day|7-9|argentina argentine argentinian
independence day|7-20|colombia colombian
independence day|7-5|venezuela venezuelan algeria algerian
independence day|6-12|philippines philippine filipino manila
independence day|11-11|poland polish warsaw
independence day|12-6|finland finnish helsinki
independence day|12-12|kenya kenyan
independence day|10-1|nigeria nigerian
independence day|3-6|ghana ghanaian
independence day|3-26|bangladesh bangladeshi
independence day|2-4|lanka lankan
independence day|5-28|armenia armenian
independence day|2-24|estonia estonian
independence day|11-18|latvia latvian morocco moroccan
independence day|8-27|moldova moldovan
independence day|8-31|malaysia malaysian kyrgyzstan kyrgyz
independence day|5-26|georgia georgian
independence day|2-17|kosovo
independence day|7-9|sudan sudanese
national day|10-1|china chinese beijing
national day|10-10|taiwan taiwanese taipei
national day|8-9|singapore singaporean
national day|9-2|vietnam vietnamese hanoi
national day|7-14|france french paris
national day|12-2|emirati emirates uae
national day|9-23|saudi riyadh
national day|12-18|qatar qatari
national day|2-25|kuwait kuwaiti
national day|10-29|turkey turkish ankara
national day|6-6|sweden swedish
national day|5-17|norway norwegian
national day|10-12|spain spanish
national day|12-1|romania romanian
national day|3-15|hungary hungarian
republic day|1-26|india indian delhi
republic day|10-29|turkey turkish ankara
republic day|6-2|italy italian rome
republic day|3-23|pakistan pakistani
unity day|11-4|russia russian moscow
unity day|10-3|germany german berlin
constitution day|5-3|japan japanese tokyo poland polish
constitution day|7-17|korea korean seoul
liberation day|8-15|korea korean seoul pyongyang
liberation day|4-25|italy italian
liberation day|5-5|dutch netherlands
"""


def _table() -> dict[tuple[str, str], tuple[int, int]]:
    found = {}
    for row in _ROWS.split("\n"):
        if row:
            name, on, countries = row.split("|")
            month, day = on.split("-")
            found.update({(name, word): (int(month), int(day)) for word in countries.split()})
    return found


_DAYS: Final = _table()
NATIONAL_DAYS: Final = frozenset(name for name, _ in _DAYS)


def national_day(name: str, year: int, words: Iterable[str]) -> Interval | None:
    """The national day of that name of the one country that the words name; `None` where they name none or several."""
    found = {_DAYS[name, word] for word in words if (name, word) in _DAYS}
    if len(found) != 1:
        return None
    month, day = found.pop()
    return Interval.day(date(year, month, day))
