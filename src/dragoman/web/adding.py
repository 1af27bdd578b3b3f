"""Dropping, choosing or pasting reports, and watching them being read."""

from __future__ import annotations

import asyncio
import json
import re
import tempfile
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from dragoman.errors import InputError, NotFound
from dragoman.model import Failure, PublishedBasis, Report, stable_id
from dragoman.sources.files import iter_reports
from dragoman.web.corrections import check
from dragoman.web.jobs import Job
from dragoman.web.site import Site, TheSite
from dragoman.web.views import page

router = APIRouter(include_in_schema=False)

LONGEST_NAME = 150
MOST_FILES = 500
MOST_PAGES = 50
_ENDING = re.compile(r"(?:\.[A-Za-z0-9]{1,10}(?=\.(?:gz|zst)\Z))?\.[A-Za-z0-9]{1,11}\Z", re.IGNORECASE)
TICK = 0.25
"""Seconds between two looks at a job that is being watched."""


@router.get("/add")
def form(request: Request, site: TheSite) -> HTMLResponse:
    """Where reports are dropped, chosen or pasted."""
    return page(request, site, "add.html")


@router.post("/add")
def add(
    request: Request,
    site: TheSite,
    csrf: Annotated[str, Form(max_length=200)] = "",
    files: Annotated[list[UploadFile] | None, File()] = None,
    text: Annotated[str, Form()] = "",
    title: Annotated[str, Form(max_length=1000)] = "",
    outlet: Annotated[str, Form(max_length=300)] = "",
    published: Annotated[str, Form(max_length=40)] = "",
    addresses: Annotated[str, Form(max_length=20_000)] = "",
) -> Response:
    """Take reports and go to the page that shows how they are read."""
    check(site, csrf)
    chosen = [file for file in files or () if file.filename]
    if len(chosen) > MOST_FILES:
        raise InputError(
            f"{len(chosen)} files at once", remedy=f"send at most {MOST_FILES}; `dragoman read` takes more"
        )
    day = published.strip() or None
    items = _uploaded(chosen, day)
    if text.strip():
        items.append(pasted(text, title.strip() or None, outlet.strip() or None, day))
    pages = addresses.split()
    if len(pages) > MOST_PAGES:
        raise InputError(f"{len(pages)} addresses at once", remedy=f"give at most {MOST_PAGES}")
    if not items and not pages:
        raise InputError("nothing to read", remedy="choose files, give an address, or paste the text of a report")
    job = site.jobs.add(items, pages)
    return RedirectResponse(f"/add/{job.id}", status_code=303)


def pasted(text: str, title: str | None = None, outlet: str | None = None, published: str | None = None) -> Report:
    """A report from text that a person pasted. Its place is named after its words, so that the same is known again."""
    content = text.replace("\r\n", "\n")
    place = f"pasted/{stable_id('p', content)}"
    return Report(place, content, "text", published, PublishedBasis.USER, title, outlet)


def _uploaded(files: Iterable[UploadFile], published: str | None) -> list[Report | Failure]:
    """The reports of files that a browser sent. Their names are only names: nothing is written under them."""
    items: list[Report | Failure] = []
    with tempfile.TemporaryDirectory(prefix="dragoman-upload-") as folder:
        for number, file in enumerate(files):
            name = PurePosixPath((file.filename or "").replace("\\", "/")).name[-LONGEST_NAME:] or "unnamed"
            kept = Path(folder) / f"{number}{ending(name)}"
            with kept.open("wb") as target:
                while part := file.file.read(1 << 20):
                    target.write(part)
            for item in iter_reports([str(kept)], published=published):
                items.append(replace(item, path=item.path.replace(str(kept), f"upload/{name}", 1)))
    return items


def ending(name: str) -> str:
    """What a file's name ends in, which says its form: ".txt", of a packed file ".warc.gz"; empty where it is odd."""
    found = _ENDING.search(name)
    return found[0] if found else ""


def _job(site: Site, identity: str) -> Job:
    found = site.jobs.get(identity)
    if found is None:
        raise NotFound("no such reading", remedy="its reports, if it was finished, are among the reports")
    return found


@router.get("/add/{identity}")
def progress(request: Request, site: TheSite, identity: str) -> HTMLResponse:
    """How far the reading is: kept up to date by script, or by loading the page again."""
    job = _job(site, identity)
    read = []
    for document in job.documents[:MOST_FILES] if job.is_over else ():
        try:
            read.append(site.store.document(document))
        except NotFound:  # it failed while it was read: the failures name it
            continue
    return page(request, site, "job.html", job=job, read=read)


@router.get("/add/{identity}/progress")
def watch(site: TheSite, identity: str) -> StreamingResponse:
    """The job as server-sent events, one for each change, until it is over."""
    _job(site, identity)
    return StreamingResponse(_changes(site, identity), media_type="text/event-stream")


async def _changes(site: Site, identity: str) -> AsyncIterator[bytes]:
    last: Job | None = None
    while True:
        job = site.jobs.get(identity)
        if job is None:
            return
        if job != last:
            yield f"event: progress\ndata: {json.dumps(job.to_json())}\n\n".encode("utf-8", "replace")
            last = job
        if job.is_over:
            return
        await asyncio.sleep(TICK)
