"""How real a word is told, mechanism by mechanism, on invented sentences: not those of the gold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.errors import LexiconError
from dragoman.evaluate.reader import GoldReader
from dragoman.evaluate.status import Answer, answer_at, answers
from dragoman.lexicon.signatures import read_signatures
from dragoman.model import Report
from dragoman.settings import Settings

Told = Callable[[str], Answer]


@pytest.fixture(scope="module")
def told() -> Told:
    reader = GoldReader(Settings())

    def of(marked: str) -> Answer:
        start = marked.index("[")
        end = marked.index("]") - 1
        text = marked.replace("[", "").replace("]", "")
        read = reader.layers(Report("s", text, published="2024-05-29", language="en"))
        assert read is not None
        return answer_at((start, end), answers(*read, reader))

    return of


STATUS = [
    # who asks whether something will be says no more than that it may
    ("Will Ghana [expel] the Kenyan envoy?", "proposed"),
    ("Ghana will [expel] the Kenyan envoy.", "scheduled"),
    # negation that belongs to what follows, is taken up, or stands in a role
    ("Ghana [promised] not to arm the rebels.", "occurred"),
    ("Ghana has neither paid the fine nor [answered] the letter.", "not-occurred"),
    ("Ghana has not opened talks, let alone [signed] a deal.", "not-occurred"),
    ("No [agreement] was reached in Lima.", "not-occurred"),
    # implicatives and their like, both ways
    ("Peru managed to [free] the hostages.", "occurred"),
    ("Peru did not manage to [free] the hostages.", "not-occurred"),
    ("Peru neglected to [inform] Chile.", "not-occurred"),
    ("Peru forced Chile to [leave] the valley.", "occurred"),
    ("Peru tried in vain to [free] the hostages.", "not-occurred"),
    ("Rather than [invade], Peru sent a letter.", "not-occurred"),
    ("Peru left without [signing] the treaty.", "not-occurred"),
    # thoughts, plans, requests, promises, doubts
    ("Oslo is in favour of [lifting] the ban.", "proposed"),
    ("Oslo wants Lima to [lift] the ban.", "requested"),
    ("Oslo agreed to consider [lifting] the ban.", "proposed"),
    ("Oslo is unlikely to [lift] the ban.", "unlikely"),
    ("A [visit] to Oslo is out of the question.", "not-occurred"),
    ("There is little hope of a [truce].", "unlikely"),
    ("The [visit] is set for June.", "scheduled"),
    # an infinitive of a word that does not say whether it was done
    ("Oslo underlined the urgency for Lima to [lift] the ban.", "proposed"),
    ("Oslo stressed the importance for Lima to [lift] the ban.", "proposed"),
    ("It is for Lima to [lift] the ban.", "proposed"),
    ("Lima is in a position to [lift] the ban.", "proposed"),
    ("Lima was in a hurry to [lift] the ban.", "proposed"),
    ("Lima's determination to [expel] the Kenyan envoy alarmed Oslo.", "proposed"),
    ("Lima is tempted to [expel] the Kenyan envoy.", "proposed"),
    ("The law empowers Lima to [expel] the Kenyan envoy.", "proposed"),
    ("It was a mistake for Lima to [lift] the ban.", "occurred"),
    ("It would be a mistake for Lima to [lift] the ban.", "conditional"),
    ("Lima became the latest state to [expel] Kenyan envoys.", "occurred"),
    # conditions
    ("Lima will [lift] the ban once the fine is paid.", "conditional"),
    ("Should Lima [lift] the ban, trade will grow.", "conditional"),
    ("Lima threatened to [close] the border unless Quito paid.", "proposed"),
    # what is taken for granted
    ("Lima did not condemn the [raid].", "occurred"),
    ("Lima rejected the [offer].", "occurred"),
    ("Lima regrets [closing] the border.", "occurred"),
    ("Lima denied reports that it had [closed] the border.", "denied"),
    ("The [talks] have had no effect on prices.", "occurred"),
    # states and the calendar
    ("The ban [remains] in force.", "ongoing"),
    ("[Talks] are under way in Oslo.", "ongoing"),
    ("The exercise [begins] on Monday.", "scheduled"),
]


@pytest.mark.parametrize(("marked", "status"), STATUS, ids=[m for m, _ in STATUS])
def test_status(told: Told, marked: str, status: str) -> None:
    assert str(told(marked).status) == status


PHASE = [
    ("Peru [eased] its curbs on Chilean fish.", "ease"),
    ("Peru [extended] its ban by a year.", "extend"),
    ("Peru [extended] its ban to all fish.", "tighten"),
    ("Peru [put an end] to its quarrel with Chile.", "settle"),
    ("Peru [withdrew] its ambassador from Quito.", "downgrade"),
    ("Peru [withdrew] its troops from the valley.", "withdraw"),
    ("Peru called for [tougher sanctions] on Chile.", "tighten"),
    ("Peru [held talks] with Chile.", None),
    ("Peruvian gunmen [opened fire] on a Chilean patrol.", None),
]


@pytest.mark.parametrize(("marked", "phase"), PHASE, ids=[m for m, _ in PHASE])
def test_phase(told: Told, marked: str, phase: str | None) -> None:
    found = told(marked).phase
    assert (str(found) if found else None) == phase


FAULTS = [
    ("[[signature]]\nyes = 'same'\nverbs = ['say']", "name of its own"),
    ("[[signature]]\nname = 'a'\nyes = 'maybe'", "no status"),
    ("[[signature]]\nname = 'a'\nverbs = ['say']", "no status"),
    ("[[signature]]\nname = 'a'\nyes = 'same'\ncolour = 1", "unknown keys"),
    ("[[signature]]\nname = 'a'\nyes = 'same'\nphase = 'melt'", "no phase"),
    ("[[signature]]\nname = 'a'\nyes = 'same'\nobjects = ['@nothing']", "no classes"),
    ("[[signature", "TOML"),
]


@pytest.mark.parametrize(("text", "message"), FAULTS, ids=[m + str(i) for i, (_, m) in enumerate(FAULTS)])
def test_a_bad_table_is_refused_with_its_place(text: str, message: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "signatures.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        read_signatures(file, {})
