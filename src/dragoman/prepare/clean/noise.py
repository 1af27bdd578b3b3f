"""What each piece of a report is, by its words and its neighbours; the mark-up's word stands where it gave one.

The rules read from the surest sign to the weakest. A paragraph of prose is body unless something says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.model import BlockKind
from dragoman.prepare.clean.cues import Cues, cues
from dragoman.prepare.clean.pieces import Piece, folded_words

_FINAL = re.compile(r"[.!?…][”\"’'»)\]]*$")
_RUNS_ON = re.compile(r"[a-z]+(?=[ ,.;:”\"]|$)")
_MOST_JOINED = 50
"""Paragraphs; keeps the work on a page of thousands of small letters in bounds."""
_LONGEST_HEADLINE = 30
"""Words. Longer lines without a full stop are paragraphs that lost theirs."""
_LONGEST_LINE = 45
"""Words. What the site says of itself is short; a longer paragraph with such words talks about them."""
_DATELINE_PARAGRAPHS = 4
"""A dateline stands at the head of one of the first paragraphs; later a capital and a dash are an aside."""
_UNDECIDED = (None, BlockKind.SUBHEAD)


def mark_noise(pieces: Sequence[Piece], title: str | None = None) -> list[Piece]:
    """`pieces` in order with a kind each; credits and datelines that stood within a paragraph are pieces of their own.

    `title` is what the source gave as the report's title, if it did.
    """
    patterns = cues()
    if not pieces:
        return []
    marked = [_by_words(piece, patterns) for piece in _whole(pieces)]
    marked = _headline(marked, title)
    marked = list(_related(marked, patterns))
    marked = list(_split(marked, patterns))
    marked = _repeats(marked)
    return _keep_something(_subheads(marked))


def is_headline_like(text: str) -> bool:
    """Whether `text` could be a headline: short, with no final stop."""
    return not _FINAL.search(text) and text.count(" ") < _LONGEST_HEADLINE


def _whole(pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` with paragraphs put together that break off in mid-sentence: programs wrap lines as paragraphs too."""
    whole: list[Piece] = []
    size = 0
    for piece in pieces:
        before = whole[-1] if whole else None
        plain = before is not None and before.kind is None and piece.kind is None and size < _MOST_JOINED
        if before is not None and plain and _breaks_off(before.text) and _RUNS_ON.match(piece.text):
            whole[-1] = before.joined(piece)
            size += 1
        else:
            whole.append(piece)
            size = 0
    return whole


def _breaks_off(text: str) -> bool:
    return (text[-1].isalnum() or text[-1] == ",") and text.count(" ", -200) >= 6


def _by_words(piece: Piece, patterns: Cues) -> Piece:
    """What the words of one piece alone say."""
    if piece.kind not in _UNDECIDED:
        return piece
    text = piece.text
    words = text.count(" ") + 1
    if words <= 6 and patterns.media_length.match(text):
        return replace(piece, kind=BlockKind.MEDIA_LENGTH)
    if words > _LONGEST_LINE and not patterns.caption.search(text):
        return piece
    if patterns.byline.search(text) or patterns.byline_tail.match(text):
        return replace(piece, kind=BlockKind.BYLINE)
    if words <= _LONGEST_LINE and patterns.boilerplate.search(text):
        return replace(piece, kind=BlockKind.BOILERPLATE)
    if patterns.related_line.search(text) and (piece.links > 0.5 or words < _LONGEST_HEADLINE):
        return replace(piece, kind=BlockKind.RELATED)
    if patterns.caption.search(text):
        return replace(piece, kind=BlockKind.CAPTION)
    credit = patterns.caption_credit.match(text) or patterns.agency_tail.match(text)
    return replace(piece, kind=BlockKind.CREDIT) if credit else piece


def _headline(pieces: list[Piece], title: str | None) -> list[Piece]:
    """The first line of a report is its headline where it looks like one, or is the title that the source gave."""
    if any(piece.kind is BlockKind.HEADLINE for piece in pieces):
        return pieces
    open_places = [n for n, piece in enumerate(pieces) if piece.kind in _UNDECIDED]
    if len(open_places) < 2:
        return pieces
    first = pieces[open_places[0]]
    is_title = title is not None and folded_words(first.text) == folded_words(title)
    leads_in = any(p.kind in (BlockKind.RELATED, BlockKind.MEDIA_LENGTH) for p in pieces[: open_places[0]])
    if is_title or (is_headline_like(first.text) and not leads_in and not first.text.endswith((":", ","))):
        pieces[open_places[0]] = replace(first, kind=BlockKind.HEADLINE)
    return pieces


def _related(pieces: Sequence[Piece], patterns: Cues) -> Iterator[Piece]:
    """Headlines of other stories: below the heading of such a list, or below the length of a video."""
    within = after_video = False
    for piece in pieces:
        plain = piece.kind in _UNDECIDED
        if plain and patterns.related_heading.match(piece.text):
            within = True
            yield replace(piece, kind=BlockKind.RELATED)
            continue
        other = plain and (within or after_video) and is_headline_like(piece.text)
        if plain and not other:
            within = False
        after_video = piece.kind is BlockKind.MEDIA_LENGTH
        yield replace(piece, kind=BlockKind.RELATED) if other else piece


