"""A new plugin, written from a few answers: a small example that works, for its author to turn into a real scheme."""

from incentives.scaffold.answers import Answers, read_answers
from incentives.scaffold.plugin_files import plugin_files
from incentives.scaffold.questions import QUESTIONS, Question
from incentives.scaffold.writing import folder_fault, write_folder

__all__ = ["QUESTIONS", "Answers", "Question", "folder_fault", "plugin_files", "read_answers", "write_folder"]
