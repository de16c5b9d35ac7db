"""What the paper names here, and the outcome."""

from migbrief.content.shared.paper_here import named as named
from migbrief.content.shared.paper_here import show as show
