/** What an import writes for some files, decided within the transaction that writes it, from what is there then. */
import type { Id } from '@copydesk/contract'
import type { NewContent, NewText, NewVersion } from '../content/insert.ts'
import type { VersionEdit } from '../content/touch.ts'
import { selectInChunks } from '../storage/chunks.ts'
import type { Tx } from '../storage/storage.ts'
import { decide, type ImportedText } from './decide.ts'
import { type KnownVersion, knownVersions } from './known-versions.ts'
import { type RememberedText, textsOfItems } from './memory.ts'
import type { FoundText } from './read-folder.ts'

/** A file whose text is at hand. */
export interface PreparedText extends ImportedText {
  found: FoundText
  contentId: Id
}

export interface BatchPlan {
  contents: NewContent[]
  versions: NewVersion[]
  edits: VersionEdit[]
  remember: RememberedText[]
  added: number
  changed: number
  unchanged: number
  /** Texts of which only the links changed, since what they lead to is there now. */
  relinked: number
  /** Files whose text now stands, as a new draft, before what a person wrote. */
  overWords: string[]
  /** Files whose pages somebody deleted. */
  deleted: string[]
}

export function emptyPlan(): BatchPlan {
  return {
    contents: [],
    versions: [],
    edits: [],
    remember: [],
    added: 0,
    changed: 0,
    unchanged: 0,
    relinked: 0,
    overWords: [],
    deleted: [],
  }
}

/** Where an import comes from. */
export interface ImportOrigin {
  source: string
  folder: string
}

export async function planBatch(
  tx: Tx,
  origin: ImportOrigin,
  texts: readonly PreparedText[],
): Promise<BatchPlan> {
  const ids = [...new Set(texts.map((text) => text.contentId))]
  const versions = await knownVersions(tx, ids)
  const remembered = await textsOfItems(tx, ids)
  const deleted = await deletedAmong(tx, ids)
  const plan = emptyPlan()
  const remember = ({ contentId, found, textHash, fieldsHash, linksHash }: PreparedText) => {
    const { language, path } = found
    plan.remember.push({ contentId, language, folder: origin.folder, path, textHash, fieldsHash, linksHash })
  }
  for (const [contentId, own] of Map.groupBy(texts, (text) => text.contentId)) {
    if (deleted.has(contentId)) {
      plan.deleted.push(...own.map(({ found }) => found.path))
      continue
    }
    const known = versions.get(contentId)
    if (!known) {
      planNew(plan, origin.source, own)
      own.forEach(remember)
      continue
    }
    for (const text of own) {
      const { language } = text.found
      const last = remembered.find((one) => one.contentId === contentId && one.language === language)
      const isWritten = planKnown(plan, text, last, known)
      if (isWritten) remember(text)
    }
  }
  return plan
}

/** In the trash, or gone from there, by somebody; what an import took back comes in again. */
async function deletedAmong(tx: Tx, contentIds: readonly Id[]): Promise<Set<Id>> {
  const rows = await selectInChunks(contentIds, (chunk) =>
    tx
      .selectFrom('content_items')
      .select('id')
      .where('id', 'in', chunk)
      .where('deleted_at', 'is not', null)
      .where('deleted_by_kind', '<>', 'system')
      .execute(),
  )
  return new Set(rows.map(({ id }) => id))
}

function planNew(plan: BatchPlan, source: string, [first, ...others]: readonly PreparedText[]): void {
  if (!first) return
  const { contentId, found } = first
  plan.contents.push({
    id: contentId,
    type: found.type,
    origin: { source, externalId: found.key },
    texts: [newText(first), ...others.map(newText)],
  })
  plan.added += 1 + others.length
}

function newText({ found, title, body, fields }: PreparedText): NewText {
  return { language: found.language, title, body, fields }
}

/** Whether this is what the import wrote last, from now on. */
function planKnown(
  plan: BatchPlan,
  text: PreparedText,
  last: RememberedText | undefined,
  versions: readonly KnownVersion[],
): boolean {
  const { contentId, found } = text
  const { language } = found
  const own = versions.filter((version) => version.language === language)
  const decision = decide(text, last, own)
  const versionId = own[0]?.versionId ?? ''
  switch (decision.kind) {
    case 'unchanged':
      plan.unchanged += 1
      return decision.remember
    case 'relink':
      plan.unchanged += 1
      plan.relinked += 1
      plan.edits.push({ versionId, body: decision.body })
      return true
    case 'add':
      plan.added += 1
      plan.versions.push({ contentId, ...newText(text) })
      return true
    case 'edit':
      plan.changed += 1
      plan.edits.push({ versionId, title: text.title, body: text.body, fields: text.fields })
      return true
    case 'draft':
      plan.changed += 1
      plan.versions.push({ contentId, language, ...decision.text, byHand: decision.byHand })
      if (decision.overWords) plan.overWords.push(found.path)
      return true
  }
}
