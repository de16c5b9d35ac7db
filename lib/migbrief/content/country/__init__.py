"""The parts of a Migration Profile, one module a part.

Each function takes a :class:`~migbrief.content.country.profile.Profile` and returns what a cell shows. All
must hold for every country: without data, without peers, or unknown to World Population Prospects.
"""

from migbrief.content.shared import speech

speech.speak_for(__name__, "Profile", without="picker")
