"""Situations trained to their end, each once for all tests that ask for it."""

import functools

from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.settings import PlaygroundSettings


def begun(text):
    """A run of a situation before its first update."""
    return PlaygroundSession(PlaygroundSettings.from_text(text))


@functools.cache
def ended(text):
    """The same at its end; it is shared, and must be left as it is."""
    session = begun(text)
    while not session.finished:
        session.step()
    return session


def last(text, name):
    """The last record of a run, rounded as a reader would."""
    return float(ended(text).history[name][-1])
