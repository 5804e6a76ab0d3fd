/** What is live where items are to be released, and which project made it so. */
import type { Id, Language, LiveVersion, ProjectItem } from '@copydesk/contract'
import { Refusal } from '../../command/refusal.ts'
import { type Live, languageKey, liveVersions } from '../../content/live-versions.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'

type Publishers = ReadonlyMap<Id, { id: Id; name: string }>

/**
 * By item; null where nothing is live. The content must be locked, or the answer may be untrue by the time it is
 * used.
 */
export async function liveBeside(
  tx: Tx,
  items: readonly ProjectItem[],
): Promise<Map<Id, LiveVersion | null>> {
  const live = await liveVersions(
    tx,
    items.map((item) => item.contentId),
  )
  const publishers = await publishersOf(
    tx,
    items.flatMap((item) => live.get(languageKey(item))?.versionId ?? []),
  )
  return new Map(
    items.map((item) => {
      const found = live.get(languageKey(item))
      return [item.id, found === undefined ? null : liveVersion(found, publishers)]
    }),
  )
}

/** What is live of one content item in a language; null: nothing is. Under the same condition. */
export async function liveOf(
  tx: Tx,
  one: { contentId: Id; language: Language },
): Promise<LiveVersion | null> {
  const found = (await liveVersions(tx, [one.contentId])).get(languageKey(one))
  return found === undefined ? null : liveVersion(found, await publishersOf(tx, [found.versionId]))
}

/** Throws `revision_mismatch` where something else is live than whoever asks saw. */
export function requireLive({ title }: { title: string }, live: LiveVersion | null, seen: Id | null): void {
  if ((live?.versionId ?? null) === seen) return
  const what = live === null ? 'nothing is live' : `version ${live.versionNumber} is live`
  throw new Refusal('revision_mismatch', `Changed since you looked: ${what} of "${title}" now.`)
}

function liveVersion({ versionId, number }: Live, publishers: Publishers): LiveVersion {
  const { id = null, name = null } = publishers.get(versionId) ?? {}
  return { versionId, versionNumber: number, projectId: id, projectName: name }
}

/** The projects whose items hold these versions; private ones are named to nobody here. */
async function publishersOf(tx: Tx, versionIds: readonly Id[]): Promise<Publishers> {
  const rows = await selectInChunks(versionIds, (chunk) =>
    tx
      .selectFrom('project_items as item')
      .innerJoin('projects as project', 'project.id', 'item.project_id')
      .select(['item.version_id', 'project.id', 'project.name'])
      .where('item.version_id', 'in', chunk)
      .where('item.action', '=', 'publish')
      .where('project.visibility', '=', 'public')
      .execute(),
  )
  return new Map(rows.map(({ version_id, id, name }) => [version_id, { id, name }]))
}
