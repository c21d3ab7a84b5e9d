"""What to ask next, and why: the questions that can still change the answer, in few screens. It knows no front end."""

from incentives.interview.interview import Interview
from incentives.interview.screens import Inquired, InterviewScreen, Stake
from incentives.interview.topics import Topic

__all__ = ["Inquired", "Interview", "InterviewScreen", "Stake", "Topic"]
