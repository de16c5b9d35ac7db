"""Reports on a paper: parts for any section, the overview, and the model of an emergency fund."""

from migbrief.content.shared import speech

speech.speak_for(__name__, "Brief")
