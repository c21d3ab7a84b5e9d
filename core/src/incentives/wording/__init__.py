"""Sentences by id and language, formats of a language, and the words of an expression."""

from incentives.wording.sentences import CORE, Wording
from incentives.wording.speech import LANGUAGES, Speech

__all__ = ["CORE", "LANGUAGES", "Speech", "Wording"]
