/** A diagnosis to paste into a ticket: plain Markdown, short, and without anything secret. */
import type { Diagnosis } from '../verdict/compare.ts'
import { checkLines } from './describe.ts'
import { redact } from './redact.ts'

const signs = { good: 'ok', bad: 'FAILS', unclear: '?' } as const

export function ticketText(diagnosis: Diagnosis): string {
  const { summary, findings, comparison, middleTier, evidence, direct } = diagnosis
  const lines = [
    `Live updates at ${evidence.address}, checked from a ${evidence.from}: ${summary}`,
    '',
    ...findings.map(
      ({ row, name, hop, confidence, says, fix }) =>
        `- ${name}${row === null ? '' : ` [cause ${row}]`} (${hop}, ${confidence}). ${says} Fix: ${fix}`,
    ),
    ...(comparison ? [`- ${comparison}`] : []),
    ...(middleTier ? [`- Between: ${middleTier.name}.`] : []),
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
