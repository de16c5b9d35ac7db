"""Keep the catalogues up to date with the messages of code, notebooks and data.

``python -m tools.catalogues`` adds new messages and drops unused ones, wherever a message has moved to;
``--check`` only reports what is missing or wrong, with exit code 1. ``--merge FILE`` takes translations from
lines ``English || Français || Español``, the forms of a noun with `` ~ `` between them.

A message with the translators' comment "a name in the data" is not searched for and stays.
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import check_and_call_extract_file
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from migbrief.files import write_atomic
from migbrief.text.articles import FORMS
from migbrief.text.i18n import DEFAULT, FOLDER, LANGUAGES

ROOT: Final = Path(__file__).parents[1]
EDITIONS: Final = ROOT / "data" / "editions"
KEYWORDS: Final = parse_keywords(("t", "UserError", "tn:1,2", "tp:1c,2", "mark", "noun:1,2"))
PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")
FORM_OF_PLACE: Final = re.compile(rf":(?:{'|'.join(FORMS)})(?=\}})")
OURS: Final = "2012-tenth"  # the project's own paper
NAME_IN_DATA: Final = "a name in the data"
HEADER: Final = """msgid ""
msgstr ""
"Language: {code}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plurals}\\n"

"""


def extract(*places: Iterable[Path]) -> Catalog:
    """Return the messages of these files, each once with the lines that use it."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    messages = Catalog()
    for path in sorted(path for place in places for path in place):
        for name, line, id, _, context in check_and_call_extract_file(
            path, methods, options, None, KEYWORDS, (), False, ROOT
        ):
            messages.add(id, locations=[(name, line)], context=context)
    return messages


def expected(code: str) -> dict[Path, Catalog]:
    """Return each catalogue of a language with its expected messages, without repeating the library's."""
    library = extract(
        *((ROOT / "lib").rglob("*.*"), (ROOT / "notebooks").glob("*.ipynb")),
        *((ROOT / "data" / "reference").glob("*.csv"), (ROOT / "data").glob("*.json")),
    )
    files = {FOLDER / code / "LC_MESSAGES" / "migbrief.po": library}
    # An edition without its own catalogue stays English.
    for folder in sorted(path.parent for path in EDITIONS.glob("*/locale")):
        own = extract(folder.glob("*.csv"))
        for message in list(own):
            before = [
                earlier
                for catalogue in files.values()
                if (earlier := catalogue.get(message.id, message.context))
            ]
            if any(m.pluralizable or not message.pluralizable for m in before):
                own.delete(message.id, message.context)
        path = folder / "locale" / f"{code}.po"
        if folder.name == OURS or path.is_file():  # another paper's words need no translation
            files[path] = own
    return files


def update(messages: Catalog, own: Catalog, old: Iterable[Catalog]) -> Catalog:
    """Return a catalogue of these messages, with translations from the first of ``old`` that has them."""
    new = Catalog(locale=own.locale)
    for message in messages:
        if not message.id:
            continue
        candidates = (known for file in old if (known := file.get(message.id, message.context)))
        # A word may be used alone and counted: the counted forms serve both.
        fit = (m for m in candidates if all(forms(m)) and (m.pluralizable or not message.pluralizable))
        best = next(fit, Message(message.id, ("",) * own.num_plurals if message.pluralizable else ""))
        string = best.string if message.pluralizable or not best.pluralizable else best.string[0]
        new[message.id] = Message(
            message.id,
            string,
            message.locations,
            best.flags & {"fuzzy"},
            user_comments=best.user_comments,
            context=message.context,
        )
    for message in own:
        if NAME_IN_DATA in message.user_comments and not new.get(message.id, message.context):
            new[message.id] = message
    return new


def forms(message: Message) -> tuple[str, ...]:
    """Return the translation of a message in one or several forms."""
    return tuple(message.string) if message.pluralizable else (message.string,)


def keys(catalogue: Catalog) -> set[tuple[str, str | None]]:
    """Return the keys by which gettext finds the messages of a catalogue."""
    return {(m.id[0] if m.pluralizable else m.id, m.context) for m in catalogue if m.id}


def text(catalogue: Catalog, code: str, plurals: str) -> str:
    """Return a catalogue in its file format, without dates that would change it every time."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, no_location=True, omit_header=True)
    return HEADER.format(code=code, plurals=plurals) + out.getvalue().decode()


def read(path: Path, code: str) -> Catalog:
    """Return a catalogue from its file; an empty one if missing."""
    if not path.is_file():
        return Catalog(locale=code)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def placeholders(text: str) -> set[str]:
    """Return the placeholders of a message; a language may use another form of a place."""
    return {FORM_OF_PLACE.sub("", name) for name in PLACEHOLDER.findall(text)}


def problems(catalogue: Catalog, plurals: int) -> Iterator[str]:
    """Yield messages that are untranslated, fuzzy, or translated with other placeholders."""
    for message in catalogue:
        if not message.id:
            continue
        ids = message.id if message.pluralizable else (message.id,)
        if not all(forms(message)):
            yield f"not translated: {ids[0]!r}"
            continue
        if message.fuzzy:
            yield f"doubtful (fuzzy), so not used: {ids[0]!r}"
        if message.pluralizable and len(forms(message)) != plurals:
            yield f"{len(forms(message))} forms where the language has {plurals}: {ids[0]!r}"
        names = [placeholders(id) for id in ids]
        for index, form in enumerate(forms(message)):
            used = placeholders(form)
            # A singular may omit the number.
            differing = used - names[0] - names[-1] if index == 0 and len(ids) > 1 else used ^ names[-1]
            yield from (f"{name} differs between {ids[-1]!r} and {form!r}" for name in sorted(differing))


def read_translations(path: Path, code: str) -> Catalog:
    """Read translations from lines ``English || Français || Español``."""
    translations, column = Catalog(locale=code), list(LANGUAGES).index(code)
    for n, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        cells = [cell.strip().replace("\\n", "\n").split(" ~ ") for cell in line.split("||")]
        if line.strip() and len(cells) != len(LANGUAGES):
            sys.exit(f"{path}, line {n}: {len(cells)} columns; expected {' || '.join(LANGUAGES.values())}")
        if line.strip() and any(cells[column]):
            one = len(cells[0]) == 1
            translations.add(*(cell[0] if one else tuple(cell) for cell in (cells[0], cells[column])))
    return translations


def main(check: bool, merge: Path | None = None) -> int:
    """Update all catalogues, or only check them."""
    wrong: list[str] = []
    for code in LANGUAGES:
        if code == DEFAULT:
            continue
        files = expected(code)
        old = [read(path, code) for path in (*files, *sorted((FOLDER / code).rglob("*.po")))]
        if merge:
            old.insert(0, read_translations(merge, code))
        for path, messages in files.items():
            own = read(path, code)
            new = update(messages, own, [*old[: bool(merge)], own, *old])
            name = path.relative_to(ROOT)
            ours = EDITIONS not in path.parents or OURS in path.parts
            faults = problems(new, own.num_plurals)
            wrong += (
                f"{name}: {fault}" for fault in faults if ours or not fault.startswith("not translated")
            )
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_atomic(path, text(new, code, own.plural_forms))
            elif ours and (left := keys(own) - keys(new)):
                wrong.append(f"{name}: no longer said: {len(left)}; run: make messages")
    print("\n".join(wrong) or "All messages are translated.")
    return int(bool(wrong))


if __name__ == "__main__":
    words = sys.argv[1:]
    sys.exit(
        main("--check" in words, Path(words[words.index("--merge") + 1]) if "--merge" in words else None)
    )
