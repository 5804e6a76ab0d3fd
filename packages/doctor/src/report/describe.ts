/** What a diagnosis comes down to, for every form it is shown in: the snippet, and one line for each check. */
import type { Line } from '../checks/check.ts'
import { checks, type RunCheckId, tell } from '../checks/index.ts'
import type { Evidence } from '../evidence.ts'
import { fixes } from '../fixes/index.ts'
import type { ProxyFix } from '../fixes/proxy-fix.ts'
import type { Diagnosis } from '../verdict/compare.ts'

export interface CheckLine extends Line {
  id: RunCheckId
  title: string
}

/** What the checks that were tried found, in reading order. */
export function checkLines(evidence: Evidence): CheckLine[] {
  return Object.values(checks)
    .filter(({ id }) => evidence[id].outcome !== 'skipped')
    .map(({ id, title }) => ({ id, title, ...tell(id, evidence[id]) }))
}

/** Checks that were not tried, by the reason. */
export function untried(evidence: Evidence): { why: string; titles: string[] }[] {
  const groups = new Map<string, string[]>()
  for (const { id, title } of Object.values(checks)) {
    const found = evidence[id]
    if (found.outcome === 'skipped') groups.set(found.why, [...(groups.get(found.why) ?? []), title])
  }
  return [...groups].map(([why, titles]) => ({ why, titles }))
}

/** The configuration that mends the main cause, when it is a proxy's and the proxy was recognised. */
export function snippetOf({
  findings,
  middleTier,
}: Pick<Diagnosis, 'findings' | 'middleTier'>): ProxyFix | null {
  const [main] = findings
  // For what is only possible nobody should change a proxy.
  if (
    main?.level !== 'problem' ||
    main.confidence === 'possible' ||
    main.snippet === null ||
    !middleTier?.product
  )
    return null
  return fixes[middleTier.product]
}
