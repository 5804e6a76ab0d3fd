/** A diagnosis as JSON, for scripts: the verdict first, all evidence behind it. The form is stable. */
import type { Diagnosis } from '../verdict/compare.ts'
import { snippetOf } from './describe.ts'
import { redact } from './redact.ts'
import { ticketText } from './ticket-text.ts'

export function jsonReport(diagnosis: Diagnosis): string {
  const { state, summary, findings, middleTier, comparison, evidence, direct } = diagnosis
  const { proxy, snippet } = snippetFields(diagnosis)
  const report = {
    state,
    summary,
    findings,
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
  // Each text by itself: a pattern must not reach over the quotes of JSON.
  return JSON.stringify(
    report,
    (_key, value: unknown) => (typeof value === 'string' ? redact(value) : value),
    2,
  )
}

function snippetFields(diagnosis: Diagnosis): { proxy: string | null; snippet: string | null } {
  const fix = snippetOf(diagnosis)
  return { proxy: fix?.title ?? null, snippet: fix?.snippet ?? null }
}
