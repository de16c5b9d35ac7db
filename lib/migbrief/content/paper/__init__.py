"""Reports on a paper: what all sections share in ``parts``, and a package for each section."""

from migbrief.content.shared import speech

speech.speak_for(__name__, "Brief")
