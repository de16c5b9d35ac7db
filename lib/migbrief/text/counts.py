"""The only whole numbers without a source: a point in time, and a number of things that stand right there."""


class Year(int):
    """A year, which names a time and counts nothing: ``t("in {year}", year=Year(2014))``."""

    sourceless = True  # what ``i18n.refuse_bare_numbers`` lets through

    def __format__(self, spec: str) -> str:
        return str(int(self))


class Count(int):
    """A number of things that stand right there, which no source states: rows folded away."""

    sourceless = True

    def __format__(self, spec: str) -> str:
        from . import words  # brings libraries that a short answer of the command line does without

        return words.number(int(self))
