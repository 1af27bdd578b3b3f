"""Turn the hand-written gold in `tests/gold/src/` into the JSON lines that programs read.

Run it after an edit: `python tests/gold/tools/build.py`. Nothing is generated: every sentence and every answer stands
in `src/`; the script adds ids, finds offsets, and works out days that are written short ("Tue-" is the last Tuesday on
or before the day of the report).

events    `YYYY-MM-DD text`, then for each event a line
          `> TYPE/mode status trigger | actors | recipients | key=value ...`; several actors are parted by ";"; a
          status is its letter; keys: ph (phase), in (index of the outer event), d (date), by (sources, outermost
          first, parted by ";", spaces written "_"), p (what a PLOVER file gets; "-" is nothing)
status    `YYYY-MM-DD text`, then `> status[:phase] trigger` lines
time      `YYYY-MM-DD text`, then `> words | type | value | interval | granularity` lines, without the last two for a
          duration or a set, or `> words | code` where type DATE, value, interval and granularity follow from the code
references `text`, then `> mention | name; name` lines (`?` where the text does not tell); `mention@2` is the second
propositions `text`, then `> lemma trigger | agent; agent | patient; patient` lines
attribution `YYYY-MM-DD form | text`, then `> words <- source; source` lines, outermost first: `-` is the outlet's own
           voice, `*` somebody who is not named, `he/the envoy` either name; a source may have `[kind side day]` behind
           it, of which any may be left out (`none` is a source that speaks for no side); and `> ? words [kind] by
           source` lines, one for each reason that the text gives
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parent.parent
STATUS = {
    "o": "occurred",
    "g": "ongoing",
    "s": "scheduled",
    "a": "agreed",
    "p": "proposed",
    "r": "requested",
    "c": "conditional",
    "u": "unlikely",
    "n": "not-occurred",
    "d": "denied",
}
TYPES = {
    "AGR": "AGREE",
    "CON": "CONSULT",
    "SUP": "SUPPORT",
    "CCD": "CONCEDE",
    "COO": "COOPERATE",
    "AID": "AID",
    "RET": "RETREAT",
    "REQ": "REQUEST",
    "ACC": "ACCUSE",
    "REJ": "REJECT",
    "THR": "THREATEN",
    "PRO": "PROTEST",
    "SAN": "SANCTION",
    "MOB": "MOBILIZE",
    "COE": "COERCE",
    "ASL": "ASSAULT",
}
KINDS = {"named", "office", "readout", "document", "media", "anonymous"}
# A future meeting, backing, exchange or help counts as AGREE in a PLOVER file.
PROMISED = {"CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE"}
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
Json = dict[str, Any]


class GoldError(Exception):
    """A line of the source that cannot be read; the message names file and line."""


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month; `month` may lie outside 1 to 12 and then counts into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def days(code: str, said: date) -> tuple[date, date]:
    """First and last day of a code: `Tue-`, `Tue+`, `0`, `-3`, `+1`, `w-1`, `m+1`, `y-1`, ISO forms, `A..B`."""
    if ".." in code:
        first, last = code.split("..")
        return days(first, said)[0], days(last, said)[1]
    if match := re.fullmatch(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(--?|\+\+?|=)", code):
        weekday, sign = DAYS.index(match[1]), match[2]
        if sign[0] == "-":  # the last one, today included; "--" leaves today out
            start = said - timedelta(days=len(sign) - 1)
            day = start - timedelta(days=(start.weekday() - weekday) % 7)
        elif sign[0] == "+":  # the next one, today left out; "++" is the one of next week
            base = said + timedelta(days=1) if len(sign) == 1 else said + timedelta(days=7 - said.weekday())
            day = base + timedelta(days=(weekday - base.weekday()) % 7)
        else:
            day = said
        return day, day
    if re.fullmatch(r"[+-]?\d{1,3}", code):
        day = said + timedelta(days=int(code))
        return day, day
    if match := re.fullmatch(r"w([+-]\d+)", code):
        monday = said - timedelta(days=said.weekday()) + timedelta(weeks=int(match[1]))
        return monday, monday + timedelta(days=6)
    if match := re.fullmatch(r"m([+-]\d+)", code):
        return month_bounds(said.year, said.month + int(match[1]))
    if match := re.fullmatch(r"y([+-]\d+)", code):
        return date(said.year + int(match[1]), 1, 1), date(said.year + int(match[1]), 12, 31)
    if re.fullmatch(r"\d{4}", code):
        return date(int(code), 1, 1), date(int(code), 12, 31)
    if match := re.fullmatch(r"(\d{4})-(\d\d)", code):
        return month_bounds(int(match[1]), int(match[2]))
    day = date.fromisoformat(code)
    return day, day


def records(path: Path) -> list[tuple[int, str, list[str]]]:
    """The entries of a source file: line number, head line, and the lines that begin with ">"."""
    found: list[tuple[int, str, list[str]]] = []
    said = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("@"):
            said = line[1:].strip() + " "
        elif line.startswith(">"):
            found[-1][2].append(line[1:].strip())
        else:
            found.append((number, said + line.strip(), []))
    return found


def dated(head: str) -> tuple[date, str]:
    """The day and the text of a head line."""
    return date.fromisoformat(head[:10]), head[11:].strip()


def split(text: str) -> list[str]:
    """The parts of a field that holds several, in order."""
    return [part.strip() for part in text.split(";") if part.strip()]


def place(text: str, words: str, taken: list[tuple[int, int]] | None = None) -> tuple[int, int]:
    """Where `words` stand: `words@2` asks for the second place, else the first that is not in `taken`."""
    words, _, nth = words.partition("@")
    spans = [m.span() for m in re.finditer(re.escape(words), text)]
    # Whole words first: "ban" is not in "urban", and "May" not in "Mayor".
    whole = [s for s in spans if not re.match(r"\w", text[s[1] : s[1] + 1]) and not re.match(r"\w", text[: s[0]][-1:])]
    spans = whole or spans
    if nth:
        spans = spans[int(nth) - 1 : int(nth)]
    free = [s for s in spans if not taken or s not in taken]
    if not free:
        raise GoldError(f"{words!r} is not in {text!r}")
    return free[0]


def bounds(code: str, said: date) -> Json:
    """An interval as JSON; an open end is null."""
    first, _, last = code.partition("..")
    if not (first and last) and ".." in code:
        return {
            "earliest": days(first, said)[0].isoformat() if first else None,
            "latest": days(last, said)[1].isoformat() if last else None,
        }
    low, high = days(code, said)
    return {"earliest": low.isoformat(), "latest": high.isoformat()}


def event(line: str, text: str, said: date) -> Json:
    """One event of a sentence, as the gold's JSON has it."""
    fields = [part.strip() for part in line.split("|")] + ["", "", ""]
    kind, letter, trigger = fields[0].split(" ", 2)
    short, _, mode = kind.partition("/")
    options = dict(part.split("=", 1) for part in fields[3].split())
    kind, status = TYPES[short], STATUS[letter]
    if unknown := set(options) - {"ph", "in", "d", "by", "p", "rec"}:
        raise GoldError(f"unknown key {unknown} in {line!r}")
    outer = int(options["in"]) if "in" in options else None
    plover: Json | None = None
    if "p" in options:
        name, _, as_mode = options["p"].partition("/")
        plover = None if name == "-" else {"type": TYPES[name], "mode": as_mode or None}
    elif outer is None and status in ("occurred", "ongoing"):
        plover = {"type": kind, "mode": mode or None}
    elif outer is None and status in ("scheduled", "agreed", "proposed") and kind in PROMISED:
        plover = {"type": "AGREE", "mode": None}
    actors, recipients = split(fields[1]), split(fields[2])
    for words in [trigger, *actors, *recipients]:
        place(text, words)
    sources = [part.replace("_", " ") for part in split(options.get("by", ""))]
    for words in sources:
        place(text, words)
    return {
        "type": kind,
        "mode": mode or None,
        "plover": plover,
        "code": plover["type"] if plover else None,
        "actors": actors,
        "recipients": recipients,
        "source": actors,
        "target": recipients,
        "reciprocal": "rec" in options or (not recipients and len(actors) > 1 and kind in SYMMETRIC),
        "trigger": trigger,
        "status": status,
        "phase": options.get("ph"),
        "embedded_in": outer,
        "date": bounds(options["d"], said) if "d" in options else None,
        "attribution": sources,
    }


