/** Subscriptions as their person sees them. */
import type { Subscription } from '@copydesk/contract'
import { instant } from '../../command/command.ts'
import type { Row } from '../../storage/schema.ts'

export function presentSubscription(row: Row<'subscriptions'>): Subscription {
  return { id: row.key, revision: row.revision, level: row.level, changedAt: instant(row.changed_at) }
}
