/** A row of activity as the contract's entity. */
import type { Activity } from '@copydesk/contract'
import { instant } from '../../command/command.ts'
import type { Row } from '../../storage/schema.ts'

export function presentActivity(row: Row<'activity'>): Activity {
  return {
    id: row.id,
    number: row.number,
    projectId: row.project_id,
    kind: row.kind,
    actor: { id: row.actor_id, kind: row.actor_kind },
    at: instant(row.at),
    facts: JSON.parse(row.facts),
  }
}
