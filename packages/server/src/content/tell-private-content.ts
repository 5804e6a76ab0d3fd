/**
 * Tells the members of private projects, each in their own channel, that items of which they see more than everybody
 * changed. Nobody else hears of it: a draft that is written in private makes no other list load again.
 */
import { channels, type Id } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import { event } from '../command/command.ts'
import { followUp } from '../command/work.ts'
import { audiencesOf } from '../projects/members/queries.ts'
import { closedProjects, hiddenVersions, noSight } from '../projects/members/sight.ts'
import { selectInChunks } from '../storage/chunks.ts'
import type { Tx } from '../storage/storage.ts'
import { lockContent } from './door.ts'
import { selectPrivateHolders } from './rows.ts'

/** Only ids, which say nothing to who was put out meanwhile. */
export const tellPrivateContent = followUp({
  name: 'private-content',
  lane: 'prompt',
  payload: z.object({ contentIds: z.array(id) }),
  batchSize: 100,
  delayMs: 250,
  work: async (context, payloads) => {
    const contentIds = [...new Set(payloads.flatMap((payload) => payload.contentIds))].sort()
    await lockContent(context.tx, contentIds)
    const seen = await seenInPrivate(context.tx, contentIds)
    return {
      events: [...seen].map(([personId, own]) => ({
        channel: channels.person(personId),
        event: event(context, 'private_content.changed', { contentIds: [...own] }),
      })),
    }
  },
})

/** Who sees more of which of these items than everybody. */
async function seenInPrivate(tx: Tx, contentIds: readonly Id[]): Promise<Map<Id, Set<Id>>> {
  const rows = await selectInChunks(contentIds, async (chunk) => [
    ...(await selectPrivateHolders(tx, chunk).execute()),
    ...(await selectFormerHolders(tx, chunk).execute()),
  ])
  const audiences = await audiencesOf(tx, [...new Set(rows.map((row) => row.project_id))])
  const seen = new Map<Id, Set<Id>>()
  for (const { content_id, project_id } of rows) {
    for (const personId of audiences.get(project_id) ?? []) {
      seen.set(personId, (seen.get(personId) ?? new Set()).add(content_id))
    }
  }
  return seen
}

/** Private projects that let go of versions which nobody else sees still. */
function selectFormerHolders(tx: Tx, contentIds: readonly Id[]) {
  return tx
    .selectFrom('versions as version')
    .innerJoin('removed_items as former', 'former.version_id', 'version.id')
    .select(['version.content_id', 'former.project_id'])
    .distinct()
    .where('version.content_id', 'in', contentIds)
    .where('version.id', 'in', hiddenVersions(tx, noSight))
    .where('former.project_id', 'in', closedProjects(tx, noSight))
}
