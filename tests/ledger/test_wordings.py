"""One act in the many words of reporters: what each makes of the matter that it tells of."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dragoman.ledger.dossiers.sifting import is_between_sides
from dragoman.ledger.linking import link_all
from dragoman.lexicon.actors import load_book
from dragoman.lexicon.dossiers import shipped_kinds
from dragoman.model import PublishedBasis, Reading, Report
from dragoman.pipeline import Pipeline
from dragoman.query.asking import make_view
from dragoman.query.dossiers import DossierQuestion, find_dossiers
from dragoman.store.sql import open_store

NOW = datetime(2012, 5, 20, tzinfo=UTC)
LINES = (Path(__file__).parent / "wordings.txt").read_text(encoding="utf-8").splitlines()
WORDINGS = [tuple(part.strip() for part in line.split("|")) for line in LINES if line and not line.startswith("#")]


def states(pipeline: Pipeline, folder: Path, kind: str, *reports: tuple[str, str]) -> dict[str, str]:
    """The matters of a kind after these reports, each a day and a text: titles and states."""
    with open_store(str(folder / "ledger.db")) as store:
        for number, (published, text) in enumerate(reports):
            reading = pipeline.read(
                Report(f"{number}.txt", text, published=published, published_basis=PublishedBasis.USER, language="en")
            )
            assert isinstance(reading, Reading), text
            store.add([reading], recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        last = reports[-1][0]
        found = find_dossiers(store, load_book(), DossierQuestion(kinds=(kind,)), make_view(last, last))
        return {each.title: each.folded.state for each in found}


@pytest.mark.parametrize(("kind", "state", "text"), WORDINGS, ids=[text[:60] for _, _, text in WORDINGS])
def test_what_a_wording_makes_of_its_matter(
    pipeline: Pipeline, tmp_path: Path, kind: str, state: str, text: str
) -> None:
    found = states(pipeline, tmp_path, kind, ("2012-05-15", text))
    assert set(found.values()) & set(state.split("/")), found


def test_the_visit_of_one_to_several_is_put_off_with_each(pipeline: Pipeline, tmp_path: Path) -> None:
    text = "Peru's president put off his visit to Chile and Bolivia on Monday."
    found = states(pipeline, tmp_path, "meeting", ("2012-05-15", text))
    assert found == {"visit: Peru to Bolivia": "postponed", "visit: Peru to Chile": "postponed"}


def test_who_goes_is_told_where_the_host_calls_it_off(pipeline: Pipeline, tmp_path: Path) -> None:
    text = "Chile cancelled a planned visit by Peru's president. It would have been his first visit to Santiago."
    found = states(pipeline, tmp_path, "meeting", ("2012-05-15", text))
    assert set(found.values()) == {"cancelled"}
    assert all("Peru to Chile" in title for title in found)


def test_a_visit_that_was_called_off_may_be_planned_anew(pipeline: Pipeline, tmp_path: Path) -> None:
    off = "Peru's president called off a visit to Chile on Monday."
    on = "Peru's president will visit Chile on June 20."
    found = states(pipeline, tmp_path, "meeting", ("2012-05-15", off), ("2012-06-04", on))
    assert "scheduled" in found.values()


def test_a_plan_that_is_dropped_is_no_visit_that_somebody_failed_to_make(pipeline: Pipeline, tmp_path: Path) -> None:
    text = "Peru's president scrapped plans to visit Chile on Monday."
    assert set(states(pipeline, tmp_path, "meeting", ("2012-05-15", text)).values()) == {"cancelled"}


def test_nobody_refuses_a_meeting_that_will_not_take_place(pipeline: Pipeline, tmp_path: Path) -> None:
    text = "A meeting of the foreign ministers of Peru and Chile set for Friday will not take place, officials said."
    assert "refused" not in states(pipeline, tmp_path, "meeting", ("2012-05-15", text)).values()


def test_a_word_of_another_clause_is_no_part_of_a_phrase(pipeline: Pipeline, tmp_path: Path) -> None:
    text = (
        "Peru and Chile put their signatures to a treaty on water on Monday after a dispute had held up the ceremony."
    )
    assert set(states(pipeline, tmp_path, "agreement", ("2012-05-15", text)).values()) == {"signed"}


@pytest.mark.parametrize(("day", "state"), [("2012-05-16", "in force"), ("2012-05-21", "lifted")])
def test_what_is_scrapped_by_a_decree_holds_until_the_decree_takes_effect(
    pipeline: Pipeline, tmp_path: Path, day: str, state: str
) -> None:
    on = "Peru banned imports of Ecuadorean shrimp on Monday."
    off = "Peru's president on Tuesday scrapped the ban on Ecuadorean shrimp in a decree that takes effect on May 20."
    found = states(pipeline, tmp_path, "measure", ("2012-03-06", on), ("2012-05-15", off), (day, "It rained in Peru."))
    assert set(found.values()) == {state}


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Oman will hold their Blue Heron exercise in June, officials said.",
        "Kenya and Oman wound up Exercise Blue Heron off Mombasa on Monday, officials said.",
    ],
)
def test_an_exercise_is_called_by_its_name(pipeline: Pipeline, tmp_path: Path, text: str) -> None:
    found = states(pipeline, tmp_path, "operation", ("2012-05-15", text))
    assert set(found) == {"Blue Heron exercise, Kenya and Oman"}


@pytest.mark.parametrize(
    ("kind", "state", "text"),
    [
        ("measure", "lapsed", "Peru refused to let its duty on Ecuadorean shrimp lapse."),
        ("measure", "lapsed", "Peru's sanctions on Ecuador must not be allowed to lapse, Chile said."),
        ("measure", "lifted", "Peru's president refused to sign a decree lifting a ban on Ecuadorean shrimp."),
        ("measure", "lifted", "Peru's president is expected to sign a decree lifting a ban on Ecuadorean shrimp."),
        ("measure", "lifted", "Peru's president vetoed a law lifting a ban on Ecuadorean shrimp."),
        ("measure", "in force", "Peru's president did not sign a decree barring imports of Ecuadorean shrimp."),
        ("measure", "in force", "Peru's parliament is debating a law banning imports of Ecuadorean shrimp."),
        ("measure", "in force", "Peru will raise tariffs on 90 Ecuadorean products, the ministry said."),
        ("agreement", "terminated", "Laos threatened to tear up its trade agreement with Nepal."),
        ("agreement", "collapsed", "The truce between Laos and Nepal is not in tatters, observers said."),
        ("agreement", "ratified", "Nepal's parliament refused to give its blessing to a border treaty with Laos."),
        ("programme", "running", "Tanzania denied that Norwegian aid is flowing again."),
        ("talks", "running", "Niger and Benin are not in talks on their border."),
        ("meeting", "proposed", "Chile's president spurned an offer to meet his Bolivian counterpart."),
        ("dispute", "settled", "Qatar and Yemen have yet to bury the hatchet over an island."),
        ("operation", "completed", "Kenya's mission in Burundi is not over, the army said."),
    ],
)
def test_what_is_not_told_as_done_is_not_asserted(
    pipeline: Pipeline, tmp_path: Path, kind: str, state: str, text: str
) -> None:
    assert state not in states(pipeline, tmp_path, kind, ("2012-05-15", text)).values()


def test_a_bare_word_is_of_the_pact_of_which_something_was_done(pipeline: Pipeline, tmp_path: Path) -> None:
    signed = "Laos and Nepal signed a trade treaty on Monday."
    other = "The trade treaty will take effect once Laos has also ratified Nepal's protocol of accession to the bank."
    bare = "The agreement between Laos and Nepal entered into force on Monday."
    told = [("2011-03-09", signed), ("2012-05-02", other), ("2012-05-15", bare)]
    found = states(pipeline, tmp_path, "agreement", *told)
    assert found["trade agreement, Laos and Nepal"] == "in force", found


def test_a_name_is_said_once_in_a_title(pipeline: Pipeline, tmp_path: Path) -> None:
    text = "More than 900 Kenyan and Omani troops began the annual Zambarau exercise on Monday."
    assert set(states(pipeline, tmp_path, "operation", ("2012-05-15", text))) == {"Zambarau exercise, Kenya and Oman"}


def test_a_treaty_that_one_puts_on_ice_is_suspended_for_its_part(pipeline: Pipeline, tmp_path: Path) -> None:
    old = "A trade treaty between Laos and Nepal took effect on Monday."
    new = "Laos put its trade treaty with Nepal on ice on Monday."
    found = states(pipeline, tmp_path, "agreement", ("2011-05-17", old), ("2012-05-15", new))
    assert set(found.values()) == {"in force"}


def test_whom_a_guest_meets_from_a_third_state_is_no_host(pipeline: Pipeline, tmp_path: Path) -> None:
    text = "The Kenyan foreign minister flew to Rome on Monday to meet the Russian foreign minister."
    found = states(pipeline, tmp_path, "meeting", ("2012-05-15", text))
    assert found == {"meeting: Kenya and Russia, 2012-05-14": "scheduled", "visit: Kenya to Italy, 2012-05-14": "held"}


def test_who_is_somewhere_for_meetings_takes_part_in_them(pipeline: Pipeline, tmp_path: Path) -> None:
    text = "Kenya's foreign minister is in Rome for meetings with the Russian foreign minister and Italy's premier."
    found = states(pipeline, tmp_path, "meeting", ("2012-05-15", text))
    assert found == {"meeting: Italy and Kenya and Russia": "held"}


def test_who_denies_that_a_visit_was_called_off_has_not_refused_it(pipeline: Pipeline, tmp_path: Path) -> None:
    planned = "Chile's president will visit Bolivia on 20 June."
    denied = (
        "Bolivia's foreign minister denied reports that the visit of Chile's president to Bolivia had been called off."
    )
    found = states(pipeline, tmp_path, "meeting", ("2012-05-10", planned), ("2012-05-15", denied))
    assert set(found.values()) == {"scheduled"}


def test_soldiers_who_are_told_to_leave_lower_no_embassy(pipeline: Pipeline, tmp_path: Path) -> None:
    text = "Togo ordered Ghanaian troops and the European forces to leave the country."
    assert states(pipeline, tmp_path, "relations", ("2012-05-15", text)) == {}


def test_what_somebody_confirmed_had_happened_is_the_news(pipeline: Pipeline, tmp_path: Path) -> None:
    text = "The army of Ghana confirmed that its last soldiers had left Togo. Ghana deployed soldiers to Togo in 2009."
    assert set(states(pipeline, tmp_path, "operation", ("2012-05-15", text)).values()) == {"completed"}


def test_who_leaves_a_mission_of_peacekeepers_leaves_no_organisation(pipeline: Pipeline, tmp_path: Path) -> None:
    text = "Ghana is withdrawing from the UN peacekeeping mission MONUSCO."
    assert states(pipeline, tmp_path, "agreement", ("2012-05-15", text)) == {}


def test_what_had_been_halted_is_running_once_it_is_restored(pipeline: Pipeline, tmp_path: Path) -> None:
    off = "The army of Ecuador has suspended all military cooperation with Peru because of a song."
    on = "Peru and Ecuador on Sunday restored their military cooperation, which Quito had suspended after a quarrel."
    found = states(pipeline, tmp_path, "programme", ("2012-03-04", off), ("2012-05-14", on))
    assert set(found.values()) == {"running"}


def test_who_wants_to_join_is_no_member(pipeline: Pipeline, tmp_path: Path) -> None:
    text = "Chad abolished the tax as a part of its pursuit to join the African Union."
    assert set(states(pipeline, tmp_path, "agreement", ("2012-05-15", text)).values()) == {"proposed"}


@pytest.mark.parametrize(("accused", "between"), [("Microsoft", False), ("Chad", True)])
def test_the_lawsuit_of_a_company_is_no_dispute_of_states(pipeline: Pipeline, accused: str, between: bool) -> None:
    text = f"Kenya dropped its case against {accused} last month."
    reading = pipeline.read(Report("x.txt", text, published="2012-05-15", language="en"))
    assert isinstance(reading, Reading)
    (dropped,) = [event for event in reading.events if event.type == "CONCEDE"]
    assert is_between_sides(dropped, shipped_kinds()["dispute"], dropped.matter) is between
