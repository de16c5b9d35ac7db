"""The parts of a region profile, one module each; ``region`` is their subject, ``sums`` adds up."""

from migbrief.content.shared import speech

speech.speak_for(__name__, "Region")
