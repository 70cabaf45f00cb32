"""The manifest beside an output: what went in, under which configuration, what came out.

It names no machine, no folder and no time: the same input and configuration give the same bytes.
"""

import json
from collections.abc import Mapping
from typing import Any

from corpusclean.formats.writers import Writer
from corpusclean.report.tally import Tally

__all__ = ["render"]


def render(config: Mapping[str, Any], digest: str, tally: Tally, outputs: Mapping[str, Writer]) -> bytes:
    """The manifest of a run, as JSON; ``config`` is everything that determined the output."""
    settings = dict(config)
    found = {
        "version": settings.pop("version"),
        "libraries": settings.pop("libraries"),
        "config": settings,
        "config_hash": digest,
        "counts": {
            "documents": {
                "read": tally.read,
                "kept": tally.kept,
                "dropped": sum(tally.dropped.values()),
                "failed": tally.failed,
            },
            "characters": {"read": tally.characters_read, "kept": tally.characters_kept},
            "encodings": dict(sorted(tally.encodings.items())),
            "edits": dict(sorted(tally.edits.items())),
            "flags": dict(sorted(tally.flags.items())),
            "dropped": dict(sorted(tally.dropped.items())),
        },
        "input": tally.input,
        "output": {
            name: {"records": writer.count, "sha256": f"sha256:{writer.sha256}"} for name, writer in outputs.items()
        },
        "failed": [{"id": name, "error": message} for name, message in sorted(tally.named)],
        "left_alone": tally.left_alone,
    }
    return f"{json.dumps(found, ensure_ascii=False, indent=2)}\n".encode()
