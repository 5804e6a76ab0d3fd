/**
 * Tells the members of private projects, each in their own channel, that something changed in items of which they see more
 * than everybody. Nobody else hears of it: a draft that is written in private makes nobody else load anything again.
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

/** What private projects keep: to those alone who see into all of these. */
const kept = z.object({ contentIds: z.array(id), projectIds: z.array(id) })

/**
 * `contentIds` is told to all who see more of these items than everybody, `kept` to those who see that. Only ids, which
 * say nothing to who was put out meanwhile.
 */
export const tellPrivateContent = followUp({
  name: 'private-content',
  lane: 'prompt',
  payload: z.object({ contentIds: z.array(id).optional(), kept: z.array(kept).optional() }),
  batchSize: 100,
  work: async (context, payloads) => {
    const { tx } = context
    const contentIds = [...new Set(payloads.flatMap((payload) => payload.contentIds ?? []))].sort()
    await lockContent(tx, contentIds)
    const all = [...(await holdersOf(tx, contentIds)), ...payloads.flatMap((payload) => payload.kept ?? [])]
    const seen = await seenBy(tx, all)
    return {
      events: [...seen].map(([personId, own]) => ({
        channel: channels.person(personId),
        event: event(context, 'private_content.changed', { contentIds: [...own] }),
      })),
    }
  },
})

type Kept = z.infer<typeof kept>

/** Each person with what they hear of. */
async function seenBy(tx: Tx, all: readonly Kept[]): Promise<Map<Id, Set<Id>>> {
  const audiences = await audiencesOf(tx, [...new Set(all.flatMap(({ projectIds }) => projectIds))])
  const seen = new Map<Id, Set<Id>>()
  for (const { contentIds, projectIds } of all) {
    const [first = [], ...others] = projectIds.map((projectId) => audiences.get(projectId) ?? new Set<Id>())
    for (const personId of first) {
      if (!others.every((people) => people.has(personId))) continue
      seen.set(personId, new Set([...(seen.get(personId) ?? []), ...contentIds]))
    }
  }
  return seen
}

/** Each private project by itself that holds versions of these items, or that nobody else sees since it did. */
async function holdersOf(tx: Tx, contentIds: readonly Id[]): Promise<Kept[]> {
  const rows = await selectInChunks(contentIds, async (chunk) => [
    ...(await selectPrivateHolders(tx, chunk).execute()),
    ...(await selectFormerHolders(tx, chunk).execute()),
  ])
  return [...Map.groupBy(rows, (row) => row.project_id)].map(([projectId, own]) => ({
    contentIds: own.map((row) => row.content_id),
    projectIds: [projectId],
  }))
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
