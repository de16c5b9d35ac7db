"""The command line is in the user's language, reports in their own."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from migbrief import paths
from migbrief.cli import locale
from migbrief.cli.main import main
from migbrief.errors import UserError
from migbrief.text import i18n
from tools import catalogues

NB = "\xa0"


def run(code: str, *words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, words, prog_name="migbrief", env={locale.NAME: code})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "es"}, "es"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "es_ES.UTF-8"}, "es"),
        ({"LC_MESSAGES": "es_ES.UTF-8", "LC_ALL": "fr_CH@euro"}, "fr"),
        ({"LC_ALL": "fr_FR.UTF-8", "LANGUAGE": "de:es:fr"}, "es"),
        ({"LC_ALL": "C", "LANGUAGE": "fr"}, "en"),
        ({"LANG": "C", "LANGUAGE": "fr"}, "fr"),
        ({"LC_ALL": "", "LANG": "fr"}, "fr"),
        ({"LANG": "es_ES", "LANGUAGE": "es", "MIGBRIEF_LANGUAGE": "fr"}, "fr"),
    ],
)
def test_the_language_is_found_as_gettext_finds_it(given: dict[str, str], code: str) -> None:
    assert locale.language(given) == code


def test_an_unknown_language_is_one_line() -> None:
    with pytest.raises(UserError, match=r"^unknown MIGBRIEF_LANGUAGE 'pt_BR'; expected one of: en, es, fr$"):
        locale.language({"MIGBRIEF_LANGUAGE": "pt_BR", "LANG": "fr_FR"})
    assert run("pt_BR", "list") == (
        2,
        "",
        "migbrief: unknown MIGBRIEF_LANGUAGE 'pt_BR'; expected one of: en, es, fr\n",
    )


@pytest.mark.parametrize(
    ("code", "words", "line"),
    [
        ("fr", ["render", "intrp"], f"rapport introuvable{NB}: 'intrp'{NB}; vouliez-vous dire intro{NB}?"),
        ("es", ["render", "intrp"], "informe inexistente: 'intrp'; ¿quería decir intro?"),
        (
            *("fr", ["render", "intro", "-p", "countries"]),
            f"-p attend nom=valeur, par exemple -p countries=KEN,Nepal{NB}; reçu{NB}: 'countries'",
        ),
        (
            *("es", ["render", "profiles"]),
            "¿qué perfiles? Indique --country, --region, o --all para todos",
        ),
        ("fr", ["render", "--jobs", "0"], "0 n’est pas dans l’intervalle 1<=x<=64"),
        ("es", ["render", "--jobs", "many"], "'many' no es un número entero; véase migbrief render --help"),
        ("fr", ["pack", "intro"], f"il manque l’option '--out'{NB}; voir migbrief pack --help"),
        ("es", ["check"], "falta el argumento 'EDICIÓN'; véase migbrief check --help"),
        ("es", ["list", "a", "b"], "sobra un argumento (b); véase migbrief list --help"),
        ("fr", ["rendre"], f"commande inconnue{NB}: 'rendre'. Vouliez-vous dire 'render'{NB}?"),
        ("es", ["render", "--to"], "la opción '--to' requiere un valor; véase migbrief render --help"),
        ("fr", ["list", "--profiles=1"], "l’option '--profiles' n’accepte pas de valeur"),
    ],
)
def test_a_mistake_is_one_line_in_the_users_language(
    project: Path, code: str, words: list[str], line: str
) -> None:
    status, out, err = run(code, *words)
    assert (status, out) == (2, "")
    assert err.startswith("migbrief: ") and line in err and err.count("\n") == 1


def test_without_a_project_the_reason_is_reported_in_the_users_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIGBRIEF_HOME", str(tmp_path))
    assert f"MIGBRIEF_HOME vaut {tmp_path.resolve()}, qui n’a pas de dossier data" in run("fr", "list")[2]


def test_a_check_is_in_the_users_language(tmp_path: Path) -> None:
    status, out, _ = run("fr", "check", "2012-tenth")
    lines = out.splitlines()
    assert status == 0 and re.match(rf"Contribution de l’OIM .*{NB}: \d+ faits$", lines[0])
    verdicts = {"étayé", "partiel", "reporté", "contredit", "variable selon l’édition", "non vérifiable"}
    assert verdicts <= {line.split(None, 1)[1] for line in lines[1:]}
    (tmp_path / "paper.txt").write_text("Nothing of the paper.", encoding="utf-8")
    status, out, _ = run("es", "check", "2012-tenth", "--text", str(tmp_path / "paper.txt"))
    assert status == 1 and "     0  datos encontrados\n" in out
    assert "sección intro: no se encuentra; ningún párrafo empieza como dice su ancla" in out
    assert "el texto no tiene ese párrafo" in out and "paragraph" not in out


def test_a_wrong_table_is_reported_in_the_users_language(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(paths.editions() / "2012-tenth", folder)
    facts = (folder / "facts.csv").read_text("utf-8").replace(",exact,", ",exakt,", 1)
    (folder / "facts.csv").write_text(facts, encoding="utf-8")
    status, _, err = run("fr", "check", str(folder))
    assert status == 2
    line = next(line for line in err.splitlines() if "exakt" in line)
    assert line.startswith("migbrief: facts.csv, ligne ") and "colonne qualifier" in line
    assert f"trouvé{NB}: 'exakt', attendu{NB}: l’une des valeurs " in line
    assert line.endswith(f"vouliez-vous dire exact{NB}?")


def test_the_list_is_in_the_users_language() -> None:
    lines = run("fr", "list")[1].splitlines()
    assert lines[0].startswith("Contribution de l")
    assert lines[3].split(None, 1) == ["a1", "Renforcement des capacités et appui opérationnel"]
    assert lines[-1].endswith(f"Profils migratoires des pays et des régions{NB}: list --profiles")


HELPS = [[], ["list"], ["render"], ["pack"], ["check"], ["lab"], ["edition", "new"]]


def flat(text: str) -> str:
    return " ".join(text.replace(NB, " ").split())


@pytest.mark.parametrize("code", ["fr", "es"])
@pytest.mark.parametrize("words", HELPS)
def test_a_help_is_translated_to_the_last_word(code: str, words: list[str]) -> None:
    english, shown = (flat(run(c, *words, "--help")[1]) for c in ("en", code))
    assert shown.startswith({"fr": "Utilisation : migbrief", "es": "Uso: migbrief"}[code])
    library = catalogues.ROOT / "lib/migbrief"
    files = [*(library / "cli").glob("*.py"), library / "locale" / "texts.txt"]
    of_commands = [m.id for m in catalogues.extract(files) if isinstance(m.id, str) and m.id]
    said = [m for m in of_commands if flat(m) in english]
    assert len(said) >= 6  # the usage, its words, the text of the command, of its options
    with i18n.speaking(code):
        left = [m for m in said if len(m) > 8 and flat(m) in shown and i18n.t(m) != m]
    assert left == []
    for word in ("Usage", "Show this", "TEXT ", "PATH ", "RANGE", "[default", "[required"):
        assert word not in shown


def test_english_is_found_again_after_another_language() -> None:
    run("fr", "list")
    assert i18n.current() == "en"
    assert run("en", "list")[1].splitlines()[1].endswith("Overview: the paper at a glance")


NOTEBOOK = re.compile(r"data:application/x-ipynb\+json[^,]*;base64,([A-Za-z0-9+/=]+)")


def decoded(found: re.Match[str]) -> str:
    """The notebook that a page carries, without the names that Papermill draws for its own cells."""
    return re.sub(r'"id": "[0-9a-f]{8}"', "", base64.b64decode(found[1]).decode())


def made(project: Path, out: Path, code: str, engine: str, *words: str) -> tuple[dict[str, str], str, str]:
    """What a batch leaves in its folder, but for its times; and what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "migbrief", "render", *words, "--engine", engine, "--out", out],
        env={**os.environ, locale.NAME: code, "MIGBRIEF_HOME": str(project)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 1
    texts = {str(p.relative_to(out)): p.read_text("utf-8") for p in sorted(out.rglob("*.html"))}
    pages = {name: NOTEBOOK.sub(decoded, text) for name, text in texts.items()}
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    for entry in manifest["reports"]:
        del entry["made"], entry["page_made"], entry["seconds"]
    return {**pages, "manifest": json.dumps(manifest["reports"])}, done.stdout, done.stderr


@pytest.mark.batch
@pytest.mark.parametrize("engine", ["fork", "kernel"])
def test_what_is_made_does_not_depend_on_the_language_of_the_command_line(
    project: Path, tmp_path: Path, engine: str
) -> None:
    """One report is made and one fails, for a reason that is given in the report's own language."""
    words = ("intro", "a1", "-p", "vintage=2015", "-p", "language=fr")
    english, said, failed = made(project, tmp_path / "one", "en", engine, *words)
    spanish, dicho, fallo = made(project, tmp_path / "two", "es", engine, *words)
    assert said.startswith("1 of 2 reports made, 1 failed: ")
    assert dicho.startswith("informes creados: 1 de 2, 1 con error: ")
    id, _, told = failed.partition(" failed: ")
    why = f"cellule 5{NB}: ZeroDivisionError: division by zero"
    assert id.startswith("migbrief: a1--") and told == f"{why}\n"
    assert fallo == f"{id} ha fallado: {why}\n"
    assert why in {entry["error"] for entry in json.loads(english["manifest"])}
    assert any(why in page for name, page in english.items() if name.startswith("failed/"))
    assert sorted(english) == sorted(spanish) and len(english) > 4
    assert [name for name in english if english[name] != spanish[name]] == []
