/** A diagnosis to paste into a ticket: plain Markdown, short, and without anything secret. */
import type { Diagnosis } from '../verdict/compare.ts'
import type { Finding } from '../verdict/finding.ts'
import { alternatively } from './alternatively.ts'
import { checkLines } from './describe.ts'
import { redact } from './redact.ts'
import { tierLabel } from './tier-label.ts'

const signs = { good: 'ok', bad: 'FAILS', unclear: '?' } as const

export function ticketText(diagnosis: Diagnosis): string {
  const { summary, findings, comparison, middleTier, evidence, direct, beside } = diagnosis
  const lines = [
    `Live updates at ${evidence.address}, checked from a ${evidence.from}: ${summary}`,
    '',
    ...findings.map(findingLine),
    ...(beside ? [`- ${beside}`] : []),
    ...(comparison ? [`- ${comparison}`] : []),
    ...(middleTier ? [`- ${tierLabel(evidence)}: ${middleTier.name}.`] : []),
    '',
    ...checkLines(evidence).map(({ title, mark, text }) => `- [${signs[mark]}] ${title}: ${text}`),
    ...(direct
      ? [
          '',
          `Directly at ${direct.evidence.address}:`,
          ...checkLines(direct.evidence).map(
            ({ title, mark, text }) => `- [${signs[mark]}] ${title}: ${text}`,
          ),
        ]
      : []),
  ]
  return redact(lines.join('\n'))
}

function findingLine(found: Finding): string {
  const { row, name, hop, confidence, level, says, fix } = found
  const numbered = row === null ? '' : ` [cause ${row}]`
  const kind = level === 'notice' ? 'notice' : confidence
  return [`- ${name}${numbered} (${hop}, ${kind}).`, says, alternatively(found), `Fix: ${fix}`]
    .filter(Boolean)
    .join(' ')
}
