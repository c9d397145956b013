"""The whole story, chapter by chapter."""

from datetime import date

from trueline.story.course import course
from trueline.story.crew import crew
from trueline.story.numbers import numbers
from trueline.story.purpose import purpose
from trueline.story.talk import talk
from trueline.story.telling import Story
from trueline.story.threats import threats
from trueline.story.told import told
from trueline.story.voices import voices
from trueline.story.work import work

CHAPTERS = (purpose, course, talk, threats, work, crew, numbers, voices, told)


def whole(today: date) -> Story:
    """What happened in the half year before ``today``."""
    story = Story(today)
    for chapter in CHAPTERS:
        chapter(story)
    return story
