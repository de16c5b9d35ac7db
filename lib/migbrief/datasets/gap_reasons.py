"""What data tables say of gaps, marked for translation: reasons for them and places that have the figures."""

from typing import Final

from migbrief.text.i18n import mark

# What the indicator tables say of a figure left out.
REASONS: Final = (
    mark("left out: words, no figure"),
    mark("left out: special case, not placed on a tier"),
    mark("left out: the words after the number are of another measure"),
    mark("left out: zero for one of several entities that share this code"),
    mark("left out: not available (NA)"),
    mark("left out: undetermined"),
    mark("left out: applicants or asylum seekers, not refugees"),
    mark("left out: a figure inside prose"),
    mark("left out: one figure for Guernsey and Jersey together"),
    mark("left out: people admitted during the year, a flow, not the number hosted"),
    mark("left out: over 20 times off GDP at purchasing power parity, a wrong scale word"),
)
# What the places to get a figure are called where that is no name.
PLACES: Final = (
    mark("World Bank"),
    mark("population: refugees by country of asylum"),
    mark("population: stateless by country of asylum"),
    mark("total stock of IDPs"),
    mark("DTM country data"),
    mark("tier placements"),
    mark("UNE_2EAP_SEX_AGE_RT_A (age 15-24)"),
    mark("IOM governing bodies"),
    mark("members and observers"),
    mark("table by destination and origin"),
    mark("table by age and sex"),
    mark("national statistics"),
    mark("national censuses (IPUMS International)"),
    mark("migration variables"),
    mark("internal displacement updates"),
    mark("internationally mobile students"),
    mark("International Labour Migration Statistics"),
    mark("bilateral remittance matrix"),
    mark("ILO and World Bank"),
    mark("emigration rates"),
    mark("national surveys"),
    mark("WHO"),
    mark("ILO"),
    mark("UN DESA and IOM"),
    mark("country assessments"),
    mark("national registers"),
)
