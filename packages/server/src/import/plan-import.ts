/**
 * Decides what an import writes: new items, new versions, edits of drafts. Pure. Nothing that a person wrote is
 * ever overwritten: only a draft that no person touched is edited in place, anything else gets a new draft.
 */
import type { NewContent, NewVersion } from '../content/insert.ts'
import type { VersionEdit } from '../content/touch.ts'
import type { KnownItem, KnownText } from './known-texts.ts'
import type { ImportedDocument } from './read-document.ts'

export interface ImportPlan {
  contents: NewContent[]
  versions: NewVersion[]
  edits: VersionEdit[]
  /** Documents by what becomes of them. */
  counts: { added: number; changed: number; unchanged: number }
}

export function planImport(
  source: string,
  documents: readonly ImportedDocument[],
  known: ReadonlyMap<string, KnownItem>,
): ImportPlan {
  const plan: ImportPlan = {
    contents: [],
    versions: [],
    edits: [],
    counts: { added: 0, changed: 0, unchanged: 0 },
  }
  for (const [key, texts] of Map.groupBy(documents, (document) => document.key)) {
    const item = known.get(key)
    if (item) planKnown(plan, item, texts)
    else planNew(plan, { source, externalId: key }, texts)
  }
  return plan
}

function planNew(
  plan: ImportPlan,
  origin: NewContent['origin'] & object,
  documents: ImportedDocument[],
): void {
  const [first, ...others] = documents
  if (!first) return
  const texts: NewContent['texts'] = [textOf(first), ...others.map(textOf)]
  plan.contents.push({ type: first.type, origin, texts })
  plan.counts.added += documents.length
}

function planKnown(plan: ImportPlan, item: KnownItem, documents: readonly ImportedDocument[]): void {
  for (const document of documents) {
    const versions = item.versions.get(document.language) ?? []
    const [newest] = versions
    const newestOfOurs = versions.find((version) => version.isOurs)
    if (newestOfOurs && isSame(newestOfOurs, document)) {
      // Whatever came after it, a person wrote knowing this text.
      plan.counts.unchanged += 1
    } else if (newest && newest === newestOfOurs && item.isUntouched && newest.status === 'draft') {
      plan.edits.push({ versionId: newest.versionId, title: document.title, body: document.body })
      plan.counts.changed += 1
    } else {
      plan.versions.push({ contentId: item.contentId, ...textOf(document) })
      plan.counts[newest ? 'changed' : 'added'] += 1
    }
  }
}

function textOf({ language, title, body }: ImportedDocument) {
  return { language, title, body }
}

function isSame(version: KnownText, document: ImportedDocument): boolean {
  return version.title === document.title && version.body === document.body
}
