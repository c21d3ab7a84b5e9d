#!/usr/bin/env bash
# The folder that an interrupted uninstall leaves behind goes on offering its plugins.
#
# Expected: a distribution whose folder pip renamed to "~name" is gone; one without METADATA is no
# distribution.
# Seen: importlib.metadata finds the entry points of both. The first has its name and is yet not found by
# that name (PackageNotFoundError); the second is offered by a distribution whose name and version are None,
# where both are said to be text.
# Versions: importlib.metadata of Python 3.11.7. Day: 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv

venv/bin/python - >seen.txt <<'PY'
import sys
from importlib import metadata
from pathlib import Path

for folder, files in {
    "~left-1.0.dist-info": {
        "METADATA": "Metadata-Version: 2.1\nName: left\nVersion: 1.0\n",
        "entry_points.txt": "[aids]\nleft = m:f\n",
    },
    "bare-1.0.dist-info": {"entry_points.txt": "[aids]\nbare = m:f\n"},
}.items():
    for name, text in files.items():
        path = Path("site", folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
sys.path.insert(0, "site")
for plugin in sorted(metadata.entry_points(group="aids")):
    print("plugin", plugin.name, "of", plugin.dist.name)
for name in ("left", "bare"):
    try:
        print("version of", name, metadata.version(name))
    except metadata.PackageNotFoundError:
        print("version of", name, "not found")
PY

cat seen.txt
diff seen.txt - <<'SEEN'
plugin bare of None
plugin left of left
version of left not found
version of bare None
SEEN
