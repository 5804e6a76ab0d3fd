/** `rpc`: a question that only the application can answer. */
import { encodeReply, errors } from '@copydesk/protocol'
import type { Connection } from '../connections/connection.ts'
import type { HubCore } from '../hub-core.ts'
import type { CommandOutcome } from './execute.ts'

export async function rpc(
  core: Pick<HubCore, 'options'>,
  connection: Connection,
  id: number,
  { method, data }: { method: string; data: unknown },
): Promise<CommandOutcome> {
  const { user } = connection
  if (core.options.rpc === undefined || user === undefined) return errors.notAvailable
  const result = await core.options.rpc({ user, client: connection.id, method, data })
  if (!result.ok) return result.error
  connection.send(encodeReply(id, 'rpc', result.data === undefined ? {} : { data: result.data }))
  return undefined
}
