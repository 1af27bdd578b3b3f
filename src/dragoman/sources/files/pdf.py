"""PDF files with a text layer."""

from __future__ import annotations

import io
import logging
import struct
import zlib

from dragoman.errors import InputError
from dragoman.model import Report
from dragoman.sources.common.decode import fit

_PAGE_BREAK = "\n\n"


def read_pdf(raw: bytes, path: str) -> Report:
    """The text layer of the PDF `raw` as a report; its `content` is that text, pages joined by a blank line.

    Raises InputError where the file is broken, needs a password, or holds pictures of text only.
    """
    import pypdf  # noqa: PLC0415 - loads only where a PDF is read
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings about each odd object say nothing to a reader
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("a PDF that needs a password", place=path, remedy="save a copy without one")
        pages = [page.extract_text() for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
    except DependencyError as error:  # AES, as newer programs write it, without the package that undoes it
        raise InputError(
            "a PDF that is encrypted", place=path, remedy="save a copy without, for example with qpdf --decrypt"
        ) from error
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        OSError,
        RecursionError,
        zlib.error,
        struct.error,
    ) as error:
        raise InputError(f"a broken PDF: {error}", place=path, remedy="fetch or export it again") from error
    except (ImportError, NotImplementedError, AssertionError, ArithmeticError) as error:
        raise InputError(
            f"a PDF of a kind that cannot be read: {error}", place=path, remedy="export its text"
        ) from error
    content = fit(_PAGE_BREAK.join(pages))
    if not content.strip():
        raise InputError("a PDF without a text layer", place=path, remedy="run OCR first, for example ocrmypdf")
    return Report(path, content, "text", title=title.strip() if isinstance(title, str) and title.strip() else None)
