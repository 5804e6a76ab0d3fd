/**
 * `history`: publications of a channel as they are kept, without subscribing. The journal is read forwards only
 * and says nothing about what it still keeps, so a range that is not all there is error 112.
 */
import { encodeHistoryReply, errors, type HistoryParams } from '@copydesk/protocol'
import type { StreamPosition } from '../../journal.ts'
import type { Connection } from '../connection.ts'
import type { HubCore } from '../core.ts'
import type { CommandOutcome } from '../execute.ts'
import { mayNot } from './authorization.ts'

export async function history(
  core: HubCore,
  connection: Connection,
  id: number,
  params: HistoryParams,
): Promise<CommandOutcome> {
  const { channel, since, reverse } = params
  const rules = core.options.rulesFor(channel)
  if (rules === undefined) return errors.unknownChannel
  if (!rules.recoverable) return errors.notAvailable
  const error = await mayNot(core, connection, channel, 'history')
  if (error !== undefined) return error
  const position = await core.options.journal.position(channel)
  if (since !== undefined && since.epoch !== '' && since.epoch !== position.epoch) {
    return errors.unrecoverablePosition
  }
  if (params.limit === 0) {
    connection.send(encodeHistoryReply(id, position, []))
    return undefined
  }
  const { after, limit } = range(params, position, core.limits.maxRecoveredPublications)
  const read = await core.options.journal.read(channel, after, limit)
  if (read === null || read.position.epoch !== position.epoch) return errors.unrecoverablePosition
  if (connection.closed) return undefined
  const publications = reverse ? read.publications.toReversed() : read.publications
  connection.send(encodeHistoryReply(id, read.position, publications))
  return undefined
}

/** What to read: `since` is not part of it; backwards it ends right before `since`, or at the head. */
function range(
  { since, limit, reverse }: HistoryParams,
  head: StreamPosition,
  most: number,
): { after: number; limit: number } {
  const wanted = limit < 0 ? most : Math.min(limit, most)
  if (!reverse) return { after: since?.offset ?? 0, limit: wanted }
  const last = since === undefined ? head.offset : Math.max(0, Math.min(since.offset - 1, head.offset))
  const after = Math.max(0, last - wanted)
  return { after, limit: last - after }
}
