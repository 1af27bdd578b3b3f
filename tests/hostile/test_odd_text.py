"""Odd and hostile text: no failure, no invented event, bounded time."""

from __future__ import annotations

import json
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import dragoman
from dragoman.model import Event, PublishedBasis, Reading, Report
from dragoman.pipeline import Pipeline

GOLD = Path(__file__).parents[1] / "gold" / "events" / "own.jsonl"

EMPTY = {
    "football scores": "Chile 2 Peru 0\nJapan 1 China 1\nGhana 3 Togo 2\nSpain 0 Italy 4\nFrance 2 Brazil 2\n",
    "scores in a line": "Results: Chile 2, Peru 0; Japan 1, China 1; Ghana 3, Togo 2 (extra time); Spain 0, Italy 4.",
    "a cricket card": "India 245-6 (50 overs) beat Pakistan 201 all out. Kohli 82, Sharma 61; Afridi 3-41.",
    "a win in sport": "Morocco beat Spain on penalties to reach the quarter-finals of the World Cup.",
    "a thrashing in sport": "Germany crushed Brazil 7-1 in the semi-final, and Argentina saw off the Netherlands.",
    "a lost match": "Nigeria lost to Ghana in the final after a late goal, and Cameroon were held by Togo.",
    "a fight for a title": "The Kenyan champion knocked out the Russian in the third round and kept the belt.",
    "a race": "Ethiopia's runners attacked on the last lap and left Kenya behind to take gold and silver.",
    "a league table": "Team | Played | Won | Points\nKenya | 4 | 3 | 9\nUganda | 4 | 2 | 6\nRwanda | 4 | 0 | 0\n",
    "a medal table": "Gold Silver Bronze\nChina 38 32 18\nUnited States 39 41 33\nJapan 27 14 17\nBritain 22 21 22\n",
    "a tennis draw": "Second round: Djokovic (Serbia) bt Ruud (Norway) 6-4 6-3; Sinner (Italy) bt Paul (US) 7-5 6-1.",
    "exchange rates": "Dollar 151.2 yen, euro 163.4 yen, pound 191.0 yen; China 7.24, India 83.1, Turkey 32.3.",
    "a weather table": "Beijing 31 22 sunny\nMoscow 18 9 rain\nLondon 20 12 showers\nTehran 38 26 sunny\n",
    "a list of countries": "Albania, Algeria, Andorra, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan.",
    "an index": "China, 12, 45, 78; visits, 33; talks, 41; sanctions, 56; Japan, 14, 90; ban, 91.",
    "only punctuation": "!!! ??? ... --- ((( ))) [[[ ]]] {{{ }}} ,,, ;;; ::: \"\"\" '''",
    "only numbers": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20",
    "a recipe": "Turkey breast, 2 spoons of Brazil nuts, china bowl, Swiss chard, Danish blue. Beat the egg.",
    "a chess game": "1. e4 c5 (Sicilian) 2. Nf3 d6 3. d4 Nf6, French attack; Dutch defence declined.",
    "code": "def attack(china, japan):\n    return strike(china) if meet(japan) else ban(china, japan)\n",
    "an address list": "Embassy of Chile, 12 Peru Street, Lima; Embassy of Japan, 4 China Road, Beijing.",
}
"""Texts in which nothing is reported: no event of theirs may have a PLOVER code."""

MET = "The foreign ministers of Chile and Peru met in Lima on Monday."
LONG = " ".join(f"Chile and Peru word{n} talked" for n in range(1250))

ODD = {
    "a sentence of 5,000 words": LONG + ".",
    "5,000 words without an end": " ".join(["China attacked Japan and"] * 1250),
    "all capitals": "CHINA IMPOSES SANCTIONS ON JAPAN AFTER TALKS IN BEIJING COLLAPSE, MINISTRY SAYS.",
    "no punctuation": "china imposed sanctions on japan after talks in beijing collapsed the ministry said on monday "
    * 20,
    "mixed scripts": "中国外交部说 Китай и Япония провели переговоры in Beijing; "
    "اليابان وافقت and Tokyo agreed 合意した to talks.",
    "quotes in quotes": "“He said ‘they said “we said ‘China attacked’ yesterday” to us’ again,” Tokyo said." * 5,
    "quotes that never end": "“China said “Japan said “Korea said “talks were held " * 60,
    "zero-width marks": MET.replace("Chile", "Chi\u200ble").replace("met", "m\u200cet\u200d") + "\ufeff",
    "right-to-left marks": "\u202e" + MET + "\u202c \u2067" + MET + "\u2069",
    "emoji": "🇨🇱🤝🇵🇪 Chile 🔥 and 😀 Peru 💥 met 🎉 in Lima 👨‍👩‍👧‍👦 on Monday 🕊️.",
    "10,000 commas": "Chile" + "," * 10_000 + " Peru met.",
    "10,000 commas with words": "Chile, " * 10_000 + "and Peru met.",
    "deep brackets": "(" * 2_000 + "Chile met Peru" + ")" * 2_000 + ".",
    "deep brackets with words": "(Chile said " * 400 + "Peru met Bolivia" + ")" * 400,
    "one word of 100,000 letters": "a" * 100_000 + " met Chile.",
    "one name repeated": "Chile " * 5_000,
    "line ends everywhere": "\n".join(MET.split()) * 50,
    "control characters": "".join(chr(n) for n in range(32)) + MET + "\x7f\x85\u2028\u2029",
    "lone surrogate-like text": "Chile \ud7ff met \ue000 Peru \uffff on Monday.",
    "combining marks": "C\u0327h\u0301i\u0308l\u0303e\u0301 met Pe\u0301ru" + "\u0301" * 3_000 + ".",
    "markup in plain text": "<p>Chile</p> <script>met()</script> &amp; Peru &lt;met&gt; " * 100,
    "that that that": "China said that " * 300 + "Japan met Korea.",
    "of of of": "the minister " + "of the ministry " * 500 + "of Chile met Peru.",
    "and and and": "Chile met Peru and " * 280 + "Bolivia.",
    "nothing": "",
    "blanks": " \t\n\u3000\u00a0 " * 500,
}


