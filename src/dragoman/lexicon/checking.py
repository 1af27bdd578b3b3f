"""All faults of a folder of knowledge at once, each with its file and line: what `dragoman lexicon check` says.

The loaders stop at the first fault, which suits a program that starts; who edits the files wants all of them. Every
file is read entry by entry here, and at the end the loaders themselves are run, so that nothing passes the check that
would not load.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.errors import LexiconError
from dragoman.lexicon import (
    act_types,
    actor_lists,
    dating_words,
    event_words,
    inflection,
    parse_words,
    saying_words,
    time_words,
)
from dragoman.lexicon.actor_forms import load_forms
from dragoman.lexicon.actor_places import load_places
from dragoman.lexicon.actor_press import load_press
from dragoman.lexicon.actor_relations import load_relations
from dragoman.lexicon.actor_ships import load_ships
from dragoman.lexicon.actor_words import load_actor_words
from dragoman.lexicon.actors import load_book
from dragoman.lexicon.anaphora import load_anaphora
from dragoman.lexicon.checking_tables import check_tables
from dragoman.lexicon.cues_attribution import build_cues
from dragoman.lexicon.dossiers import load_kinds
from dragoman.lexicon.faults import Fault, Source, from_error
from dragoman.lexicon.frames import _KEYS, FILLERS, load_frames
from dragoman.lexicon.ontology import Ontology, load_ontology
from dragoman.lexicon.word_lists import read_word_lists
from dragoman.model import Phase, Status

_WORD_LISTS = tuple(
    each.FILE for each in (actor_lists, dating_words, event_words, inflection, parse_words, saying_words, time_words)
)
_WITH_CAPITALS = frozenset({actor_lists.FILE, parse_words.FILE})
_ROLE = re.compile(r"[a-z]+(?: [a-z]+)*(?:\.[a-z]+(?: [a-z]+)*)*")
_STATUSES = frozenset(map(str, Status)) | {"same", "decided", "done"}
_PHASES = frozenset(map(str, Phase))
_TRIGGERS = ("verbs", "nouns", "adjectives", "carried")
_LISTS = (*_TRIGGERS, "requires_one", "contexts", "actor", "recipient", "embeds_in")
_SIGNATURE = ("yes", "no", "past", "yet", "real")
_FLAGS = ("symmetric", "speech")
_TEXTS = ("id", "mode", "phase", "matter")


def check_data(root: Traversable | None = None) -> tuple[Fault, ...]:
    """Every fault under `root` (by default the package's own data), by file and line; empty where all is well."""
    root = root if root is not None else files("dragoman") / "data"
    faults: list[Fault] = []
    sources = {source.path: source for source in _toml_sources(root, "", faults)}
    faults += _Words(sources, _ontology(root, faults)).check()
    faults += check_tables(root)
    broken = {fault.file.rpartition("/")[2] for fault in faults}
    faults += [fault for fault in _loaders(root, sources) if fault.file.rpartition("/")[2] not in broken]
    return tuple(sorted(set(faults)))


def _toml_sources(folder: Traversable, prefix: str, faults: list[Fault]) -> Iterator[Source]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        path = f"{prefix}{entry.name}"
        if entry.is_dir():
            yield from _toml_sources(entry, f"{path}/", faults)
        elif entry.name.endswith(".toml"):
            try:
                text = entry.read_text(encoding="utf-8")
                yield Source(path, text, tomllib.loads(text))
            except UnicodeDecodeError as error:
                faults.append(Fault(path, 1, f"not UTF-8: {error}", "save the file as UTF-8"))
            except tomllib.TOMLDecodeError as error:
                found = re.search(r"at line (\d+)", str(error))
                faults.append(Fault(path, int(found[1]) if found else 1, f"not valid TOML: {error}"))


def _ontology(root: Traversable, faults: list[Fault]) -> Ontology | None:
    try:
        return load_ontology(root)
    except (LexiconError, OSError) as error:
        faults.append(from_error(error, "ontology/plover.toml"))
        return None


def _loaders(root: Traversable, sources: Mapping[str, Source]) -> Iterator[Fault]:
    """What the program itself says when it loads the files."""
    cues = sources.get("cues/attribution.toml")
    loads: list[tuple[str, Callable[[], object]]] = [
        ("frames", lambda: load_frames(root)),
        ("actors", lambda: load_book(root)),
        ("actors", lambda: load_actor_words(root)),
        ("actors/state_forms.toml", lambda: load_forms(root)),
        ("actors/relations.toml", lambda: load_relations(root)),
        ("actors/places.csv", lambda: load_places(root)),
        ("actors/press.csv", lambda: load_press(root)),
        ("actors/ships.csv", lambda: load_ships(root)),
        ("anaphora.toml", lambda: load_anaphora(root)),
    ]
    if act_types.FILE in sources:
        loads.append((act_types.FILE, lambda: act_types.read_act_types(root)))
    for file in _WORD_LISTS:
        if file in sources:
            loads.append((file, partial(read_word_lists, root, file, capitals=file in _WITH_CAPITALS)))
    if cues is not None:
        loads.append((cues.path, lambda: build_cues(cues.content, (), cues.path)))
    if (root / "dossiers").is_dir():
        loads.append(("dossiers", lambda: load_kinds(root / "dossiers")))
    for place, load in loads:
        try:
            load()
        except (LexiconError, OSError) as error:
            yield from_error(error, place)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            yield Fault(place, 1, f"not as documented: {type(error).__name__}: {error}")


@dataclass(frozen=True, slots=True)
class _Words:
    """The check of `frames/` and of the operators and modals among the `cues/`."""

    sources: Mapping[str, Source]
    ontology: Ontology | None

    def check(self) -> Iterator[Fault]:
        """All faults of words."""
        classes = self.sources.get("frames/classes.toml")
        light = self.sources.get("frames/light.toml")
        modals = self.sources.get("cues/modals.toml")
        if classes is not None:
            yield from _check_classes(classes)
        if light is not None:
            yield from _check_light(light)
        if modals is not None:
            yield from _check_modals(modals)
        for path, source in self.sources.items():
            if path == "cues/operators.toml" or (path.startswith("frames/") and source not in (classes, light)):
                yield from self._file(source)

    def _file(self, source: Source) -> Iterator[Fault]:
        kind = source.content.get("type")
        operators = source.path.startswith("cues/")
        if not operators and self.ontology and kind not in self.ontology.types:
            yield source.fault(
                source.line_of_key("type"), f"no PLOVER type {kind!r}", f"types are {', '.join(self.ontology.types)}"
            )
        unknown = set(source.content) - {"type", "actor", "recipient", "frame"}
        for name in sorted(unknown):
            yield source.fault(source.line_of_key(name), f"unknown key or table {name!r}")
        seen: dict[str, int] = {}
        for number, entry in enumerate(source.content.get("frame", ())):
            line = source.line_of_entry("frame", number)
            yield from self._frame(source, entry, line, None if operators else kind)
            name = entry.get("id")
            if isinstance(name, str) and name in seen:
                where = source.line_of_key("id", line)
                yield source.fault(where, f"id {name!r} is given twice", f"the other one is in line {seen[name]}")
            seen.setdefault(str(name), line)

    def _frame(self, source: Source, entry: Mapping[str, Any], line: int, kind: str | None) -> Iterator[Fault]:
        def fault(key: str, message: str, remedy: str = "", word: str = "") -> Fault:
            where = source.line_of_word(word, line) if word else source.line_of_key(key, line)
            return source.fault(where, f"frame {entry.get('id', '?')!r}: {message}", remedy)

        for key in sorted(set(entry) - _KEYS):
            yield fault(key, f"unknown key {key!r}", f"known are {', '.join(sorted(_KEYS))}")
        if not entry.get("id"):
            yield fault("frame", "no id", "give it a name that is unique in the file")
        mistyped = list(_mistyped(entry))
        for key, what in mistyped:
            yield fault(key, f"{key!r} must be {what}")
        if mistyped:
            return
        if not any(entry.get(key) for key in _TRIGGERS):
            yield fault("id", "no triggers", "give verbs, nouns, adjectives or carried")
        for key in _TRIGGERS:
            for word in _doubled(entry.get(key, [])):
                yield fault(key, f"{word!r} stands twice among the {key}", word=word)
            for word in entry.get(key, []):
                if word != word.lower() or word != " ".join(word.split()):
                    yield fault(key, f"{word!r} is no lemma", "write it in lower case, with single blanks", word=word)
        yield from self._meaning(entry, kind, fault)
        yield from self._conditions(entry, fault)

    def _meaning(self, entry: Mapping[str, Any], kind: str | None, fault: Callable[..., Fault]) -> Iterator[Fault]:
        types = self.ontology.types if self.ontology else {}
        mode = entry.get("mode")
        if mode is not None and kind is not None and kind in types and mode not in types[kind].modes:
            modes = ", ".join(sorted(types[kind].modes)) or "none"
            yield fault("mode", f"{kind} has no mode {mode!r}", f"its modes are {modes}")
        if entry.get("phase", "begin") not in _PHASES:
            yield fault("phase", f"no phase {entry['phase']!r}", f"phases are {', '.join(sorted(_PHASES))}")
        for context in entry.get("contexts", ()):
            if self.ontology and context not in self.ontology.contexts:
                yield fault("contexts", f"no context {context!r}", f"known are {', '.join(self.ontology.contexts)}")
        for key, status in entry.get("embeds", {}).items():
            if key not in _SIGNATURE:
                yield fault("embeds", f"embeds has no {key!r}", f"it has {', '.join(_SIGNATURE)}")
            if status not in _STATUSES:
                yield fault("embeds", f"no status {status!r}", f"known are {', '.join(sorted(_STATUSES))}")
        if entry.get("embeds_in") and not entry.get("embeds"):
            yield fault("embeds_in", "embeds_in without embeds", "say what becomes of what it holds")
        if kind is None and not entry.get("embeds"):
            yield fault("id", "an operator that embeds nothing changes nothing", "give embeds")

    def _conditions(self, entry: Mapping[str, Any], fault: Callable[..., Fault]) -> Iterator[Fault]:
        classes = self.sources.get("frames/classes.toml")
        known = classes.content.get("class", {}) if classes else None
        for key in ("where", "not"):
            for roles, fillers in entry.get(key, {}).items():
                for role in roles.split("|"):
                    if not _ROLE.fullmatch(role):
                        yield fault(key, f"{role!r} is no role", 'write it like "patient" or "patient.to"')
                for filler in fillers:
                    if filler.startswith("@") and known is not None and filler[1:] not in known:
                        yield fault(key, f"no class {filler!r}", "define it in classes.toml or mend the name", filler)
                    elif filler not in FILLERS and filler != filler.lower():
                        yield fault(key, f"{filler!r} is no lemma", "write it in lower case", filler)
        for key in ("actor", "recipient", "requires_one"):
            for role in entry.get(key, ()):
                if not _ROLE.fullmatch(role):
                    yield fault(key, f"{role!r} is no role", 'write it like "patient" or "patient.to"')


def _mistyped(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Keys of a frame whose value is of the wrong kind, with what it must be."""
    for key in _LISTS:
        if key in entry and not _is_words(entry[key]):
            yield key, "a list of words"
    for key in _TEXTS:
        if key in entry and not isinstance(entry[key], str):
            yield key, "a word in quotes"
    for key in _FLAGS:
        if key in entry and not isinstance(entry[key], bool):
            yield key, "true or false"
    for key in ("where", "not"):
        given = entry.get(key, {})
        if not isinstance(given, dict) or not all(_is_words(value) for value in given.values()):
            yield key, "a table of lists of words"
    if not isinstance(entry.get("embeds", {}), dict):
        yield "embeds", "a table"


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word for word in value)


def _doubled(words: list[str]) -> list[str]:
    return sorted({word for word in words if words.count(word) > 1})


def _check_classes(source: Source) -> Iterator[Fault]:
    classes = source.content.get("class", {})
    for name, words in classes.items():
        line = source.line_of_key(name)
        if not _is_words(words):
            yield source.fault(line, f"class {name!r} must be a list of words")
            continue
        for word in words:
            if word.startswith("@") and word[1:] not in classes:
                yield source.fault(line, f"class {name!r} names no class {word!r}", "define it or mend the name")
        if _holds_itself(classes, name, name, ()):
            yield source.fault(line, f"class {name!r} holds itself")


def _holds_itself(classes: Mapping[str, Any], name: str, at: str, above: tuple[str, ...]) -> bool:
    if at in above:
        return False
    inner = [w[1:] for w in classes.get(at, ()) if isinstance(w, str) and w.startswith("@")]
    return name in inner or any(_holds_itself(classes, name, i, (*above, at)) for i in inner)


def _check_light(source: Source) -> Iterator[Fault]:
    for verb, entry in source.content.get("light", {}).items():
        line = source.line_of_key(verb)
        for key in sorted(set(entry) - {"nouns", "phase"}):
            yield source.fault(line, f"light verb {verb!r}: unknown key {key!r}", "known are nouns and phase")
        if "nouns" in entry and not _is_words(entry["nouns"]):
            yield source.fault(line, f"light verb {verb!r}: 'nouns' must be a list of words")
        if entry.get("phase", "begin") not in _PHASES:
            yield source.fault(line, f"light verb {verb!r}: no phase {entry['phase']!r}")


def _check_modals(source: Source) -> Iterator[Fault]:
    for name, entry in source.content.get("modal", {}).items():
        for key, status in entry.items():
            if key not in ("yes", "no", "reported") or status not in _STATUSES:
                yield source.fault(source.line_of_key(name), f"modal {name!r}: {key} = {status!r} is not known")
        if not {"yes", "no"} <= set(entry):
            yield source.fault(source.line_of_key(name), f"modal {name!r} needs yes and no")
    for table in ("adverb", "clause"):
        for name, status in source.content.get(table, {}).items():
            if status not in _STATUSES:
                yield source.fault(source.line_of_key(name), f"{table} {name!r}: no status {status!r}")
