/** Where the list of projects is told of one: in the channel that everybody follows, or in its members' own. */
import { channels } from '@copydesk/contract'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { audiencesOf } from '../members/queries.ts'

/** Every event about a project that is not for those who are in it already goes to these, and to no other. */
export async function listChannels(
  tx: Tx,
  { id, visibility }: Pick<Row<'projects'>, 'id' | 'visibility'>,
): Promise<string[]> {
  if (visibility === 'public') return [channels.projects]
  const people = (await audiencesOf(tx, [id])).get(id) ?? []
  return [...people].map(channels.person)
}
