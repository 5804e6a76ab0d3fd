/** A row of sessions as its person sees it: never with the token's hash. */
import type { OwnSession } from '@copydesk/contract'
import { instant } from '../../command/command.ts'
import type { Row } from '../../storage/schema.ts'
import { deviceOf } from './device-words.ts'

export function presentSession(
  row: Pick<Row<'sessions'>, 'id' | 'user_agent' | 'created_at' | 'last_seen_at'>,
): OwnSession {
  return {
    id: row.id,
    device: row.user_agent === null ? null : deviceOf(row.user_agent),
    startedAt: instant(row.created_at),
    lastSeenAt: instant(row.last_seen_at ?? row.created_at),
  }
}
