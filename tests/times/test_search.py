"""The search for expressions passes over tokens that open none: it must find what it would find without that."""

from __future__ import annotations

import random
import re

from dragoman.times.grammar import FAMILIES, PATTERN

LETTERS = "MWDYNFowqUuSPHKQTtalxhkerjJgBAm2fibdG45678 9CpzILRVO6,.|'-$/s"


def test_no_token_that_is_passed_over_could_open_an_expression():
    plain = re.compile("|".join(f"(?P<f{n}>{body})" for n, (_, body) in enumerate(FAMILIES)))
    draw = random.Random(8)
    for _ in range(20_000):
        letters = "".join(draw.choices(LETTERS, k=7))
        for at in range(len(letters)):
            one, other = plain.match(letters, at), PATTERN.match(letters, at)
            assert (one and (one.span(), one.lastgroup)) == (other and (other.span(), other.lastgroup)), (letters, at)
