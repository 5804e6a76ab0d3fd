/**
 * What the texts of a project refer to, and what that refers to in turn, as far as it is neither live nor in the project:
 * offered to be added. A breadth-first walk with a bound, so that the nearest come first and a circle ends.
 */
import {
  type Id,
  type Language,
  type ReferredItem,
  type ReferredItems,
  wasPublished,
} from '@copydesk/contract'
import type { Viewer } from '../../command/viewer.ts'
import { languageKey } from '../../content/live-versions.ts'
import { livenessOf } from '../../content/references/liveness.ts'
import { referencesOf } from '../../content/references/referrers.ts'
import { contentSummaries } from '../../content/rows.ts'
import type { Tx } from '../../storage/storage.ts'
import { type Sight, sightOf } from '../members/sight.ts'
import { viewProject } from '../project/door.ts'
import { itemsOfProject } from './queries.ts'

const mostOffered = 200

/** A text whose references are followed. */
interface Referrer {
  contentId: Id
  versionId: Id
  title: string
  language: Language
}

/** Throws `not_found` or `gone`. */
export async function readReferredItems(tx: Tx, viewer: Viewer, projectId: Id): Promise<ReferredItems> {
  await viewProject(tx, viewer, projectId)
  const sight = await sightOf(tx, viewer)
  const items = await itemsOfProject(tx, projectId)
  const open = items.filter(({ status }) => !wasPublished(status))
  const present = new Set(open.map(languageKey))
  const offered = new Map<string, ReferredItem>()
  let referrers: Referrer[] = open.filter(({ action }) => action === 'publish')
  while (referrers.length > 0 && offered.size < mostOffered) {
    referrers = await offer(tx, sight, referrers, present, offered)
  }
  return { data: [...offered.values()].slice(0, mostOffered), nextCursor: null }
}

/** Offers what these refer to; gives the texts of what is new among it. */
async function offer(
  tx: Tx,
  sight: Sight,
  referrers: readonly Referrer[],
  present: ReadonlySet<string>,
  offered: Map<string, ReferredItem>,
): Promise<Referrer[]> {
  const byVersion = new Map(referrers.map((one) => [one.versionId, one]))
  const references = await referencesOf(tx, [...byVersion.keys()])
  const targetIds = [...new Set(references.map(({ targetId }) => targetId))]
  const liveness = await livenessOf(tx, targetIds)
  const targets = new Map((await contentSummaries(tx, targetIds, sight)).map((one) => [one.id, one]))
  const found: Referrer[] = []
  for (const { versionId, targetId, kind } of references) {
    const by = byVersion.get(versionId)
    const target = targets.get(targetId)
    if (!by || !target || liveness.isFor({ contentId: targetId, language: by.language })) continue
    const state = target.languages.find(({ language }) => language === by.language) ?? target.languages[0]
    if (!state) continue
    const { language, title, status } = state
    const key = languageKey({ contentId: targetId, language })
    if (present.has(key)) continue
    const known = offered.get(key)
    if (known) {
      if (kind === 'embed') known.kind = kind
      continue
    }
    const referredBy = { contentId: by.contentId, title: by.title }
    offered.set(key, { contentId: targetId, language, title, type: target.type, status, kind, referredBy })
    found.push({ contentId: targetId, versionId: state.versionId, title, language })
  }
  return found
}