@pytest.fixture(scope="module")
def read(pipeline: Pipeline) -> Callable[[str], Reading]:
    def call(text: str) -> Reading:
        # Said to be English, or most of it would rightly be refused before it could do any harm.
        basis = PublishedBasis.USER
        found = pipeline.read(Report("odd", text, published="2024-05-29", published_basis=basis, language="en"))
        assert isinstance(found, Reading), found
        return found

    return call


@pytest.mark.parametrize("name", sorted(EMPTY))
def test_where_nothing_is_reported_nothing_is_coded(name: str, read: Callable[[str], Reading]) -> None:
    coded = [told(event) for event in read(EMPTY[name]).events if event.plover is not None]
    assert not coded


@pytest.mark.parametrize("name", sorted(ODD))
def test_odd_text_is_read_within_bounds(name: str, read: Callable[[str], Reading]) -> None:
    text = ODD[name]
    start = time.process_time()
    reading = read(text)
    seconds = time.process_time() - start
    assert seconds < 10, f"{seconds:.1f} s for {len(text):,} characters"
    for event in reading.events:
        span = event.evidence.trigger
        assert 0 <= span.start < span.end <= len(text)
        for actor in (*event.actors, *event.recipients):
            assert actor.span is None or 0 <= actor.span.start < actor.span.end <= len(text)


@pytest.mark.parametrize("name", ["a sentence of 5,000 words", "5,000 words without an end", "one name repeated"])
def test_an_endless_sentence_tells_nothing(name: str, read: Callable[[str], Reading]) -> None:
    assert len(read(ODD[name]).events) <= 20


def test_what_is_not_english_is_a_clear_refusal(pipeline: Pipeline) -> None:
    found = pipeline.read(Report("odd", ODD["mixed scripts"] * 3))
    assert isinstance(found, Reading) or (found.stage == "language" and found.remedy)


def test_capitals_are_still_read(read: Callable[[str], Reading]) -> None:
    events = read(ODD["all capitals"]).events
    assert all({a.country for a in e.actors} <= {"CHN", "JPN", None} for e in events)


@pytest.mark.parametrize("name", ["zero-width marks", "right-to-left marks", "emoji"])
def test_marks_that_nobody_sees_change_nobody(name: str, read: Callable[[str], Reading]) -> None:
    events = read(ODD[name]).events
    assert {a.country for e in events for a in (*e.actors, *e.recipients)} <= {"CHL", "PER", None}


def test_twice_the_text_takes_about_twice_the_time(read: Callable[[str], Reading]) -> None:
    """A run of quotes, brackets or names must not cost more than its length: each is doubled twice and timed.

    Time is the processor's, and where it is too long the quicker of two readings counts, so that other work on the
    machine decides nothing.
    """
    for piece in ("“China said ", "(Chile said ", "Chile, ", "China attacked Japan and "):
        short, long = timed(read, piece * 1_000), timed(read, piece * 4_000)
        if long >= 16 * max(short, 0.05):
            short, long = (min(took, timed(read, piece * n)) for took, n in ((short, 1_000), (long, 4_000)))
        assert long < 16 * max(short, 0.05), f"{piece!r}: {short:.2f} s, then {long:.2f} s for four times the text"


def test_the_slowest_sentences_take_under_twenty_times_the_median(read: Callable[[str], Reading]) -> None:
    """Of a sample of own gold and of the odd sentences; what took long is read again, and the quicker one counts."""
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    sentences = [json.loads(line)["text"] for line in lines[:: max(1, len(lines) // 200)]]
    sentences += [text for text in (*EMPTY.values(), *ODD.values()) if len(text) < 2_000]
    once = [(timed(read, text), text) for text in sentences]
    median = statistics.median(seconds for seconds, _ in once)
    took = sorted(min(one, timed(read, text)) if one > 10 * median else one for one, text in once)
    slowest = took[-max(1, len(took) // 100) :]
    assert slowest[0] < 20 * median, f"median {1000 * median:.1f} ms, slowest 1 % from {1000 * slowest[0]:.1f} ms"


def timed(read: Callable[[str], Reading], text: str) -> float:
    start = time.process_time()
    read(text)
    return time.process_time() - start


def told(event: Event) -> str:
    actors, recipients = ([a.name for a in side] for side in (event.actors, event.recipients))
    return f"{event.type} {event.mode} {event.status}: {actors} -> {recipients}"


def test_no_pattern_repeats_a_group_without_giving_back() -> None:
    """Python 3.11.2 matches "(...)*+" wrongly: it goes on from where its last turn failed."""
    possessive = re.compile(r"\)(?:[*+?]|\{[\d,]+\})\+")
    code = sorted(Path(dragoman.__file__).parent.rglob("*.py"))
    assert code
    assert [path.name for path in code if possessive.search(path.read_text(encoding="utf-8"))] == []
