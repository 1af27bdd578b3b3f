"""Following feeds of a server that answers well, badly and with bad intent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from http_server import Handler, Server, page, status

from dragoman.errors import InputError, LedgerBusy, UsageError
from dragoman.model import Failure, Report
from dragoman.sources.feed import Feed, FeedResult, Watcher, WatchState, load_feeds, read_feed
from dragoman.sources.fetch import Bounds, Fetcher, Manners
from dragoman.sources.files import iter_reports

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>{items}</channel></rss>"""
ITEM = (
    "<item><title>Envoy leaves {n}</title><link>{url}</link><guid>id-{n}</guid>"
    "<pubDate>Fri, 03 May 2024 09:00:00 +0200</pubDate>"
    "<description>&lt;p&gt;The envoy left {n}.&lt;/p&gt;</description></item>"
)
ARTICLE = "<html><body><p>The envoy of Maritania left Tarnow on Friday, number {n}.</p></body></html>"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


class Desk:
    """A watcher whose clock stands still until it is moved."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = 1_714_700_000.0
        self.results: list[FeedResult] = []
        self.allowed: tuple[str, ...] = ("127.0.0.1",)

    def round(
        self, *feeds: Feed, settle: bool = True, left: bool = False, at_once: bool = False
    ) -> list[Report | Failure]:
        manners = Manners(delay=0)
        bounds = Bounds(size=300_000, seconds=1, wait=0.5)
        with (
            WatchState(self.folder / "watch") as state,
            Fetcher(allowed=self.allowed, bounds=bounds, manners=manners) as fetcher,
        ):
            watcher = Watcher(fetcher, state, self.folder / "pages", tell=self.results.append, now=lambda: self.now)
            items = [*(watcher.left_over() if left else ()), *watcher.round(feeds, at_once=at_once)]
            if settle:
                watcher.settle()
        return items


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def serve(server: Server, count: int = 3, **headers: str) -> Feed:
    items = "".join(ITEM.format(n=n, url=server.url(f"/{n}.html")) for n in range(count))
    server.routes["/feed"] = page(RSS.format(items=items), "application/rss+xml; charset=utf-8", **headers)
    for n in range(count):
        server.routes[f"/{n}.html"] = page(ARTICLE.format(n=n))
    return Feed(server.url("/feed"), outlet="Harbour Post", every=600)


def reports(items: list[Report | Failure]) -> list[Report]:
    return [item for item in items if isinstance(item, Report)]


def test_new_pages_are_fetched_once_and_kept(server: Server, desk: Desk) -> None:
    feed = serve(server)
    first = reports(desk.round(feed))
    assert [r.path for r in first] == [server.url(f"/{n}.html") for n in range(3)]
    assert {r.outlet for r in first} == {"Harbour Post"}
    assert {r.published for r in first} == {"2024-05-03T09:00:00+02:00"}
    desk.now += 601
    assert desk.round(feed) == []
    assert [p for p in server.paths() if p.endswith(".html")] == ["/0.html", "/1.html", "/2.html"]
    again = reports(list(iter_reports([str(desk.folder / "pages")])))
    assert again == first, "the archive gives the same reports without the network"


def test_a_feed_is_not_asked_before_its_time(server: Server, desk: Desk) -> None:
    feed = serve(server)
    desk.round(feed)
    desk.now += 599
    desk.round(feed)
    assert server.paths().count("/feed") == 1


def test_what_did_not_change_is_not_sent_again(server: Server, desk: Desk) -> None:
    feed = serve(server)
    whole = server.routes["/feed"]

    def conditional(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == '"7"':
            handler.answer(304)
        else:
            whole(handler)

    items = "".join(ITEM.format(n=n, url=server.url(f"/{n}.html")) for n in range(3))
    whole = page(RSS.format(items=items), "application/rss+xml", ETag='"7"')
    server.routes["/feed"] = conditional
    desk.round(feed)
    desk.now += 601
    assert desk.round(feed) == []
    assert [r.unchanged for r in desk.results] == [False, True]


def test_one_bad_feed_stops_no_other(server: Server, desk: Desk) -> None:
    good = serve(server, 1)
    server.routes["/500"] = status(500)
    server.routes["/html"] = page("<html><body>no feed</body></html>")
    server.routes["/secret"] = status(302, Location="http://169.254.169.254/")
    bad = [Feed(server.url(path)) for path in ("/500", "/html", "/none", "/secret")]
    items = desk.round(*bad, good)
    failures = [item for item in items if isinstance(item, Failure)]
    assert [f.path for f in failures] == [feed.url for feed in bad]
    assert all(f.remedy for f in failures)
    assert len(reports(items)) == 1


def test_a_feed_that_fails_is_left_in_peace_longer_each_time(server: Server, desk: Desk) -> None:
    server.routes["/feed"] = status(500)
    feed = Feed(server.url("/feed"), every=600)
    for _ in range(4):
        desk.round(feed)
        desk.now += desk.results[-1].next_in
    assert [r.next_in for r in desk.results] == [600, 1200, 2400, 4800]
    server.routes["/feed"] = status(429, Retry_After="50000")
    desk.round(feed)
    assert desk.results[-1].next_in == 50000


def test_a_page_that_fails_is_tried_again_and_then_given_up(server: Server, desk: Desk) -> None:
    feed = serve(server, 1)
    server.routes["/0.html"] = status(500)
    (failure,) = desk.round(feed)
    assert isinstance(failure, Failure)
    desk.now += 601
    assert desk.round(feed) == [], "not before its time"
    for _ in range(6):
        desk.now += 2000
        desk.round(feed)
    assert server.paths().count("/0.html") == 4
    server.routes["/0.html"] = status(404)


def test_a_page_that_is_gone_is_not_asked_for_again(server: Server, desk: Desk) -> None:
    feed = serve(server, 1)
    server.routes["/0.html"] = status(404)
    desk.round(feed)
    desk.now += 100_000
    assert desk.round(feed) == []


def test_a_killed_run_reads_from_the_archive_what_it_had_fetched(server: Server, desk: Desk) -> None:
    feed = serve(server)
    first = reports(desk.round(feed, settle=False))  # fetched, and then the process died
    asked = len(server.asked)
    again = reports(desk.round(feed, left=True))
    assert sorted(r.path for r in again) == sorted(r.path for r in first)
    assert again == first
    assert len(server.asked) == asked, "nothing is fetched twice"
    assert desk.round(feed, left=True) == []


def test_an_archive_that_is_gone_is_named(server: Server, desk: Desk) -> None:
    feed = serve(server, 1)
    desk.round(feed, settle=False)
    for path in (desk.folder / "pages").iterdir():
        path.unlink()
    (failure,) = desk.round(feed, left=True)
    assert isinstance(failure, Failure)
    assert "archive" in failure.reason


def test_an_entry_that_says_that_it_was_updated_is_fetched_again(server: Server, desk: Desk) -> None:
    def atom(updated: str) -> str:
        return (
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><id>1</id><title>T</title>'
            f'<link href="{server.url("/a.html")}"/><updated>{updated}</updated></entry></feed>'
        )

    feed = Feed(server.url("/feed"), every=600)
    server.routes["/feed"] = page(atom("2024-05-03T09:00:00Z"), "application/atom+xml")
    server.routes["/a.html"] = page(ARTICLE.format(n=1))
    (first,) = reports(desk.round(feed))
    assert first.published is None, "when it was updated is not when it appeared"
    desk.now += 601
    server.routes["/feed"] = page(atom("2024-05-03T11:00:00Z"), "application/atom+xml")
    server.routes["/a.html"] = page(ARTICLE.format(n=2))
    (second,) = reports(desk.round(feed))
    assert second.path == first.path
    assert second.content != first.content


def test_the_text_of_a_feed_itself(server: Server, desk: Desk) -> None:
    feed = serve(server, 2)
    items = reports(desk.round(Feed(feed.url, pages=False, language="en")))
    assert [r.content for r in items] == ["<p>The envoy left 0.</p>", "<p>The envoy left 1.</p>"]
    assert [r.title for r in items] == ["Envoy leaves 0", "Envoy leaves 1"]
    assert {r.language for r in items} == {"en"}
    assert not [p for p in server.paths() if p.endswith(".html")]


def test_a_page_of_two_feeds_is_fetched_once(server: Server, desk: Desk) -> None:
    feed = serve(server, 1)
    server.routes["/other"] = server.routes["/feed"]
    assert len(reports(desk.round(feed, Feed(server.url("/other"))))) == 1


def test_a_flood_of_entries_is_taken_a_part_at_a_time(server: Server, desk: Desk) -> None:
    feed = serve(server, 12, ETag='"1"')
    feed = Feed(feed.url, every=600, most=5)
    taken = []
    for _ in range(4):
        taken.append(len(reports(desk.round(feed))))
        desk.now += 601
    assert taken == [5, 5, 2, 0]


def test_entries_that_lead_to_private_places_are_failures(server: Server, desk: Desk) -> None:
    links = ["http://localhost/a", "http://[::1]/a", "file:///etc/passwd", "javascript:alert(1)", server.url("/0.html")]
    items = "".join(ITEM.format(n=n, url=url) for n, url in enumerate(links))
    serve(server, 1)
    server.routes["/feed"] = page(RSS.format(items=items), "application/rss+xml")
    found = desk.round(Feed(server.url("/feed")))
    assert [r.path for r in reports(found)] == [server.url("/0.html")]
    assert len(found) == 3


def test_who_allows_an_address_that_was_refused_need_not_wait(server: Server, desk: Desk) -> None:
    feed = serve(server, 1)
    desk.allowed = ()
    (failure,) = desk.round(feed, at_once=True)
    assert "not on the open network" in failure.reason
    desk.allowed = ("127.0.0.1",)
    elsewhere = server.url("/0.html").replace("127.0.0.1", "localhost")
    server.routes["/feed"] = page(RSS.format(items=ITEM.format(n=0, url=elsewhere)), "application/rss+xml")
    (failure,) = desk.round(feed, at_once=True)
    assert failure.path == elsewhere
    desk.allowed = ("127.0.0.1", "localhost")
    assert [report.path for report in reports(desk.round(feed, at_once=True))] == [elsewhere]


# ------------------------------------------------------------------ the feed itself

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n + 1} "{f"&lol{n or str()};" * 10}">' for n in range(12))
    + "]><rss version='2.0'><channel><title>&lol12;</title></channel></rss>"
)


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "body",
    [
        LAUGHS,
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&x;</title></rss>',
        "<rss>" + "<a>" * 100_000,
        "<rss version='2.0'><channel>" + "<item>" * 50_000,
        "<rss version='2.0'><channel><title>" + "x" * 5_000_000,
        "<html><body>not a feed</body></html>",
        "",
        "\x00\x01\x02",
        "{}",
    ],
)
def test_bodies_that_are_no_feeds_are_refused_quickly(body: str) -> None:
    with pytest.raises(InputError) as caught:
        read_feed(body.encode(), "https://a.example/feed", {})
    assert caught.value.remedy
    assert "root:" not in str(caught.value)


def test_character_sets_of_feeds() -> None:
    item = "<item><title>Zażółć</title><link>https://a.example/1</link></item>"
    whole = '<?xml version="1.0" encoding="iso-8859-2"?>' + RSS.format(items=item).partition("?>")[2]
    _title, (entry,) = read_feed(whole.encode("iso-8859-2"), "https://a.example/", {"content-type": "text/xml"})
    assert entry.title == "Zażółć"
    _title, (entry,) = read_feed(
        RSS.format(items=item).encode("utf-8"),
        "https://a.example/",
        {"content-type": "application/rss+xml; charset=latin-1"},
    )
    assert entry.url == "https://a.example/1"


def test_relative_links_and_lines_in_titles() -> None:
    item = "<item><title>Two\r\nlines: x</title><link>/a/1</link></item><item><title>No link</title></item>"
    _title, (entry,) = read_feed(RSS.format(items=item).encode(), "https://a.example/feed", {})
    assert (entry.url, entry.title) == ("https://a.example/a/1", "Two lines: x")


# ------------------------------------------------------------------ the list of feeds


def test_a_list_of_feeds(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(
        'allow = ["intranet"]\n[defaults]\nevery = "2h"\nlanguage = "en"\n'
        '[[feed]]\nurl = "https://a.example/rss"\noutlet = "A"\n[[feed]]\nurl = "https://b.example/"\nevery = "5m"\n'
        'pages = false\nmost = 7\n[[feed]]\nurl = "https://a.example/rss"\n'
    )
    listed = load_feeds(path)
    assert listed.allow == ("intranet",)
    assert listed.feeds == (
        Feed("https://a.example/rss", "A", "en", 7200),
        Feed("https://b.example/", None, "en", 300, False, 7),
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "no feeds"),
        ("[[feed]]\n", "not an address"),
        ("[[feed]]\nurl = 1\n", "url"),
        ('[[feed]]\nurl = "ftp://a"\n', "web"),
        ('[[feed]]\nurl = "https://a.example"\nhow = 1\n', "'how'"),
        ('[[feed]]\nurl = "https://a.example"\nevery = "1s"\n', "too often"),
        ('[[feed]]\nurl = "https://a.example"\nevery = "often"\n', "length of time"),
        ('[[feed]]\nurl = "https://a.example"\nmost = 0\n', "most"),
        ('[[feed]]\nurl = "https://a.example"\nmost = true\n', "most"),
        ("feed = 1\n", "no feeds"),
        ("feeds = []\n", "'feeds'"),
        ("[[feed\n", "TOML"),
    ],
)
def test_a_wrong_list_is_named(tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        load_feeds(path)
    assert what in caught.value.message
    assert str(path) in caught.value.place
    assert caught.value.remedy


def test_two_watches_of_one_ledger_do_not_mix(tmp_path: Path) -> None:
    with WatchState(tmp_path / "watch"), pytest.raises(LedgerBusy):
        WatchState(tmp_path / "watch")
