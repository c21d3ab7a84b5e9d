#!/usr/bin/env bash
# No mutant is ever made in most functions that have a decorator, so "all killed" may be said of code that
# no test checks.
#
# Expected: every function's body is mutated, or the report says which ones are left out.
# Seen: of six functions with the same body, the plain, the static and the class method get mutants; the
# property, the cached function and the function registered with singledispatch get none, and neither do
# numbers at the module's level. All 13 mutants are killed, though nothing in the tests looks at what those
# other three return, and no line of the report names them.
# Versions: mutmut 3.8.1, pytest 9.2.0; Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check mutmut==3.8.1 pytest==9.2.0

mkdir -p src tests
cat >pyproject.toml <<'TOML'
[tool.mutmut]
source_paths = ["src/"]
TOML
cat >src/pay.py <<'PY'
from functools import lru_cache, singledispatch

BASE = 2 + 3


def plain(n):
    return n * 3 + 1


@lru_cache
def cached(n):
    return n * 3 + 1


@singledispatch
def shown(thing):
    return None


@shown.register
def shown_number(n: int):
    return n * 3 + 1


class Claim:
    def __init__(self, n):
        self.n = n

    @property
    def amount(self):
        return self.n * 3 + 1

    @staticmethod
    def static(n):
        return n * 3 + 1

    @classmethod
    def of_class(cls, n):
        return n * 3 + 1
PY
cat >tests/test_pay.py <<'PY'
from pay import Claim, cached, plain, shown


def test_some_are_checked_and_all_are_called():
    assert plain(2) == Claim.static(2) == Claim.of_class(2) == 7
    assert Claim(5).n == 5
    cached(2), Claim(2).amount, shown(2)
PY
venv/bin/mutmut run --max-children 1 >run.txt 2>&1
venv/bin/mutmut results --all true 2>/dev/null >results.txt
{
    echo "functions with mutants:"
    sed -n 's/^ *pay\.\(.*\)__mutmut_[0-9]*: .*/\1/p' results.txt | sort -u
    echo "verdicts:"
    sed -n 's/^ *pay\..*: //p' results.txt | sort | uniq -c | sed 's/^ *//'
    echo "lines about what was left out:"
    grep -c -i -E 'skip|decorat|amount|cached|shown' run.txt || true
} >seen.txt

cat seen.txt
diff seen.txt - <<'SEEN'
functions with mutants:
x_plain
xǁClaimǁ__init__
xǁClaimǁof_class
xǁClaimǁstatic
verdicts:
13 killed
lines about what was left out:
0
SEEN
