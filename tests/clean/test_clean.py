"""What is article and what is noise, and that every offset leads back to the input."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import BlockKind, CleanText, Report
from dragoman.prepare.clean import clean, document_id, outlet_of, title_of
from dragoman.prepare.sentences import split_sentences

PAGE = (Path(__file__).parent / "pages" / "strait.html").read_text(encoding="utf-8")
SHARED = Path(__file__).resolve().parents[2] / "../shared"


def text_report(content: str, **more: str) -> Report:
    return Report("a.txt", content, "text", **more)  # type: ignore[arg-type]


def page_report(content: str) -> Report:
    return Report("a.html", content, "html")


def kinds(report: Report) -> list[tuple[str, str]]:
    cleaned = clean(report)
    return [(str(block.kind), cleaned.text[block.start : block.end]) for block in cleaned.blocks]


def check_offsets(report: Report, cleaned: CleanText) -> None:
    last = 0
    for start, raw, length in cleaned.segments:
        assert cleaned.text[start : start + length] == report.content[raw : raw + length]
        assert raw >= last
        last = raw + length
    previous = 0
    for block in cleaned.blocks:
        span = cleaned.raw_span(block.start, block.end)
        assert block.start < block.end
        assert previous <= span.start < span.end <= len(report.content)
        previous = span.end
        assert cleaned.text[block.start : block.end].strip() == cleaned.text[block.start : block.end]
    assert cleaned.text == "\n\n".join(cleaned.text[b.start : b.end] for b in cleaned.blocks)


def test_page_blocks() -> None:
    found = kinds(page_report(PAGE))
    assert found == [
        ("boilerplate", "Norland recalls envoy over fishing row - Harbour Gazette"),
        ("menu", "Home"),
        ("menu", "World"),
        ("headline", "Norland recalls envoy over fishing row"),
        ("byline", "By Ada Quill"),
        ("byline", "Published 4 May 2021 10:15 GMT"),
        ("caption", "Boats in the harbour."),
        ("credit", "Photo: J. Lens"),
        ("dateline", "EASTPORT"),
        ("body", "Norland & Sudmark’s talks broke down on Tuesday, officials said."),
        ("body", "The envoy left the capital at noon."),
        ("body", "A spokesman would not say when she would return."),
        ("media-length", "03:31"),
        ("related", "Watch the fleet come home"),
        ("subhead", "What comes next"),
        ("body", "Ministers meet again in June."),
        ("byline", "(Reporting by Ada Quill; Editing by Ben Ink)"),
        ("related", "Sudmark closes its ports to trawlers"),
        ("related", "Related"),
        ("related", "Norland fleet sails at dawn again"),
        ("menu", "Sign up for our newsletter"),
        ("table", "Catch"),
        ("table", "12 t"),
        ("menu", "© 2021 Harbour Gazette. All rights reserved."),
    ]


def test_page_spans_point_into_the_source() -> None:
    report = page_report(PAGE)
    cleaned = clean(report)
    check_offsets(report, cleaned)
    for words, raw in {
        "Norland & Sudmark’s talks": "Norland &amp; Sudmark&#8217;s talks",
        "’": "&#8217;",
        "&": "&amp;",
        "left the capital": "left&nbsp;the capital",
        "Tuesday, officials said": "Tuesday</a>,\n   officials   said",
    }.items():
        at = cleaned.text.index(words)
        span = cleaned.raw_span(at, at + len(words))
        assert PAGE[span.start : span.end] == raw


def test_entities_at_the_edges_of_a_block() -> None:
    page = "<p>&ldquo;Go&rdquo;</p><p>&amp;&lt;</p>"
    cleaned = clean(page_report(page))
    spans = [cleaned.raw_span(b.start, b.end) for b in cleaned.blocks]
    assert [page[s.start : s.end] for s in spans] == ["&ldquo;Go&rdquo;", "&amp;&lt;"]
    assert cleaned.text == "“Go”\n\n&<"


def test_title_and_outlet() -> None:
    assert title_of(page_report(PAGE)) == "Norland recalls envoy over fishing row - Harbour Gazette"
    assert outlet_of(page_report(PAGE)) == "Harbour Gazette"
    assert outlet_of(Report("a", "x", url="https://www.gazette.example/a")) == "gazette.example"
    assert (
        outlet_of(Report("a", "x", url="https://n.example/?a=1&#038;url=http://m.gazette.example/b"))
        == "gazette.example"
    )
    assert outlet_of(Report("a", "x", url="http://[broken")) is None
    assert outlet_of(Report("a", "x", outlet="Given", url="https://b.example")) == "Given"


PLAIN = """Norland recalls envoy over fishing row

