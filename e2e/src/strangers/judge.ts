/** Asks the doctor about a situation, and counts what it says. */
import { type CauseId, type Diagnosis, diagnose, readTarget, runChecks } from '@copydesk/doctor'
import { createNodeProbe } from '@copydesk/doctor/node'
import type { StartedServer } from '@copydesk/testkit'
import type { Asked, Situation } from './situation.ts'

export const outcomes = ['right', 'unknown', 'false-likely', 'false-certain'] as const
export type Outcome = (typeof outcomes)[number]

export interface Judged {
  name: string
  outcome: Outcome
  /** What the doctor said, shortened. */
  said: string
  diagnosis: Diagnosis
}

export async function judge(situation: Situation, server: StartedServer): Promise<Judged> {
  const ends: (() => unknown)[] = []
  try {
    const asked = await situation.start({ server, onEnd: (action) => void ends.push(action) })
    const diagnosis = await examine(asked)
    return {
      name: situation.name,
      outcome: outcomeOf(situation, diagnosis),
      said: shortly(diagnosis),
      diagnosis,
    }
  } finally {
    for (const end of ends.toReversed()) await end()
  }
}

async function examine({
  url,
  path,
  token,
  direct,
  idle = false,
  probe: options,
}: Asked): Promise<Diagnosis> {
  const run = async (address: string, probe: ReturnType<typeof createNodeProbe>) => {
    const target = readTarget(address, { path, token, idle })
    if (target === null) throw new Error(`"${address}" is no address`)
    return runChecks({ probe, target })
  }
  const [evidence, directly] = await Promise.all([
    run(url, createNodeProbe(options)),
    direct === undefined ? null : run(direct, createNodeProbe()),
  ])
  return diagnose(evidence, directly)
}

/** "All well" is a claim as well, and a certain one. */
function outcomeOf({ right, alsoTrue = [], alsoNamed = [] }: Situation, diagnosis: Diagnosis): Outcome {
  const { state, findings } = diagnosis
  const isTrue = (cause: CauseId) => [...right, ...alsoTrue, ...alsoNamed].includes(cause)
  const lies = findings.filter(({ cause, confidence }) => confidence !== 'possible' && !isTrue(cause))
  if (lies.some(({ confidence }) => confidence === 'certain')) return 'false-certain'
  if (
    state === 'healthy' &&
    !right.includes('healthy') &&
    !findings.some(({ cause }) => right.includes(cause))
  )
    return 'false-certain'
  if (lies.length > 0) return 'false-likely'
  const isSecondNamed = alsoNamed.every((cause) => findings.some((one) => one.cause === cause))
  const [main] = findings.filter(({ level }) => level === 'problem')
  if (state === 'healthy') return 'right'
  if (state === 'unknown') {
    const isPossible = findings.some(({ cause }) => right.includes(cause))
    return right.includes('unknown') || isPossible
      ? right.includes('unknown')
        ? 'right'
        : 'unknown'
      : 'unknown'
  }
  return main && right.includes(main.cause) && isSecondNamed ? 'right' : 'unknown'
}

function shortly({ state, findings }: Diagnosis): string {
  const said = findings.map(
    ({ cause, confidence, level }) => `${cause} (${level === 'notice' ? 'notice' : confidence})`,
  )
  return said.length === 0 ? state : `${state === 'problem' ? '' : `${state}: `}${said.join(', ')}`
}