SYMMETRIC = {"AGREE", "CONSULT", "COOPERATE", "SUPPORT", "ASSAULT", "SANCTION"}


def events(head: str, lines: list[str]) -> Json:
    """A sentence with its events."""
    said, text = dated(head)
    return {"text": text, "published": said.isoformat(), "events": [event(line, text, said) for line in lines]}


def status(head: str, lines: list[str]) -> Json:
    """A sentence with the status and phase of some of its words."""
    said, text = dated(head)
    targets, taken = [], []
    for line in lines:
        code, trigger = line.split(" ", 1)
        letter, _, phase = code.partition(":")
        start, end = place(text, trigger, taken)
        taken.append((start, end))
        target = {"trigger": text[start:end], "start": start, "end": end, "status": STATUS[letter]}
        targets.append({**target, "phase": phase or None})
    return {"text": text, "published": said.isoformat(), "targets": targets}


def timex(line: str, text: str, said: date, taken: list[tuple[int, int]]) -> Json:
    """One time expression; durations and sets have no interval."""
    fields = [part.strip() for part in line.split("|")]
    if len(fields) == 2:  # `> Friday | Fri+`: all follows from the code
        fields = [fields[0], "DATE", f"={fields[1]}", fields[1], grain(fields[1])]
    start, end = place(text, fields[0], taken)
    taken.append((start, end))
    found = {"start": start, "end": end, "text": text[start:end], "type": fields[1], "value": fields[2]}
    if len(fields) > 3:
        interval = bounds(fields[3], said)
        found |= {**interval, "granularity": fields[4]}
    if found["value"].startswith("="):  # "=Tue-" is the day worked out, "=w-1" the week, "=m+1" the month
        found["value"] = worked_out(found["value"][1:], said)
    return found


