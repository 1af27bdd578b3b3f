"""What a page says of itself: author, address, language."""

from __future__ import annotations

import pytest

from dragoman.model import Report
from dragoman.prepare.clean import address_of, author_of, language_of


def page(head: str, url: str | None = None, root: str = "<html>") -> Report:
    return Report("a", f"{root}<head>{head}</head><body><p>The envoy left.</p></body></html>", "html", url=url)


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ('<meta name="author" content="By Ana Novak">', "Ana Novak"),
        ('<meta property="article:author" content="https://a.example/novak">', None),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Ana Novak"}}</script>',
            "Ana Novak",
        ),
        (
            '<script type="application/ld+json">'
            '{"@graph": [{"author": [{"name": "A. Novak"}, {"name": "B. Horn"}]}]}</script>',
            "A. Novak, B. Horn",
        ),
        ('<script type="application/ld+json">[{"author": "Ana Novak"}]</script>', "Ana Novak"),
        ('<script type="application/ld+json">{not json</script><meta name="author" content="Desk">', "Desk"),
        ('<script type="application/ld+json">' + "[" * 50_000 + "</script>", None),
        ('<script type="application/ld+json">{"author": {"name": {"name": 1}}}</script>', None),
        (f'<meta name="author" content="{"x" * 500}">', None),
        ("", None),
    ],
)
def test_author(head: str, author: str | None) -> None:
    assert author_of(page(head)) == author


def test_a_text_has_no_author() -> None:
    assert author_of(Report("a", '<meta name="author" content="x">')) is None


@pytest.mark.parametrize(
    ("head", "url", "address"),
    [
        ('<link rel="canonical" href="https://A.example/x?id=1&utm_source=y#z">', None, "https://a.example/x?id=1"),
        ('<link rel="canonical" href="/x">', "http://a.example/y?ref=feed", "https://a.example/x"),
        ('<link rel="canonical" href="https://a.example/">', "https://a.example/y", "https://a.example/y"),
        ('<meta property="og:url" content="https://a.example/x">', "https://m.a.example/x", "https://a.example/x"),
        ("", "HTTP://A.example:80/x?fbclid=1#top", "https://a.example/x"),
        ("", "https://a.example:8443/x", "https://a.example:8443/x"),
        ("", "https://a.example/?p=12", "https://a.example/?p=12"),
        ("", "https://a.example/", None),
        ("", "ftp://a.example/x", None),
        ('<link rel="canonical" href="javascript:alert(1)">', None, None),
        ('<link rel="canonical" href="https://[bad/x">', None, None),
        ("", "https://a.example:port/x", None),
        ("", None, None),
    ],
)
def test_one_address_whatever_led_there(head: str, url: str | None, address: str | None) -> None:
    assert address_of(page(head, url)) == address


def test_a_text_has_the_address_where_it_was_met() -> None:
    assert address_of(Report("a", "The envoy left.", url="https://a.example/x?utm_medium=rss")) == "https://a.example/x"


def test_language() -> None:
    assert language_of(page("", root='<html lang="en-GB">')) == "en-GB"
    assert language_of(page("", root='<html xml:lang="pl" class="x">')) == "pl"
    assert language_of(page("")) is None
    assert language_of(Report("a", "x", language="de")) == "de"
