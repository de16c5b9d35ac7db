"""Arithmetic that an editor writes as data: numbers, ``+ - * / **`` and a few named functions.

Anything else is rejected, so that a table of checks cannot run code.
"""

import ast
import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from migbrief.errors import UserError, unknown
from migbrief.text.counts import Count
from migbrief.text.i18n import mark, t

MAX_LENGTH = 500
MAX_POWER = 100.0
_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@dataclass(frozen=True)
class Signature:
    """The arguments of a function: how many values or names, which keywords, and whether names are ids."""

    least: int
    most: int
    keywords: tuple[str, ...] = ()
    text: bool = False
    ids: bool = False


FUNCTIONS: Mapping[str, Signature] = {
    "fact": Signature(1, 1, text=True, ids=True),  # the value of a fact
    "year": Signature(1, 1, text=True, ids=True),  # the year a fact refers to
    "items": Signature(1, 1, text=True, ids=True),  # number of names in a fact's list
    "places": Signature(1, 20, ("role",), text=True, ids=True),  # distinct countries of facts or initiatives
    "participants": Signature(1, 1, ("role",), text=True, ids=True),  # organisations in an initiative
    # How many initiatives match.
    "initiatives": Signature(0, 0, ("section", "kind", "theme", "status", "start"), text=True),
    # Paragraphs of a section, first to last, that name initiatives.
    "initiative_paragraphs": Signature(3, 3, text=True),
    "sections": Signature(1, 1, text=True),  # sections with this prefix in their label
    "members": Signature(1, 1, text=True),  # countries in a group
    # Countries with a figure, or with that value.
    "indicator_count": Signature(2, 2, ("value", "group"), text=True),
    **{"min": Signature(1, 20), "max": Signature(1, 20), "round": Signature(1, 1), "abs": Signature(1, 1)},
}
MAX_DEPTH: Final = 100
_ARITHMETIC: Mapping[str, Callable[..., float]] = {
    "min": min,
    "max": max,
    "round": lambda x: float(round(x)),
    "abs": abs,
}


def evaluate(text: str, functions: Mapping[str, Callable[..., float]]) -> float:
    """Return the value of an expression; ``functions`` are those that look things up.

    Raises ``UserError`` for what is not understood, divides by zero or is not a finite number.

    >>> evaluate("2 ** 3 + fact('a')", {"fact": lambda id: 1.0})
    9.0
    """
    try:
        value = float(_value(_parse(text), {**_ARITHMETIC, **functions}))
    except ZeroDivisionError:
        raise UserError("{text} divides by zero", text=text) from None
    except ValueError:  # not a number, so it cannot be rounded
        raise UserError("{text} is not a finite number", text=text) from None
    except OverflowError:
        raise UserError("{text} is too large a number", text=text) from None
    if not math.isfinite(value):
        raise UserError("{text} is not a finite number", text=text)
    return value


def names_in(text: str) -> set[str]:
    """Return the ids of facts and initiatives that an expression uses.

    Raises ``UserError`` if it is not understood.

    >>> sorted(names_in("fact('a') - items('b')"))
    ['a', 'b']
    """
    names: set[str] = set()
    for node in ast.walk(_parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and FUNCTIONS[node.func.id].ids:
            names |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return names


def calls_in(text: str) -> list[tuple[str, list[str], dict[str, str]]]:
    """Return the functions an expression calls, each with its values and its keywords as text.

    >>> calls_in("fact('a') + 1")
    [('fact', ['a'], {})]
    """
    calls = []
    for node in ast.walk(_parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = [str(a.value) for a in node.args if isinstance(a, ast.Constant)]
            named = {k.arg: str(k.value.value) for k in node.keywords if isinstance(k.value, ast.Constant)}
            calls.append((node.func.id, given, {k: v for k, v in named.items() if k}))
    return calls


@lru_cache(maxsize=1024)
def _parse(text: str) -> ast.expr:
    if len(text) > MAX_LENGTH:
        raise UserError(
            "the expression has {n} characters; at most {most} are read",
            n=Count(len(text)),
            most=Count(MAX_LENGTH),
        )
    try:
        body = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise UserError("{text} is not an expression, such as fact('a') + 2", text=repr(text)) from None
    _check(body)
    return body


def _check(node: ast.expr, depth: int = 0) -> None:
    """Reject anything but numbers, arithmetic and known functions."""
    if depth > MAX_DEPTH:
        raise UserError(
            "the expression is nested too deeply; at most {n} levels are read", n=Count(MAX_DEPTH)
        )
    if isinstance(node, ast.BinOp) and isinstance(node.op, (*_BINARY, ast.Pow)):
        _check(node.left, depth + 1)
        _check(node.right, depth + 1)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.UAdd, ast.USub)):
        _check(node.operand, depth + 1)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        _check_call(node, node.func.id, depth)
    elif not (isinstance(node, ast.Constant) and type(node.value) in (int, float)):
        raise UserError(
            "{text} is not understood; use numbers, + - * / ** and {names}",
            text=ast.unparse(node),
            names=", ".join(FUNCTIONS),
        )


def _check_call(node: ast.Call, name: str, depth: int) -> None:
    if name not in FUNCTIONS:
        raise unknown(mark("function"), name, FUNCTIONS)
    takes = FUNCTIONS[name]
    if not takes.least <= len(node.args) <= takes.most:
        raise UserError(
            "{text}: {name} takes {least} to {most} values",
            text=ast.unparse(node),
            name=name,
            least=str(takes.least),
            most=str(takes.most),
        )
    for argument in node.args:
        if not (takes.text and isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
            _check(argument, depth + 1)
    for keyword in node.keywords:
        if keyword.arg not in takes.keywords:
            raise unknown(t("keyword of {name}", name=name), keyword.arg or "**", takes.keywords)
        if not (isinstance(keyword.value, ast.Constant) and type(keyword.value.value) in (int, float, str)):
            raise UserError(
                "{text}: {name} takes a number or a text in quotes", text=ast.unparse(node), name=keyword.arg
            )


def _value(node: ast.expr, functions: Mapping[str, Callable[..., float]]) -> float:
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left, functions), _value(node.right, functions)
        return _power(left, right) if isinstance(node.op, ast.Pow) else _BINARY[type(node.op)](left, right)
    if isinstance(node, ast.UnaryOp):
        value = _value(node.operand, functions)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        keywords = {
            k.arg: k.value.value for k in node.keywords if k.arg and isinstance(k.value, ast.Constant)
        }
        return functions[node.func.id](*(_argument(a, functions) for a in node.args), **keywords)
    assert isinstance(node, ast.Constant) and isinstance(node.value, (int, float))
    return node.value


def _argument(node: ast.expr, functions: Mapping[str, Callable[..., float]]) -> float | str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return _value(node, functions)


def _power(base: float, exponent: float) -> float:
    if abs(exponent) > MAX_POWER:
        raise UserError(
            "the exponent {n} is too large; at most {most}", n=f"{exponent:g}", most=f"{MAX_POWER:g}"
        )
    if base < 0 and not float(exponent).is_integer():
        raise UserError("{text} is not a real number", text=f"{base:g} ** {exponent:g}")
    return float(float(base) ** float(exponent))
