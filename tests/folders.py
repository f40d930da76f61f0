"""Write a case that was built in code as an instance folder: JSON is YAML, and tables may stand in case.yaml."""

from __future__ import annotations

import json
from pathlib import Path

from models import Case


def write_instance(case: Case, folder: Path) -> Path:
    folder.mkdir(parents=True)
    whole = case.model_dump(mode="json", exclude_defaults=True)
    policy = whole.pop("policy", {})
    hauls = whole.pop("geography", {}).pop("hauls", [])
    (folder / "case.yaml").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    (folder / "policy.yaml").write_text(json.dumps(policy, ensure_ascii=False), encoding="utf-8")
    if hauls:
        rows = [
            "site,place,cost,allowed",
            *(f"{h['site']},{h['place']},{h['cost']},{h.get('allowed', True)}" for h in hauls),
        ]
        (folder / "hauls.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder
