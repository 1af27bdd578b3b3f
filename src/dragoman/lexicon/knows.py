"""Where the knowledge holds a word: what `dragoman lexicon show` says."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.lexicon.actors import ActorBook
from dragoman.lexicon.faults import Source
from dragoman.lexicon.frames import Frame, FrameBook

_FILES = {"country": "actors/countries.csv", "group": "actors/generic_bodies.toml"}
_TRIGGERS = ("verbs", "nouns", "adjectives", "carried")


@dataclass(frozen=True, slots=True)
class Known:
    """One place that knows a word. `part` is frame, operator, class, light verb, modal, cue, actor or office; `says`
    what it makes of the word; `place` its file and line where it is in a TOML file, else its file or id.
    """

    part: str
    name: str
    says: str
    place: str

    def to_json(self) -> dict[str, Any]:
        """All fields by name."""
        return {"part": self.part, "name": self.name, "says": self.says, "place": self.place}


def find_word(word: str, frames: FrameBook, actors: ActorBook) -> tuple[Known, ...]:
    """Everything that the shipped knowledge, and the user's own actors, know of `word`, in any case.

    A lemma finds what reports an act; any name finds actors and offices.
    """
    wanted = " ".join(word.lower().split())
    sources = {source.path: source for source in _sources(files("dragoman") / "data")}
    return (
        *_frames(wanted, frames, sources),
        *_conditions(wanted, frames, sources),
        *_grammar(wanted, frames, sources),
        *_cues(wanted, sources),
        *_actors(word, wanted, actors),
    )


def _sources(root: Traversable) -> Iterator[Source]:
    for folder in ("frames", "cues"):
        for file in sorted((root / folder).iterdir(), key=lambda f: f.name):
            if file.name.endswith(".toml"):
                text = file.read_text(encoding="utf-8")
                yield Source(f"{folder}/{file.name}", text, tomllib.loads(text))


def _part(frame: Frame) -> str:
    return "frame" if frame.type else "operator"


def _place(frame: Frame, sources: Mapping[str, Source]) -> str:
    """File and line of a frame, by its id."""
    path = "cues/operators.toml" if frame.type is None else f"frames/{frame.type.lower()}.toml"
    source = sources.get(path)
    if source is None:
        return frame.place
    own = frame.id.partition(".")[2]
    numbers = [n for n, entry in enumerate(source.content.get("frame", ())) if entry.get("id") == own]
    return f"{path}:{source.line_of_entry('frame', numbers[0])}" if numbers else path


def _frames(wanted: str, book: FrameBook, sources: Mapping[str, Source]) -> Iterator[Known]:
    for frame in book.frames:
        for kind in _TRIGGERS:
            hits = [t for t in getattr(frame, kind) if t == wanted or wanted in t.split()]
            if hits:
                acts = " ".join(filter(None, (frame.type, frame.mode, str(frame.phase or ""))))
                makes = acts or f"makes what it holds {frame.embeds.get('yes', 'same')}"
                yield Known(_part(frame), frame.id, f"{makes}; {kind}: {', '.join(hits)}", _place(frame, sources))


def _conditions(wanted: str, book: FrameBook, sources: Mapping[str, Source]) -> Iterator[Known]:
    """Frames that want the word, or refuse it, in a role."""
    for frame in book.frames:
        for verb, conditions in (("wants", frame.where), ("refuses", frame.unless)):
            for condition in conditions:
                found = [f for f in condition.fillers if wanted == f or wanted in f.split() or wanted in _of(book, f)]
                if found:
                    says = f"{verb} it as {' or '.join(condition.roles)} ({', '.join(found)})"
                    yield Known(_part(frame), frame.id, says, _place(frame, sources))


def _of(book: FrameBook, filler: str) -> frozenset[str]:
    return book.expand(filler) if filler.startswith("@") else frozenset()


def _grammar(wanted: str, book: FrameBook, sources: Mapping[str, Source]) -> Iterator[Known]:
    classes, light = sources["frames/classes.toml"], sources["frames/light.toml"]
    for name, words in book.classes.items():
        if wanted in words:
            yield Known(
                "class", f"@{name}", f"one of {len(words)} nouns", f"{classes.path}:{classes.line_of_key(name)}"
            )
    for verb, entry in book.light.items():
        if verb == wanted:
            carries = (
                f"carries {', '.join(sorted(entry.nouns))}" if entry.nouns else "carries any noun that is a trigger"
            )
            yield Known("light verb", verb, carries, f"{light.path}:{light.line_of_key(verb)}")
    modals = sources["cues/modals.toml"]
    if wanted in book.modals:
        modal = book.modals[wanted]
        says = f"{modal.yes}; negated {modal.no}" + (f"; reported {modal.reported}" if modal.reported else "")
        yield Known("modal", wanted, says, f"{modals.path}:{modals.line_of_key(wanted)}")
    for part, table in (("adverb", book.adverbs), ("clause", book.clauses)):
        if wanted in table:
            yield Known(part, wanted, table[wanted], f"{modals.path}:{modals.line_of_key(wanted)}")


def _cues(wanted: str, sources: Mapping[str, Source]) -> Iterator[Known]:
    """Groups of the other files of cues that hold the word in any of their lists."""
    for path in ("cues/attribution.toml", "cues/claims.toml", "cues/reasons.toml"):
        source = sources.get(path)
        for table, entries in source.content.items() if source else ():
            for number, entry in enumerate(entries if isinstance(entries, list) else [entries]):
                keys = [key for key, value in _items(entry) if wanted in _words(value)]
                if source and keys:
                    line = (
                        source.line_of_entry(table, number) if isinstance(entries, list) else source.line_of_key(table)
                    )
                    name = entry.get("name", table) if isinstance(entry, dict) else table
                    says = ", ".join(filter(None, (str(entry.get("manner", entry.get("kind", ""))), *keys)))
                    yield Known("cue", f"{table} {name}", says, f"{path}:{line}")


def _items(entry: object) -> list[tuple[str, object]]:
    return [(k, v) for k, v in entry.items() if k not in ("example", "name")] if isinstance(entry, dict) else []


def _words(value: object) -> frozenset[str]:
    if isinstance(value, str):
        return frozenset(word.replace("_", " ").replace("+", " ") for word in value.lower().split())
    return frozenset(v.lower() for v in value if isinstance(v, str)) if isinstance(value, list) else frozenset()


def _actors(word: str, wanted: str, book: ActorBook) -> Iterator[Known]:
    for surface in book.surfaces():
        if surface.surface.casefold() != wanted and surface.target != word:
            continue
        if surface.kind == "title":
            for title in book.titles[surface.surface]:
                where = f" of {', '.join(title.only)}" if title.only else ""
                yield Known("office", ".".join(("…", title.suffixes[0])), f"{title.name}{where}", "offices/titles.toml")
        elif surface.kind == "generic":
            yield Known(
                "body", f"….{surface.target}", book.generics[surface.surface].name, "actors/generic_bodies.toml"
            )
        else:
            yield Known(
                "actor", surface.target, f"{surface.kind} of {book.name(surface.target)}", _source(book, surface.target)
            )


def _source(book: ActorBook, actor: str) -> str:
    record = book.records.get(actor)
    if record is not None:
        return record.source or _FILES.get(record.kind, actor)
    held = book.offices_of(actor)
    return "; ".join(
        dict.fromkeys(f"{t.office} {_term(t.interval.earliest)} to {_term(t.interval.latest)}" for t in held)
    )


def _term(day: object) -> str:
    return str(day) if day else "…"
