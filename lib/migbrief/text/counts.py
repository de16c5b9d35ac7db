"""The only whole numbers without a source: a point in time, and a count of things shown right there."""


class Year(int):
    """A year, which is a point in time and no count: ``t("in {year}", year=Year(2014))``."""

    sourceless = True  # accepted by ``i18n.refuse_bare_numbers``

    def __format__(self, spec: str) -> str:
        return str(int(self))


class Count(int):
    """A count of things shown right there, which no source states, such as folded rows."""

    sourceless = True

    def __format__(self, spec: str) -> str:
        from . import words  # imports libraries that short commands do without

        return words.number(int(self))
