"""The parts of a country profile (the Migration Profile), one module each.

Each function takes a :class:`~migbrief.content.country.profile.Profile` and returns what a cell shows. All
must work for every country: without data, without peers, or unknown to World Population Prospects.
"""

from migbrief.content.shared import speech

speech.speak_for(__name__, "Profile", without="picker")
