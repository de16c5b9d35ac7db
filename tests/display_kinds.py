"""Some 250 kinds of what a cell may show, as cells: each value in each place where JSON is made of it."""

from __future__ import annotations

SETUP = """
import collections, datetime, decimal, fractions, math, types, uuid, warnings
from pathlib import Path
import numpy as np, pandas as pd
from IPython.display import HTML, JSON, Image, SVG, display, update_display
from PIL import Image as Picture
warnings.simplefilter("ignore")  # they name a file of the engine
class Own:
    def __init__(self, **data): self.data = data
    def _repr_mimebundle_(self, include=None, exclude=None): return self.data
class Pair(Own):
    def _repr_mimebundle_(self, include=None, exclude=None): return {"text/plain": "x"}, self.data
class Png:
    def __init__(self, png): self.data = {'png': png}
    def _repr_png_(self): return self.data["png"]
def each(kinds):
    for kind in kinds:
        try: eval(kind)
        except Exception as error: print(f"{kind}: {type(error).__name__} {error}")
display('a', display_id='one')
"""
VALUES = r"""
'text'
1
True
None
2.5
math.nan
-math.inf
b'bytes'
bytearray(b'x')
b'\xff\x00'
datetime.date(2020, 1, 2)
datetime.datetime(2020, 1, 2, 3, tzinfo=datetime.UTC)
datetime.timedelta(1)
np.int64(3)
np.float32(1.5)
np.float64('nan')
np.bool_(True)
np.arange(3)
np.array(['a', 'b'])
pd.Timestamp('2020-01-02')
pd.NaT
pd.NA
pd.Series([1, 2])
decimal.Decimal('1.1')
fractions.Fraction(1, 3)
{1}
frozenset({'a'})
(1, 2)
range(3)
(i for i in range(2))
types.MappingProxyType({'a': 1})
collections.OrderedDict(b=1, a=2)
{1: 'a'}
{None: 1, True: 2}
{1: 'a', '1': 'b'}
{(1, 2): 3}
{'a': {'b': [{1}]}}
[math.nan, 1]
Path('a')
uuid.UUID(int=0)
object()
complex(1, 2)
'\ud800'
10**400
""".strip().splitlines()
TEXTS = r"""
'text'
b'bytes'
datetime.date(2020, 1, 2)
math.nan
['a', 'b']
object()
pd.NaT
""".strip().splitlines()
PLACES = [
    ("display({{'application/json': {}, 'text/plain': 'x'}}, raw=True)", VALUES),
    ("display({{'text/html': {}}}, raw=True)", TEXTS),
    ("display('x', metadata={{'text/plain': {}}})", VALUES),
    ("display(Own(**{{'application/vnd.x+json': {}, 'text/plain': 'x'}}))", VALUES),
    ("display(Pair(**{{'text/plain': {}}}))", VALUES),
    ("update_display({{'application/json': {}}}, display_id='one', raw=True)", VALUES),
]
WHOLE = r"""
display(Picture.new('RGB', (2, 2)))
display(Picture.new('L', (2, 2)))
display(Picture.new('RGB', (2, 2)))
display(Image(data=b'\x89PNG\r\n\x1a\n'))
display(Png(png=b'\x89PNG'))
display(Png(png='text'))
display(Png(png=(b'\x89PNG', {'width': 3})))
display(Png(png=(b'x', {'width': math.nan})))
display(JSON({'a': [1, None]}))
display(JSON([1, 2], expanded=True))
display(JSON({'when': datetime.date(2020, 1, 2)}))
display(pd.DataFrame({'a': [b'x', {1}, np.nan]}))
display(pd.Series([pd.Timestamp(0)]))
display(np.eye(2))
display({'a', 'b'})
display({1: {2}})
display(b'x')
display('\ud800')
display(HTML(b'bytes'))
display(HTML('\ud800'))
display(HTML('a\x00b\x1b[31m'))
display(SVG('<svg xmlns="http://www.w3.org/2000/svg"/>'))
display({'text/plain': 'x'}, raw=True, metadata={1: 2})
display({1: 'x', 'text/plain': 'x'}, raw=True)
display([1], raw=True)
update_display(Picture.new('1', (2, 2)), display_id='one')
update_display({'application/json': {1}, 'text/plain': 'y'}, display_id='one', raw=True)
display('a', transient={'x': {1}})
display(display_id=5)
""".strip().splitlines()
# The value of a cell goes another way than what it displays.
LAST = r"""
Picture.new('RGB', (2, 2))
Own(**{'application/json': {1}, 'text/plain': 'x'})
JSON([np.int64(1)])
Pair(**{'text/plain': {1: math.nan}})
Pair(**{'text/plain': object()})
b'x'
HTML('\ud800')
""".strip().splitlines()
CELLS = [
    SETUP,
    *(f"each({[place.format(value) for value in values]!r})" for place, values in PLACES),
    f"each({WHOLE!r})",
    *LAST,
]
# What no notebook can hold: a real kernel sends it on, and nbclient then ends without naming a cell.
IMPOSSIBLE = ["1", "None", "{1}", "np.arange(2)", "{'a': 1}"]