def grain(code: str) -> str:
    """The granularity that a code of days has by itself."""
    named = {"w": "week", "m": "month", "y": "year"}.get(code[0])
    return named or (
        "year" if re.fullmatch(r"\d{4}", code) else "month" if re.fullmatch(r"\d{4}-\d\d", code) else "day"
    )


def worked_out(code: str, said: date) -> str:
    """The TIMEX3 value of a code, with a part of day after "T" kept as it is."""
    code, _, part = code.partition("T") if not code.startswith("Tue") and not code.startswith("Thu") else day_part(code)
    first = days(code, said)[0]
    if code[0] == "w":
        return "{}-W{:02d}".format(*first.isocalendar()[:2])
    if grain(code) in ("month", "year"):
        return first.isoformat()[: 7 if grain(code) == "month" else 4]
    return first.isoformat() + (f"T{part}" if part else "")


def day_part(code: str) -> tuple[str, str, str]:
    """`Tue-TEV` parted after its weekday."""
    head, mark, part = code[3:].partition("T")
    return code[:3] + head, mark, part


def time(head: str, lines: list[str]) -> Json:
    """A text with its time expressions in the order of the text."""
    said, text = dated(head)
    taken: list[tuple[int, int]] = []
    found = sorted((timex(line, text, said, taken) for line in lines), key=lambda t: (t["start"], t["end"]))
    return {"dct": said.isoformat(), "text": text, "timexes": found}


def references(head: str, lines: list[str]) -> list[Json]:
    """A text once for each of its mentions."""
    cases = []
    for line in lines:
        mention, answer = (part.strip() for part in line.split("|"))
        start, end = place(head, mention)
        names = None if answer == "?" else split(answer)
        for name in names or []:
            place(head, name)
        cases.append({"text": head, "mention": head[start:end], "start": start, "end": end, "answer": names})
    return cases


