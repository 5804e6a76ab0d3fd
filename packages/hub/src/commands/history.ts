/** `history`: publications of a channel as they are kept, without subscribing. */
import { encodeHistoryReply, type HistoryParams } from '@copydesk/protocol'
import { readHistory, withoutHistory } from '../channels/read-history.ts'
import type { Connection } from '../connections/connection.ts'
import type { HubCore } from '../hub-core.ts'
import { mayNot } from './authorization.ts'
import type { CommandOutcome } from './execute.ts'

export async function history(
  core: Pick<HubCore, 'limits' | 'log' | 'options'>,
  connection: Connection,
  id: number,
  params: HistoryParams,
): Promise<CommandOutcome> {
  const error =
    withoutHistory(core.options.rulesFor(params.channel)) ??
    (await mayNot(core, connection, params.channel, 'history'))
  if (error !== undefined) return error
  const read = await readHistory(core, params, core.limits.maxRecoveredBytes)
  if (!read.ok) return read.error
  if (connection.closed) return undefined
  connection.send(encodeHistoryReply(id, read.position, read.publications))
  return undefined
}