EASTPORT, 4 May (Wire) — Norland recalled its envoy to Sudmark on Tuesday.

Norland's envoy Ada Quill (L) shakes hands with Ben Ink (R) on May 3, 2021. (Photo courtesy of the ministry)(Wire News)

The two sides had met in April. They did not agree.

01:02:33
Fleet leaves the harbour at dawn

Sign up for our newsletter

Ministers meet again in June. (Reuters)

Related coverage:

Sudmark closes its ports
Norland's fleet stays home
"""


def test_plain_blocks() -> None:
    report = text_report(PLAIN)
    assert kinds(report) == [
        ("headline", "Norland recalls envoy over fishing row"),
        ("dateline", "EASTPORT, 4 May (Wire) —"),
        ("body", "Norland recalled its envoy to Sudmark on Tuesday."),
        ("caption", "Norland's envoy Ada Quill (L) shakes hands with Ben Ink (R) on May 3, 2021."
         " (Photo courtesy of the ministry)(Wire News)"),
        ("body", "The two sides had met in April. They did not agree."),
        ("media-length", "01:02:33"),
        ("related", "Fleet leaves the harbour at dawn"),
        ("boilerplate", "Sign up for our newsletter"),
        ("body", "Ministers meet again in June."),
        ("credit", "(Reuters)"),
        ("related", "Related coverage:"),
        ("related", "Sudmark closes its ports"),
        ("related", "Norland's fleet stays home"),
    ]  # fmt: skip
    check_offsets(report, clean(report))


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        ("TOKYO (Reuters) - ", "Japan said so on Friday."),
        ("SEOUL, South Korea (AP) — ", "North Korea fired a missile."),
        ("MOSCOW/LONDON (Reuters) - ", "Russia said no."),
        ("Beijing, Jan. 10 (Xinhua) -- ", "China lodged a protest."),
        ("BEIJING: ", "The ban will stay."),
        ("(CNN) — ", "He left at noon."),
        ("Porto Novo (ABP) – ", "Benin has signed an accord with Niger."),
        ("Juba (Nile Tribune) - ", "Kenya reopened its embassy in Chad."),
        ("Jan. 5 (UPI) — ", "Peru will open its border with Chile."),
        ("", "Peter Moe (left) - and nobody else - met the envoy."),
        ("", "NATO allies - including Turkey - met."),
        ("", "Iran - which denies it - said no."),
        ("", "UN - the body that counts - met."),
    ],
)
def test_datelines(head: str, rest: str) -> None:
    expected = ([("dateline", head.strip())] if head else []) + [("body", rest)]
    assert kinds(text_report(head + rest)) == expected


def test_wrapped_lines_are_joined_and_paragraph_lines_are_not() -> None:
    wrapped = (
        "Ministers of the two countries met on Tuesday for the first time\n"
        "since the row over fishing rights began, and agreed on nothing\n"
        "but the date of their next meeting.\n"
    )
    assert kinds(text_report(wrapped)) == [("body", " ".join(wrapped.split()))]
    lines = "The envoy left on Monday at noon.\r\nShe will be back on Friday.\r\n"
    assert [text for _, text in kinds(text_report(lines))] == lines.split("\r\n")[:2]


def test_words_that_only_look_like_noise_stay() -> None:
    for sentence in (
        "Higher tariffs are seen as a way to force talks.",
        "Growth is seen at 3 percent this year, the ministry said.",
        "The envoy said that all rights of passage had been reserved by treaty for a century and more.",
        "By Friday the two sides had agreed.",
        "The ministers shared the stage.",
    ):
        assert kinds(text_report(f"The first paragraph is here.\n\n{sentence}\n\nThe last is here."))[1] == (
            "body",
            sentence,
        )


def test_a_single_sentence_is_body() -> None:
    assert kinds(text_report("Norland recalls envoy over fishing row")) == [
        ("body", "Norland recalls envoy over fishing row")
    ]


def test_front_matter_is_noise_and_counts() -> None:
    report = text_report("---\npublished: 2021-05-04\ntitle: A row\n---\nThe envoy left.\n")
    found = clean(report)
    assert [b.kind for b in found.blocks] == [BlockKind.BOILERPLATE, BlockKind.BODY]
    span = found.raw_span(found.blocks[1].start, found.blocks[1].end)
    assert report.content[span.start : span.end] == "The envoy left."


def test_repeated_caption_is_marked() -> None:
    line = "The harbour at Eastport before the storm."
    found = kinds(page_report(f"<figure><figcaption>{line}</figcaption></figure><p>The envoy left.</p><p>{line}</p>"))
    assert [kind for kind, text in found if text == line] == ["caption", "caption"]


def test_prose_in_a_doubtful_element_is_kept_where_the_vote_fails() -> None:
    page = '<div class="related">' + "<p>The envoy left the capital on Friday for talks abroad.</p>" + "</div>"
    assert kinds(page_report(page)) == [("body", "The envoy left the capital on Friday for talks abroad.")]


def test_the_vote_rejects_prose_of_other_stories() -> None:
    other = "Sudmark opened a new harbour for its fleet on the northern coast last week."
    story = "".join(
        f"<p>On day {n} of the talks the envoy of Norland said that the row over fish would take longer.</p>"
        for n in range(12)
    )
    page = f"<html><body><article>{story}</article><div class='related-stories'><p>{other}</p></div></body></html>"
    found = {text: kind for kind, text in kinds(page_report(page))}
    assert found[other] == "related"
    assert list(found.values()).count("body") == 12


def test_a_caption_that_swallows_the_article_is_not_believed() -> None:
    story = "".join(f"<p>On day {n} of the talks the envoy said that it would take longer.</p>" for n in range(20))
    found = kinds(page_report(f"<div class='caption'><p>The harbour</p>{story}"))
    assert [kind for kind, _ in found] == ["caption"] + ["body"] * 20


def test_a_title_without_its_outlet() -> None:
    for tail, cut in (
        ("Harbour Gazette", True),
        ("HG News", False),
        ("Strait Harbour Gazette", True),
        ("sources", False),
    ):
        page = f"<title>'Envoy leaves the capital - {tail}'</title><p>The envoy left.</p>"
        report = Report(
            "a", page, "html", url="http://shg.example/a" if "Strait" in tail else "http://harbourgazette.example/a"
        )
        head = kinds(report)[0]
        assert head == ("headline", "Envoy leaves the capital" if cut else f"Envoy leaves the capital - {tail}")


def test_paragraphs_that_break_off_are_put_together() -> None:
    page = "<p>The envoy said on Friday that the two sides</p>\n<p>had agreed. They will meet.</p><p>iPhones sell.</p>"
    report = page_report(page)
    assert kinds(report) == [
        ("body", "The envoy said on Friday that the two sides had agreed. They will meet."),
        ("body", "iPhones sell."),
    ]
    check_offsets(report, clean(report))


def test_the_signature_of_a_mail_is_noise() -> None:
    found = kinds(
        text_report(
            "The envoy left on Monday.\n\nShe came back.\n-- \nPress Office\n\nYou get this because you asked.\n"
        )
    )
    assert found[-1] == ("boilerplate", "-- Press Office You get this because you asked.")
    assert [kind for kind, _ in found[:-1]] == ["body", "body"]


def test_no_text_gives_no_blocks() -> None:
    for content in ("", "  \n ", "<script>x</script>", "<!-- x"):
        assert clean(page_report(content)) == CleanText("", (), ())


def test_unclosed_elements_lose_no_text() -> None:
    for opener in ("<title>", "<style>", "<textarea>", "<p", "<div class='"):
        found = clean(page_report(f"<p>The envoy left.</p>{opener} <p>She came back.</p>")).text
        assert "The envoy left." in found
    assert "She came back." in clean(page_report("<style> <p>She came back.</p>")).text


def test_document_id_ignores_white_space_and_normal_form() -> None:
    one, two = (document_id(text_report(t)) for t in ("The  cafe\u0301 shut.\r\n", "The caf\u00e9 shut."))
    assert one == two
    assert one.startswith("doc_")
    assert one != document_id(text_report("The caf\u00e9 opened."))


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "Text of the page." + "</div>" * 100_000,
        "<p><b>" * 50_000 + "Text",
        '<a "' * 200_000,
        "<title>x" * 50_000,
        "<script>x" * 50_000,
        "<!--" * 100_000,
        "<meta " * 100_000,
        "word<br>" * 50_000,
        "<p>" + "“" * 100_000,
        "ABC " * 100_000,
        "(" * 100_000 + ".)",
    ],
    ids=lambda page: page[:12],
)
def test_hostile_pages_end(page: str) -> None:
    start = time.process_time()
    for report in (page_report(page), text_report(page)):
        cleaned = clean(report)
        title_of(report)
        outlet_of(report)
        split_sentences(cleaned)
        check_offsets(report, cleaned)
    assert time.process_time() - start < 20  # quadratic work on these takes minutes


PARTS = (
    "<p>|</p>|<b>|</b>|<br>|&amp;|&nbsp;|&#8217;|&bogus;|<h1>|</h1>|<li>|<a href='x'>|</a>|<figcaption>|</figcaption>"
    "|<title>|</title>|<div class=related>|</div>|<script>|</script>|<!-- c -->|<|>|03:31|(Reuters)| (Photo: A. B)"
    "|TOKYO (Reuters) - |Related:|The envoy left on Friday. |He came|“Yes.”| |é|\n|\n\n|\r\n|\u00a0|\u200b|\U0001f600"
)
MARKUP = st.lists(st.sampled_from(PARTS.split("|")) | st.text(max_size=8), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(MARKUP, st.sampled_from(["text", "html"]))
def test_every_offset_leads_back(content: str, form: str) -> None:
    report = Report("x", content, form)
    cleaned = clean(report)
    check_offsets(report, cleaned)
    assert clean(report) == cleaned
    last = 0
    for number, sentence in enumerate(split_sentences(cleaned)):
        block = cleaned.blocks[sentence.block]
        assert sentence.index == number
        assert sentence.kind is block.kind
        assert block.start <= sentence.start < sentence.end <= block.end
        assert last <= sentence.start
        last = sentence.end
        words = cleaned.text[sentence.start : sentence.end]
        assert words == words.strip()


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the shared folder is not beside the project")
def test_seeds_noise_is_marked() -> None:
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        report = text_report(path.read_bytes().decode("utf-8"))
        cleaned = clean(report)
        check_offsets(report, cleaned)
        noise = [cleaned.text[b.start : b.end] for b in cleaned.blocks if b.kind.is_noise]
        assert 4 <= len(noise) <= 7


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The Island Post, Suva, Friday, May 3, 2013 | By Ada Quill", "byline"),
        ("Gazette of Eastport, 1 May 1994", "byline"),
        ("MINISTRY OF FISHERIES | 2011-04-02", "byline"),
        ("Norland lifted its ban on May 3, 2013", "body"),
        ("Ministers met in Eastport on 3 May 1994.", "body"),
    ],
)
def test_names_around_a_full_date_are_no_sentence(line: str, kind: str) -> None:
    text = f"Norland recalls envoy over fishing row\n\n{line}\n\nThe envoy left the capital at noon.\n"
    assert (kind, line) in kinds(Report("a.txt", text))


def test_a_headline_and_a_byline_are_no_wrapped_lines() -> None:
    body = "The envoy left the capital at noon, and a spokesman said that she would not return before June. " * 2
    text = f"Norland recalls envoy over fishing row\nGazette of Eastport, 1 May 1994\n\n{body}\n\n{body}\n"
    assert kinds(Report("a.txt", text))[:2] == [
        ("headline", "Norland recalls envoy over fishing row"),
        ("byline", "Gazette of Eastport, 1 May 1994"),
    ]
