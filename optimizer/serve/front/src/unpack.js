// Findings come as one column a field, texts by their place in a list; here they become rows again.

const TEXTS = ["clause", "about", "period", "relation", "unit", "verdict", "mode", "site", "note"];
const FIGURES = ["required", "found", "slack"];

export function unpacked(outcome) {
  if (!outcome || Array.isArray(outcome.findings)) return outcome;
  const packed = outcome.findings;
  const rows = packed.slack.map((_, k) => {
    const row = {};
    for (const name of TEXTS) if (packed[name][k] >= 0) row[name] = packed.texts[packed[name][k]];
    for (const name of FIGURES) if (packed[name][k] !== null) row[name] = packed[name][k];
    return row;
  });
  return { ...outcome, findings: rows };
}
