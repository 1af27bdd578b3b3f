"""States of matters against sequences of reports: what is said of each matter at a day, as known by a day.

All sequences stand in one ledger, with other reports beside them where these are given. A case is asked as a person
would ask: the dossiers of its kind between its parties, of these the one whose words are most like the object. It is

right
    where the state is the one of the gold with every flag and part that it names, and for an open state the same
    possible ones;
wrong
    where it says another state, or says as certain what is only the last known, or leaves out a flag;
unknown
    where no dossier is found, or it says that the state is unknown and the gold knows it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path

from dragoman.dates import Interval
from dragoman.errors import InputError
from dragoman.evaluate.ledgers import ledger_of, read_all
from dragoman.evaluate.reader import GoldReader
from dragoman.evaluate.score import Score, ratio
from dragoman.ledger.dossiers.items import words_of
from dragoman.ledger.linking import shipped_names
from dragoman.lexicon.actors import load_book
from dragoman.model import Json
from dragoman.protocols import DocumentFilter, Store
from dragoman.query.asking import make_view
from dragoman.query.dossier_views import DossierView
from dragoman.query.dossiers import DossierQuestion, find_dossiers
from dragoman.sources.files import iter_reports

NEEDS = ("dossier", "as_of", "known_by", "state")
UNKNOWN = "unknown"
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
RIGHT, WRONG, OPEN = "right", "wrong", "unknown"


def load_sequences(folder: Path, needs: Sequence[str] = NEEDS) -> list[Json]:
    """The sequences of a folder: `{"id", "folder", "reports", "cases"}` for each folder in it that has `cases.json`.

    Raises InputError that names the file where there are none, or where a case is not in the form.
    """
    found: list[Json] = []
    for path in sorted(folder.glob("*/cases.json")):
        try:
            cases = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
            raise InputError(f"cases cannot be read: {error}", place=str(path), remedy="a list of cases") from error
        for number, case in enumerate(cases, start=1):
            missing = [key for key in needs if not isinstance(case, dict) or key not in case]
            if missing:
                raise InputError(f"case {number}: no {' and no '.join(missing)}", place=str(path))
        reports = [str(each) for each in sorted(path.parent.glob("*.txt"))]
        found.append({"id": path.parent.name, "reports": reports, "cases": cases})
    if not found:
        raise InputError("no folder in it holds cases.json", place=str(folder), remedy="see tests/gold/dossiers")
    return found


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter of the gold."""

    sequence: str
    kind: str
    parties: tuple[str, ...]
    object: str

    @property
    def words(self) -> frozenset[str]:
        """The telling words of the object."""
        return words_of(self.object, shipped_names().ignored)

    @property
    def number(self) -> int | None:
        """The number that the object names ("second session"), if any."""
        found = [place for place, word in enumerate(ORDINALS, start=1) if word in self.object.lower().split()]
        return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Answered:
    """One case with its answer; `found` is `None` where the ledger has no such dossier."""

    matter: Matter
    case: Json
    found: DossierView | None
    verdict: str
    others: tuple[str, ...] = field(default=())

    @property
    def state(self) -> str:
        """The state that was given."""
        return self.found.folded.state if self.found else "no dossier"


def score_dossiers(
    records: Sequence[Json], reader: GoldReader, *, beside: Sequence[Path] = (), per_type: bool = False
) -> Score:
    """The figures of all sequences in one ledger, which also holds the reports of `beside`."""
    paths = [path for record in records for path in record["reports"]]
    reports = chain(iter_reports(paths, language="en"), iter_reports([str(p) for p in beside]) if beside else ())
    with ledger_of(read_all(reports, reader)) as store:
        return dossier_figures(store, records, answer(store, records), per_type=per_type)


def answer(store: Store, records: Sequence[Json]) -> list[Answered]:
    """Every case of every sequence, asked of the ledger."""
    return [_asked(store, record["id"], case) for record in records for case in record["cases"]]


def matter_of(sequence: str, case: Json) -> Matter:
    """The matter that a case asks for."""
    asked = case["dossier"]
    return Matter(sequence, asked["kind"], tuple(sorted(asked["parties"])), asked["object"])


def _asked(store: Store, sequence: str, case: Json) -> Answered:
    matter = matter_of(sequence, case)
    view = make_view(case["as_of"], case["known_by"])
    listed = find_dossiers(store, load_book(), DossierQuestion(matter.parties, (matter.kind,)), view)
    ranked = sorted((rank(matter, each), each.id, each) for each in listed if fits(matter, each))
    found = ranked[0][2] if ranked else None
    others = tuple(each.title for *_, each in ranked[1:])
    return Answered(matter, case, found, verdict(case, found), others)


def fits(matter: Matter, dossier: DossierView) -> bool:
    """Whether a reader would take the dossier for the matter: same kind and parties, and words that do not differ."""
    if dossier.kind.name != matter.kind or set(dossier.parties) != set(matter.parties):
        return False
    if dossier.kind.one_per_pair:
        return True  # two states have but one set of relations, whatever words were told of it
    numbers = dossier.record.body.get("numbers")
    counted = {int(n) for n in numbers if isinstance(n, int)} if isinstance(numbers, list | tuple) else set()
    if counted and matter.number and matter.number not in counted:
        return False  # the third session is not the second one
    own = words_of(str(dossier.record.body.get("object") or ""), shipped_names().ignored)
    return not (own and matter.words) or bool(matter.words & (own | _told(dossier)))


def rank(matter: Matter, dossier: DossierView) -> tuple[int, int, int]:
    """The most alike first: by the words of the title and the object, by those of the reports, by size."""
    named = words_of(f"{dossier.title} {dossier.record.body.get('object') or ''}", shipped_names().ignored)
    told = _told(dossier)
    return (-len(matter.words & named), -len(matter.words & told), -len(dossier.happenings))


def _told(dossier: DossierView) -> frozenset[str]:
    return words_of(" ".join(row.event.evidence.quote for row in dossier.events), shipped_names().ignored)


def verdict(case: Json, found: DossierView | None) -> str:
    """Right, wrong or unknown; see the module."""
    wanted = case["state"]
    if found is None:
        return OPEN
    folded = found.folded
    if folded.state == UNKNOWN:
        return RIGHT if wanted == UNKNOWN and set(folded.possible) == set(case["possible_states"]) else OPEN
    if folded.state != wanted or not set(case["flags"]) <= set(folded.flags):
        return WRONG
    parts = folded.participation or {}
    return WRONG if any(parts.get(code) != part for code, part in case.get("participation", {}).items()) else RIGHT


# ------------------------------------------------------------------ figures


def dossier_figures(
    store: Store, records: Sequence[Json], answered: Sequence[Answered], *, per_type: bool = False
) -> Score:
    """The figures of answers, and what the ledger is full of beside them."""
    verdicts = Counter(each.verdict for each in answered)
    same_state = sum(each.state == each.case["state"] for each in answered)
    held = _held(store, records)
    matters = sorted({each.matter for each in answered}, key=str)
    per_matter, junk = _fullness(matters, held)
    found = [n for n in per_matter.values() if n]
    errors = [error for each in answered if (error := date_error(each)) is not None]
    figures = {
        "right": ratio(verdicts[RIGHT], len(answered)),
        "wrong": ratio(verdicts[WRONG], len(answered)),
        "unknown": ratio(verdicts[OPEN], len(answered)),
        "state right, whatever its flags": ratio(same_state, len(answered)),
        "matters found": ratio(len(found), len(matters)),
        "dossiers per matter": ratio(sum(found), len(found)),
        "other dossiers per matter": ratio(junk, len(matters)),
    }
    if errors:  # only cases that name the true beginning (`since`) can be asked for it
        figures["days between true and given beginning"] = ratio(sum(errors), len(errors))
    counts = {
        "sequences": len(records),
        "matters": len(matters),
        "cases": len(answered),
        "dossiers": len(held),
        "dated beginnings": len(errors),
    }
    return Score(figures, counts, _rows(answered) if per_type else ())


def _held(store: Store, records: Sequence[Json]) -> dict[str, list[DossierView]]:
    """All dossiers that rest on reports of a sequence, by sequence."""
    home = {
        document.id: record["id"]
        for record in records
        for document in store.documents(DocumentFilter(paths=tuple(record["reports"])))
    }
    found: dict[str, list[DossierView]] = defaultdict(list)
    for each in find_dossiers(store, load_book(), DossierQuestion(), make_view()):
        sequences = {home[row.event.document] for row in each.events if row.event.document in home}
        for sequence in sorted(sequences):
            found[sequence].append(each)
    return found


def _fullness(
    matters: Sequence[Matter], held: Mapping[str, Collection[DossierView]]
) -> tuple[Mapping[Matter, int], int]:
    """How many dossiers each matter has, and how many are of none of them."""
    per_matter: Counter[Matter] = Counter()
    junk = 0
    for sequence in sorted(held):
        mine = [matter for matter in matters if matter.sequence == sequence]
        for dossier in held[sequence]:
            fitting = sorted((rank(m, dossier), str(m), m) for m in mine if fits(m, dossier))
            if fitting:
                per_matter[fitting[0][2]] += 1
            else:
                junk += 1
    return per_matter, junk


def date_error(answered: Answered) -> int | None:
    """By how many days the given beginning of the state lies off the true one, where the case names it (`since`)."""
    wanted, found = answered.case.get("since"), answered.found
    if not wanted or found is None or found.folded.state != answered.case["state"] or found.folded.since is None:
        return None
    true = Interval(date.fromisoformat(wanted["earliest"]), date.fromisoformat(wanted["latest"]))
    given = found.folded.since
    if given.overlaps(true) or true.earliest is None or true.latest is None:
        return 0
    after = (given.earliest - true.latest).days if given.earliest else 0
    before = (true.earliest - given.latest).days if given.latest else 0
    return max(after, before)


def _rows(answered: Sequence[Answered]) -> list[Json]:
    """One row for each class of cases and each kind of dossier."""
    rows: list[Json] = []
    for what in ("class", "kind"):
        by: dict[str, Counter[str]] = defaultdict(Counter)
        for each in answered:
            by[each.case.get("class", "?") if what == "class" else each.matter.kind][each.verdict] += 1
        for name in sorted(by):
            counted = by[name]
            rows.append({"of": name, "cases": counted.total(), **{v: counted[v] for v in (RIGHT, WRONG, OPEN)}})
    return rows