def propositions(head: str, lines: list[str]) -> Json:
    """A sentence with its propositions."""
    found = []
    for line in lines:
        fields = [part.strip() for part in line.split("|")] + ["", ""]
        lemma, trigger = fields[0].split(" ", 1)
        agent, patient = split(fields[1]), split(fields[2])
        for words in [trigger, *agent, *patient]:
            place(head, words)
        found.append({"predicate": lemma, "trigger": trigger, "agent": agent, "patient": patient})
    return {"text": head, "propositions": found}


def attribution(head: str, lines: list[str]) -> Json:
    """A text with who is said to have said which of its words, and the reasons that it gives."""
    said, rest = dated(head)
    form, _, text = (part.strip() for part in rest.partition("|"))
    chains, reasons = [], []
    for line in lines:
        if line.startswith("?"):
            reasons.append(reason(line[1:].strip(), text))
            continue
        words, _, sources = (part.strip() for part in line.partition("<-"))
        start, end = place(text, words)
        chain = [] if sources == "-" else [source(part, text) for part in split(sources)]
        chains.append({"words": words, "start": start, "end": end, "chain": chain})
    return {"form": form, "dct": said.isoformat(), "text": text, "said": chains, "reasons": reasons}


def source(words: str, text: str) -> Json:
    """One source with what is marked of it: kind, side (null: of no side), day."""
    match = re.fullmatch(r"([^\[]+?)(?: \[([^\]]*)\])?", words)
    if match is None:
        raise GoldError(f"no source: {words!r}")
    name = "" if match[1] == "*" else match[1]
    for each in name.split("/") if name else []:
        place(text, each)
    found: Json = {"source": name}
    for mark in (match[2] or "").split():
        if mark in KINDS:
            found["kind"] = mark
        elif mark == "none" or re.fullmatch("[A-Z]{3}", mark):
            found["side"] = None if mark == "none" else mark
        else:
            found["said_on"] = date.fromisoformat(mark).isoformat()
    return found


def reason(line: str, text: str) -> Json:
    """One reason with its kind and who gives it, where they are marked."""
    match = re.fullmatch(r"(.+?)(?: \[(stated|inferred)\])?(?: by (.+))?", line)
    if match is None:
        raise GoldError(f"no reason: {line!r}")
    start, end = place(text, match[1])
    marked = {"kind": match[2], "by": match[3]}
    return {"words": match[1], "start": start, "end": end, **{k: v for k, v in marked.items() if v}}


READERS = {
    "events": events,
    "status": status,
    "time": time,
    "references": references,
    "propositions": propositions,
    "attribution": attribution,
}
PREFIXES = {"events": "ev", "status": "st", "time": "tm", "references": "rf", "propositions": "pr", "attribution": "at"}
PREFIXES["fresh_time"] = "tf"
# a second file of a set: what its sources are called, and the set whose form they have
MORE = {"fresh_time": "time"}


def rows(name: str) -> tuple[int, str]:
    """How many lines a file of gold has, and the lines; GoldError names every line of the sources that is wrong."""
    made: list[Json] = []
    failures: list[str] = []
    kind = MORE.get(name, name)
    for path in sorted((GOLD / "src").glob(f"{name}_*.txt")):
        for number, head, lines in records(path):
            try:
                found = READERS[kind](head, lines)
            except (GoldError, ValueError, KeyError, IndexError) as error:
                failures.append(f"{path.name}:{number}: {error}")
                continue
            made.extend(found if isinstance(found, list) else [found])
    if failures:
        raise GoldError("\n".join(failures))
    key = "doc_id" if kind == "time" else "id"
    named = [{key: f"{PREFIXES[name]}-{number:04d}", **row} for number, row in enumerate(made, 1)]
    return len(named), "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in named)


def main() -> int:
    """Build every set that has sources; nothing is written where a source is wrong."""
    wrong = 0
    for name in [*READERS, *MORE]:
        try:
            count, text = rows(name)
        except GoldError as error:
            sys.stderr.write(f"{error}\n")
            wrong = 1
            continue
        out = GOLD / name / "own.jsonl"
        out.parent.mkdir(exist_ok=True)
        out.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{name}: {count} lines\n")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
