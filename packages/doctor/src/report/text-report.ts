/** A diagnosis as lines of text for a terminal: the answer first, then what it rests on. */

import type { Diagnosis } from '../verdict/compare.ts'
import type { Finding } from '../verdict/finding.ts'
import { alternatively } from './alternatively.ts'
import { checkLines, snippetOf, untried } from './describe.ts'
import { redact } from './redact.ts'
import { ticketText } from './ticket-text.ts'
import { tierLabel } from './tier-label.ts'

/** Puts a text into a colour; the same text where there are none. */
export type Paint = (text: string, colour: 'red' | 'green' | 'yellow' | 'grey' | 'bold') => string

export const plain: Paint = (text) => text

const marks = {
  good: ['✓', 'green'],
  bad: ['✗', 'red'],
  unclear: ['?', 'yellow'],
  skipped: ['–', 'grey'],
} as const
const stateColours = { healthy: 'green', problem: 'red', unknown: 'yellow' } as const
/** Over the findings that are not the main one. */
const titles = { healthy: 'For your notice', problem: 'Also', unknown: 'What it may be' } as const
const width = 100

export function textReport(diagnosis: Diagnosis, paint: Paint = plain): string {
  const { state, summary, findings, comparison, middleTier, evidence, direct, beside } = diagnosis
  const main = state === 'problem' ? findings[0] : undefined
  const others = findings.filter((one) => one !== main)
  const lines = ['', paint(`${headline(state)} ${summary}`, stateColours[state])]
  if (state === 'healthy' && beside !== null) lines.push('', ...wrap(beside))
  if (main) lines.push(...findingLines(main, paint))
  const fix = snippetOf(diagnosis)
  if (fix) {
    const isGuess = middleTier?.name.includes(' or another') === true
    const whole = `he whole configuration for ${fix.title} is below.`
    lines.push(...wrap(isGuess ? `If it is ${fix.title}: t${whole}` : `T${whole}`, '  '))
  }
  if (comparison) lines.push('', ...wrap(comparison))
  if (middleTier)
    lines.push('', ...wrap(`${tierLabel(evidence)}: ${middleTier.name} (${middleTier.because.join('; ')}).`))
  if (others.length > 0) {
    lines.push('', paint(titles[state], 'bold'))
    for (const other of others) lines.push(...findingLines(other, paint))
  }
  lines.push('', paint(`What was checked at ${evidence.address}`, 'bold'), ...evidenceLines(diagnosis, paint))
  if (direct) {
    lines.push('', paint(`What was checked directly at ${direct.evidence.address}`, 'bold'))
    lines.push(...evidenceLines({ evidence: direct.evidence }, paint))
  }
  if (fix)
    lines.push(
      '',
      paint(`A configuration of ${fix.title} that works`, 'bold'),
      ...placeholders(fix.snippet),
      '',
      ...fix.snippet
        .trimEnd()
        .split('\n')
        .map((line) => `    ${line}`),
    )
  if (state !== 'healthy') {
    lines.push(
      '',
      paint('To paste into a ticket', 'bold'),
      '',
      ...ticketText(diagnosis)
        .split('\n')
        .map((line) => `    ${line}`),
    )
  }
  return lines.join('\n')
}

/** What of a configuration is different in every place. */
function placeholders(snippet: string): string[] {
  const ports = [
    ...(snippet.includes('8080') ? ['your port where it says 8080'] : []),
    ...(snippet.includes('4600') ? ['the port of Copydesk where it says 4600'] : []),
  ]
  return ports.length === 0 ? [] : wrap(`Write ${ports.join(', and ')}. Then let it be read anew.`)
}

function headline(state: Diagnosis['state']): string {
  return { healthy: 'All well.', problem: 'Found:', unknown: 'Unclear.' }[state]
}

function findingLines(found: Finding, paint: Paint): string[] {
  const { name, says, fix, hop, confidence, level } = found
  const others = alternatively(found)
  const kind = level === 'notice' ? 'notice' : confidence
  return [
    '',
    ...wrap(`${paint(name, 'bold')} (${hop}; ${kind})`),
    ...wrap(says, '  '),
    ...(others === '' ? [] : wrap(others, '  ')),
    ...wrap(`Fix: ${fix}`, '  '),
  ]
}

function evidenceLines({ evidence }: Pick<Diagnosis, 'evidence'>, paint: Paint): string[] {
  const found = checkLines(evidence).flatMap(({ title, mark, text }) => {
    const [sign, colour] = marks[mark]
    return wrap(`${paint(sign, colour)} ${title}: ${text}`, '  ', '    ')
  })
  const others = untried(evidence).flatMap(({ why, titles }) =>
    wrap(`${paint('–', 'grey')} Not tried (${why}): ${titles.join('; ')}`, '  ', '    '),
  )
  return [...found, ...others]
}

/** Breaks a text at spaces, without its secrets; what has no spaces stays whole. */
function wrap(text: string, first = '', rest = first): string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of redact(text).split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line)
      line = rest
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  lines.push(line)
  return lines
}
