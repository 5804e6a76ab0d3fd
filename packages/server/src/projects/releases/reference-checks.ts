/**
 * What references have to say to a release. Nothing live may embed what is not live, so an embed blocks: where its text
 * would go live as where its target would be taken down. A link only warns. Publishing reads this under the locks of all
 * that its texts embed.
 */
import type {
  EmbedBlocker,
  EmbeddedBlocker,
  Id,
  Language,
  ReferenceWarning,
  ReferredContent,
} from '@copydesk/contract'
import { languageKey } from '../../content/live-versions.ts'
import { livenessOf } from '../../content/references/liveness.ts'
import { liveReferrers, referencesOf } from '../../content/references/referrers.ts'
import { contentSummaries, deletedContent, languageRows } from '../../content/rows.ts'
import type { Tx } from '../../storage/storage.ts'
import { noSight } from '../members/sight.ts'
import type { FoundBlocker } from './lifts.ts'

/** A version that would go live, or what would be taken down, as a blocker of it says. */
export type Moving = Omit<FoundBlocker<EmbedBlocker>, 'reason' | 'reference'> & { language: Language }

export interface ReferenceFindings {
  blockers: FoundBlocker<EmbedBlocker | EmbeddedBlocker>[]
  warnings: ReferenceWarning[]
}

/** `moving`: all that goes together. */
export async function checkReferences(tx: Tx, moving: readonly Moving[]): Promise<ReferenceFindings> {
  const going = moving.filter(({ isTakedown }) => !isTakedown)
  const leaving = moving.filter(({ isTakedown }) => isTakedown)
  const outgoing = await outgoingOf(tx, going)
  const incoming = await incomingOf(tx, moving, leaving)
  const liveness = await livenessOf(
    tx,
    [...outgoing, ...incoming].map(({ targetId }) => targetId),
  )
  const afterwards = liveness.after(going, leaving)
  const missing = outgoing.filter(
    ({ own, targetId }) => !afterwards.isFor({ contentId: targetId, language: own.language }),
  )
  const missed = incoming.filter(
    ({ targetId, referrer }) => !afterwards.isFor({ contentId: targetId, language: referrer.language }),
  )
  const targets = await titlesOf(
    tx,
    missing.map(({ targetId }) => targetId),
  )
  const findings: ReferenceFindings = { blockers: [], warnings: [] }
  for (const { own, targetId, kind } of missing) {
    const reference = { contentId: targetId, ...targets(targetId, own.language) }
    if (kind === 'embed') findings.blockers.push({ ...blocking(own), reason: 'embed_not_live', reference })
    else findings.warnings.push({ ...warned(own), reason: 'link_not_live', reference })
  }
  for (const { own, kind, referrer } of missed) {
    if (kind === 'embed') {
      findings.blockers.push({ ...blocking(own), reason: 'embedded_live', reference: referrer })
    } else findings.warnings.push({ ...warned(own), reason: 'linked_live', reference: referrer })
  }
  return findings
}

async function outgoingOf(tx: Tx, going: readonly Moving[]) {
  const byVersion = new Map(going.map((own) => [own.versionId, own]))
  const references = await referencesOf(tx, [...byVersion.keys()])
  return references.flatMap(({ versionId, targetId, kind }) => {
    const own = byVersion.get(versionId)
    return own === undefined ? [] : [{ own, targetId, kind }]
  })
}

/** What stays live and refers to what leaves; each of them once. */
async function incomingOf(tx: Tx, moving: readonly Moving[], leaving: readonly Moving[]) {
  const moved = new Set(moving.map(languageKey))
  const byContent = Map.groupBy(leaving, ({ contentId }) => contentId)
  const referrers = await liveReferrers(tx, [...byContent.keys()])
  return referrers
    .filter((referrer) => !moved.has(languageKey(referrer)))
    .flatMap(({ targetId, kind, contentId, title, language }) => {
      const own = byContent.get(targetId) ?? []
      const [nearest] = [...own.filter((one) => one.language === language), ...own]
      return nearest === undefined
        ? []
        : [{ own: nearest, targetId, kind, referrer: { contentId, title, language } }]
    })
}

/** The titles of items as readers of a language know them; null for what is not there, or in private projects alone. */
async function titlesOf(tx: Tx, contentIds: readonly Id[]) {
  const summaries = await contentSummaries(tx, [...new Set(contentIds)], noSight)
  const byId = new Map(summaries.map((summary) => [summary.id, summary]))
  const trashed = await deletedContent(tx, contentIds, noSight)
  const titles = Map.groupBy(await languageRows(tx, [...trashed], noSight), (row) => row.content_id)
  return (contentId: Id, language: Language): Omit<ReferredContent, 'contentId'> => {
    if (trashed.has(contentId)) {
      return { language: null, title: titles.get(contentId)?.[0]?.title ?? null, isInTrash: true }
    }
    const languages = byId.get(contentId)?.languages
    const own = languages?.find((state) => state.language === language) ?? languages?.[0]
    return { language: own?.language ?? null, title: own?.title ?? null }
  }
}

function blocking({ language: _, ...own }: Moving) {
  return own
}

function warned({ itemId, contentId, versionId, title }: Moving) {
  return { itemId, contentId, versionId, title }
}
