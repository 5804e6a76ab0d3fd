/** What administrators chose, as the database keeps it. What follows from it is in `live-info.ts`. */
import type { Actor } from '@copydesk/contract'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'

export interface LiveChoice {
  enabled: boolean
  changedBy: Actor | null
  /** The name of that person now; null for the system, and where nobody chose. */
  changedByName: string | null
  /** Milliseconds since 1970. */
  changedAt: number | null
}

export type SwitchName = Row<'live_switches'>['name']
export type LiveChoices = Readonly<Record<SwitchName, LiveChoice>>

const untouched: LiveChoice = { enabled: true, changedBy: null, changedByName: null, changedAt: null }

/** Nobody switched anything off. */
export const nothingChosen: LiveChoices = { all: untouched, websocket: untouched }

export async function readChoices(tx: Tx): Promise<LiveChoices> {
  const rows = await tx
    .selectFrom('live_switches')
    .leftJoin('people', 'people.id', 'live_switches.changed_by_id')
    .selectAll('live_switches')
    .select('people.name as changed_by_name')
    .execute()
  const choices: Record<SwitchName, LiveChoice> = { ...nothingChosen }
  for (const row of rows) {
    choices[row.name] = {
      enabled: row.enabled === 1,
      changedBy: { id: row.changed_by_id, kind: row.changed_by_kind },
      changedByName: row.changed_by_name,
      changedAt: row.changed_at,
    }
  }
  return choices
}

export async function writeChoice(
  tx: Tx,
  name: SwitchName,
  enabled: boolean,
  actor: Actor,
  now: number,
): Promise<void> {
  const changed = {
    enabled: enabled ? (1 as const) : (0 as const),
    changed_by_id: actor.id,
    changed_by_kind: actor.kind,
    changed_at: now,
  }
  await tx
    .insertInto('live_switches')
    .values({ name, ...changed })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(changed))
    .execute()
}
