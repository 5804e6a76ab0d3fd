/** A diagnosis as JSON, for scripts: the verdict first, all evidence behind it. The form is stable. */
import type { Diagnosis } from '../verdict/compare.ts'
import { snippetOf } from './describe.ts'
import { redact } from './redact.ts'
import { ticketText } from './ticket-text.ts'

export function jsonReport(diagnosis: Diagnosis): string {
  const { state, summary, findings, middleTier, comparison, evidence, direct, beside } = diagnosis
  const { proxy, snippet } = snippetFields(diagnosis)
  const report = {
    state,
    summary,
    findings,
    beside,
    middleTier,
    comparison,
    proxy,
    snippet,
    ticket: ticketText(diagnosis),
    evidence,
    direct: direct && {
      state: direct.verdict.state,
      findings: direct.verdict.findings,
      evidence: direct.evidence,
    },
  }
  return JSON.stringify(report, shown, 2)
}

/** What others answered may hold anything: its bodies stay out. Each text is looked at by itself, within its quotes. */
function shown(key: string, value: unknown): unknown {
  if (key === 'json' || key === 'bodyStart') return undefined
  return typeof value === 'string' ? redact(value) : value
}

function snippetFields(diagnosis: Diagnosis): { proxy: string | null; snippet: string | null } {
  const fix = snippetOf(diagnosis)
  return { proxy: fix?.title ?? null, snippet: fix?.snippet ?? null }
}
