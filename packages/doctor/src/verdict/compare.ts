/**
 * Compares the public way with the direct one: what works directly and not in public is the fault of what stands
 * between, and what fails both ways is not. Pure.
 */
import type { Evidence } from '../evidence.ts'
import type { Finding } from './finding.ts'
import { type Verdict, verdictOf } from './verdict.ts'

export interface Diagnosis extends Verdict {
  evidence: Evidence
  /** The direct way, when it was asked for. */
  direct: { evidence: Evidence; verdict: Verdict } | null
  /** What the comparison says; null without one. */
  comparison: string | null
}

/** Causes whose hop the comparison cannot change. */
const elsewhere = new Set(['browser', 'network'])

export function diagnose(evidence: Evidence, directEvidence: Evidence | null = null): Diagnosis {
  const verdict = verdictOf(evidence)
  if (directEvidence === null) return { ...verdict, evidence, direct: null, comparison: null }
  const directVerdict = verdictOf(directEvidence)
  const direct = { evidence: directEvidence, verdict: directVerdict }
  if (areStrangers(evidence, directEvidence)) {
    const comparison = `Directly at ${directEvidence.address} another server of Copydesk answers, which does not hear this one: the two ways cannot be compared.`
    return { ...verdict, comparison, evidence, direct }
  }
  return { ...verdict, ...compared(verdict, directVerdict, directEvidence), evidence, direct }
}

/** Both ways lead to a Copydesk, and neither node knows the other. */
function areStrangers({ echo: here }: Evidence, { echo: there }: Evidence): boolean {
  if (here.outcome !== 'echoed' || there.outcome !== 'echoed') return false
  const [a, b] = [here.echo, there.echo]
  return a.node !== b.node && !a.hears.includes(b.node) && !b.hears.includes(a.node)
}

function compared(
  verdict: Verdict,
  direct: Verdict,
  { address }: Evidence,
): Pick<Diagnosis, 'comparison' | 'findings'> {
  const middle = verdict.middleTier?.name ?? 'something'
  const { findings } = verdict
  if (verdict.state === 'healthy') {
    const comparison =
      direct.state === 'healthy'
        ? 'It works both ways, in public and directly.'
        : 'It works in public, though not directly: the direct address is not the way that people take.'
    return { comparison, findings }
  }
  if (direct.state === 'healthy') {
    return {
      comparison: `Directly at ${address} it works: the fault lies between, with ${middle === 'something' ? 'what stands there' : middle}.`,
      findings: findings.map((found) => blamed(found)),
    }
  }
  const same = direct.findings[0]?.cause === findings[0]?.cause && findings.length > 0
  if (same) {
    const hop =
      findings[0]?.cause === 'unreachable'
        ? 'the server itself does not answer'
        : 'the fault is not the proxy’s'
    return {
      comparison: `It fails directly at ${address} in the same way: ${hop}.`,
      findings: findings.map((found, index) =>
        index === 0 && found.hop === 'proxy' ? { ...found, hop: 'server' as const } : found,
      ),
    }
  }
  const comparison = `Directly at ${address} it fails as well, in another way: ${direct.summary}`
  return { comparison, findings }
}

/** It works without the middle tier, so the middle tier answers for it. */
function blamed(found: Finding): Finding {
  if (elsewhere.has(found.hop) && found.cause !== 'unreachable') return found
  return found.level === 'problem' ? { ...found, hop: 'proxy' } : found
}
