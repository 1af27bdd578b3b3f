"""Kinds of dossiers as data: what belongs to one, what its states are, and what moves it from one to the next.

One file of `data/dossiers/` is one kind. Its keys:

`kind`, `states`
    the name, and the states; one that ends in "°" comes before the matter has taken effect;
`silence_days`
    after so many days without a report the state is only the last known; a family may have a limit of its own;
`final`
    states after which nothing more is to be waited for;
`once`
    whether the matter happens once (a meeting): then each happening is a matter of its own;
`again`
    states before the effect that a plan leaves only if it names a later day (a meeting put off);
`directed`
    whether the first party does it to the second (a ban): then the doer is part of what tells two matters apart;
`one_per_pair`, `participation`
    whether two parties have only one (relations); whether each party's part is kept (treaties);
`parts`
    what the doer and the other side are called among the parties;
`title`, `title_bare`, `title_word`
    how one is called, with and without an object, and, where that differs, with an object of one word;
`announced`
    the state that holds between the announcement of an act and the day from which it counts;
`generic`
    nouns that can stand for any family; `object_words`: words beside the noun that make it this kind;
`sessions`
    kinds whose happenings count as sessions of this one;
`[[family]]`
    `noun`, the name in titles, and `words`, the nouns; with `phases` or `needs_object` only where these are met;
    `verbs` in their written forms tell of the matter without its noun ("deployed"); `only_nouns` are words that
    as verbs tell of something else ("exchanged views"); `objects`, what the nouns of another family must be on to
    belong to this one ("restrictions on the [border]"); `names` are words of it that may stand in titles instead of
    `noun`, `title` and `title_bare` are its own patterns of one; `shared` is what lies between two sides, so that
    both of them as doers are the two parties (a border);
`[[act]]`
    what belongs to the kind without a noun of it: types, modes, phases;
`[[move]]`, `[[part]]`
    what moves the dossier, or one party's part in it: `to`, and the `types`, `phases` ("none" for no phase) and
    `statuses` (occurred and ongoing unless said) of the event; `joint`: by all parties or by an undivided "they";
    `partial`: only where a part is named; `until`: only where a term is ("for six months"); `agentless`: only where
    nobody does it; `one_sided`: only where one side does it to the other; `fruitless`: only where the words behind say
    that nothing came of it ("without a deal"); `words`: only where the trigger begins with one of these ("lapse",
    "broke down"); `beside`: only where one of these words stands just before the trigger ("plans to deploy"); `nouns`:
    only of a matter that one of these names; `not_from`: states that it does not lead out of. The first that fits
    decides;
`[[implied]]`
    what must be so for the event to be planned at all, where nothing else is known, in the form of a move.
"""

from __future__ import annotations

from dragoman.lexicon.dossiers.kinds import NO_PHASE, ONLY_WORDS, Act, Family, Kind, KindBook, Move
from dragoman.lexicon.dossiers.reading import load_kinds, shipped_kinds
from dragoman.lexicon.dossiers.said import phrase_of, said_in, trigger_of, trigger_place
from dragoman.model import PLANNED, REAL

__all__ = [
    "NO_PHASE",
    "ONLY_WORDS",
    "PLANNED",
    "REAL",
    "Act",
    "Family",
    "Kind",
    "KindBook",
    "Move",
    "load_kinds",
    "phrase_of",
    "said_in",
    "shipped_kinds",
    "trigger_of",
    "trigger_place",
]
