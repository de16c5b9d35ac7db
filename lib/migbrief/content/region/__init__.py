"""The parts of a region profile, one module a part; ``sums`` adds up, ``region`` is what they are of."""

from migbrief.content.shared import speech

speech.speak_for(__name__, "Region")
