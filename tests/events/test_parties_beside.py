"""The one other party that a sentence tells of beside an act: who takes part in the clauses around it, who does not."""

from __future__ import annotations

import pytest

from dragoman.extract.events.participants.beside import only_other, parties_beside
from dragoman.extract.events.scene import Scene
from dragoman.extract.events.wholes import with_wholes
from dragoman.model import Proposition, Report
from dragoman.pipeline import Pipeline

# The verb of Chile's act | whether Oman takes part beside it | whether it is aimed at Oman | the sentence
CASES = """
asked    | yes | yes | Chile asked Oman for help, but Oman declined.
recalled | yes | yes | Chile recalled its envoy after Oman said it would test a missile.
recalled | yes | no  | Chile recalled its envoy, Oman said.
recalled | no  | no  | Chile recalled its envoy, which Oman had accepted in May.
recalled | no  | no  | Chile recalled its envoy, a step that angered Oman.
warned   | no  | no  | Chile warned that it would act while its minister was in Oman.
deployed | yes | no  | Chile deployed troops, Oman said.
deployed | no  | no  | Chile deployed troops, officials in Oman said.
imposed  | yes | yes | Chile imposed a curb on trade and talks with Oman broke down.
imposed  | yes | yes | Chile imposed a levy and signed a pact with Oman.
imposed  | no  | no  | Chile imposed a levy on fruit and visited a fair in Oman.
rejected | yes | no  | Chile rejected the plan, and Oman withdrew.
rejected | yes | yes | Chile rejected the plan after children held by Oman were freed.
rejected | no  | no  | Chile rejected the plan, because a newspaper in Oman had printed it.
"""
ROWS = [[part.strip() for part in line.split("|")] for line in CASES.strip().splitlines()]


@pytest.mark.parametrize(("verb", "beside", "aimed", "text"), ROWS, ids=[row[3] for row in ROWS])
def test_who_takes_part_beside_an_act(pipeline: Pipeline, verb: str, beside: str, aimed: str, text: str) -> None:
    scene, act = _scene(pipeline, text, verb)
    words = scene.parse.texts
    assert ("Oman" in {words[t] for t in parties_beside(scene, act)}) == (beside == "yes")
    found = only_other(scene, act, scene.matches[act.index].frame, {"CHL"})
    assert [words[f.head] for f in found] == (["Oman"] if aimed == "yes" else [])


def test_an_act_that_is_aimed_at_nobody_has_no_other_party(pipeline: Pipeline) -> None:
    scene, act = _scene(pipeline, "Chile held a rally and Oman sent a note.", "held")
    assert only_other(scene, act, scene.matches[act.index].frame, {"CHL"}) == []


def _scene(pipeline: Pipeline, text: str, verb: str) -> tuple[Scene, Proposition]:
    """The sentence as the coder sees it, and the act of its verb."""
    _, layers = pipeline.layers(Report("beside", text, published="2015-06-12", language="en"))
    frames, parse = pipeline.lexicon.frames, layers.parses[0]
    references = {token: mentions for (_, token), mentions in layers.references.items()}
    scene = Scene(parse, layers.propositions[0], with_wholes(parse, references, frames), frames)
    return scene, next(each for each in scene.propositions if parse.texts[each.tokens[0]] == verb)
