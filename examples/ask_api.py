"""A client of the HTTP API, with nothing but Python's own library: what one practitioner is due, and what to do.

Start the API with `incentives serve`, then:

    python examples/ask_api.py http://127.0.0.1:8000 examples/french_physiotherapist.toml 2025
"""

import json
import sys
import tomllib
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen


def main(api: str, file: str, year: str) -> None:
    """Print the answer, what each scheme pays, and who decides; or every fault of the file."""
    situation = json.loads(json.dumps(tomllib.loads(Path(file).read_text("utf-8")), default=str))  # days as text
    answer = asked(f"{api}/api/v1/assess?lang=en", {"situation": situation, "year": int(year), "as_of": "2026-01-20"})
    if "faults" in answer:
        sys.exit("\n".join([answer["detail"], *(fault["text"] for fault in answer["faults"])]))
    for item in answer["answer"]:
        print(f"{item['text']}: {item['money_text']}" if item["money_text"] else item["text"])
        print("".join(f"  - {step}\n" for step in item["steps"]), end="")
    for row in answer["rows"]:
        if row["assessed"] and row["told"]:
            amount, sure = row["amount"]["certain_text"], row["edition"]["confidence_text"]
            print(f"{row['scheme']} {row['year']}: {amount} on the criteria ({sure})")
    print(answer["disclaimer"])


def asked(address: str, body: Any) -> Any:
    """What the API answers; a problem is an answer too."""
    request = Request(address, json.dumps(body).encode(), {"Content-Type": "application/json"})  # noqa: S310  # as given
    try:
        with urlopen(request) as response:  # noqa: S310  # likewise
            return json.load(response)
    except HTTPError as refused:
        return json.load(refused)


if __name__ == "__main__":
    main(*sys.argv[1:])