def _split(pieces: Sequence[Piece], patterns: Cues) -> Iterator[Piece]:
    """Cut datelines off the head of a paragraph and credits off its tail."""
    last = max((n for n, piece in enumerate(pieces) if piece.kind is None), default=-1)
    paragraphs = 0
    for number, piece in enumerate(pieces):
        if piece.kind not in (None, BlockKind.CAPTION):
            yield piece
            continue
        body = piece
        if piece.kind is None:
            paragraphs += 1
            match = patterns.dateline.search(piece.text) if paragraphs <= _DATELINE_PARAGRAPHS else None
            if match and match.end() < len(piece.text):
                yield piece.cut(0, match.end(), BlockKind.DATELINE)
                body = piece.cut(match.end(), len(piece.text), None)
        yield from _tails(body, patterns, is_last=number == last)


def _tails(piece: Piece, patterns: Cues, *, is_last: bool) -> Iterator[Piece]:
    """The paragraph, then the credits at its end. A picture's credit makes a caption of what it ends.

    So does an agency's name in brackets, but not at the end of the report, where it signs the report.
    """
    kind, end, tails = piece.kind, len(piece.text), []
    while True:
        found = _tail(piece.text[:end], patterns)
        if found is None:
            break
        at, tail_kind, is_picture = found
        if kind is None and (is_picture or (tail_kind is BlockKind.CREDIT and not is_last)):
            kind = BlockKind.CAPTION
        tails.append(piece.cut(at, end, tail_kind))
        end = len(piece.text[:at].rstrip())
    if end:
        yield piece.cut(0, end, kind) if tails else piece
    yield from reversed(tails)


def _tail(text: str, patterns: Cues) -> tuple[int, BlockKind, bool] | None:
    """Where the last credit of `text` begins, what it is, and whether it is that of a picture."""
    tests = (
        (patterns.caption_credit, BlockKind.CREDIT, True),
        (patterns.agency_tail, BlockKind.CREDIT, False),
        (patterns.byline_tail, BlockKind.BYLINE, False),
    )
    for at in _tail_starts(text):
        for pattern, kind, is_picture in tests:
            if pattern.match(text, at):
                return at, kind, is_picture
    return None


def _tail_starts(text: str) -> list[int]:
    """Places where a credit at the end of `text` could begin: a bracket, or what follows the last full stop."""
    floor = max(0, len(text) - 400)
    starts = []
    if text.endswith((")", "]", ").")):
        starts += [n for n in (text.rfind("(", floor), text.rfind("[", floor)) if n > 0]
        starts += [m.start() for m in re.finditer(r"\((?=[A-Z][a-z]+ing |Additional |Reporting )", text[floor:])]
        starts = [n if n >= floor else n + floor for n in starts]
    ends = [m.end() for m in re.finditer(r"[.!?][”\"’)]?\s*(?=[A-Z(])", text[floor:])]
    if ends and len(text) - floor - ends[-1] < 80:
        starts.append(ends[-1] + floor)
    return starts


def _repeats(pieces: list[Piece]) -> list[Piece]:
    """A line that stands twice is a caption or a pull quote the second time; a repeated line of noise is noise."""
    kinds: dict[str, BlockKind | None] = {}
    for number, piece in enumerate(pieces):
        if piece.text.count(" ") < 4 or piece.kind is BlockKind.BYLINE:
            continue
        folded = folded_words(piece.text)
        if folded not in kinds:
            kinds[folded] = piece.kind
        elif piece.kind is None or not piece.kind.is_noise:
            earlier = kinds[folded]
            noise = earlier if earlier is not None and earlier.is_noise else BlockKind.BOILERPLATE
            pieces[number] = replace(piece, kind=noise)
    return pieces


def _subheads(pieces: list[Piece]) -> list[Piece]:
    """Short lines without a full stop between paragraphs are headings of sections."""
    last = max((n for n, p in enumerate(pieces) if p.kind is None and not is_headline_like(p.text)), default=-1)
    first = next((n for n, p in enumerate(pieces) if p.kind is None and not is_headline_like(p.text)), last)
    for number, piece in enumerate(pieces):
        if piece.kind is None and first < number < last and _is_subhead(piece.text):
            pieces[number] = replace(piece, kind=BlockKind.SUBHEAD)
    return pieces


def _is_subhead(text: str) -> bool:
    if text.isupper():
        return text.count(" ") < 12
    begins = text.lstrip("“\"‘'")[:1].isupper()
    return begins and is_headline_like(text) and text.count(" ") < 10 and not text.endswith((":", ","))


def _keep_something(pieces: list[Piece]) -> list[Piece]:
    """A report that is one piece is that piece, whatever it looks like, unless it has no words at all."""
    if len(pieces) == 1 and pieces[0].kind is not None and pieces[0].text.count(" ") >= 3:
        return [replace(pieces[0], kind=None)]
    return pieces
