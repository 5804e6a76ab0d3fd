/**
 * What is reviewed: a version, whether a project holds it or not, or an item that unpublishes. Its review is kept under its
 * own id, which is the version's or the item's.
 */
import type { Id, Language, ProjectItem, Status, VersionSummary } from '@copydesk/contract'
import { systemActor } from '../../command/system-actor.ts'
import { versionSummaries } from '../../content/rows.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'
import { itemsOfVersions } from '../items/queries.ts'
import { sightOf } from '../members/sight.ts'

export interface Subject {
  id: Id
  contentId: Id
  language: Language
  title: string
  status: Status
  /** Of the text that goes live; for a take-down, the number of the version that it names. */
  textRevision: number
  /** The item in a project, where there is one. */
  item: ProjectItem | undefined
}

/** Under which id an item is reviewed. */
export function subjectIdOf({ id, versionId, action }: Pick<ProjectItem, 'id' | 'versionId' | 'action'>): Id {
  return action === 'unpublish' ? id : versionId
}

export async function subjectsOfItems(tx: Tx, items: readonly ProjectItem[]): Promise<Subject[]> {
  const rows = await selectInChunks(
    items.map(({ versionId }) => versionId),
    (chunk) => tx.selectFrom('versions').select(['id', 'text_revision']).where('id', 'in', chunk).execute(),
  )
  const revisions = new Map(rows.map((row) => [row.id, row.text_revision]))
  return items.map((item) => ({
    id: subjectIdOf(item),
    contentId: item.contentId,
    language: item.language,
    title: item.title,
    status: item.status,
    textRevision: item.action === 'unpublish' ? item.versionNumber : (revisions.get(item.versionId) ?? 1),
    item,
  }))
}

/** A version, with the item of the project that holds it. */
export async function subjectOfVersion(tx: Tx, version: VersionSummary): Promise<Subject> {
  const { id, contentId, language, title, status, textRevision } = version
  const [item] = await itemsOfVersions(tx, [id])
  return { id, contentId, language, title, status, textRevision, item }
}

/** The same of versions by their ids, whoever sees them; unknown ids are left out. */
export async function subjectsOfVersions(tx: Tx, versionIds: readonly Id[]): Promise<Subject[]> {
  const versions = await versionSummaries(tx, versionIds, await sightOf(tx, systemActor))
  const items = await itemsOfVersions(
    tx,
    versions.map(({ id }) => id),
  )
  const held = new Map(items.map((item) => [item.versionId, item]))
  return versions.map(({ id, contentId, language, title, status, textRevision }) => {
    return { id, contentId, language, title, status, textRevision, item: held.get(id) }
  })
}

/**
 * Who edited each since it was last published: in its own text and in the newer drafts of the language, of which it may
 * be a copy. Taking down is nobody's words.
 */
export async function editorsOf(tx: Tx, subjects: readonly Subject[]): Promise<Map<Id, Set<Id>>> {
  const texts = subjects.filter(({ item }) => item?.action !== 'unpublish')
  return editorsOfTexts(tx, texts)
}

/** The same of versions; of one person, where only they are asked for. */
export async function editorsOfTexts(
  tx: Tx,
  texts: readonly Pick<Subject, 'id' | 'contentId' | 'language'>[],
  personId?: Id,
): Promise<Map<Id, Set<Id>>> {
  const edits = await selectInChunks([...new Set(texts.map(({ contentId }) => contentId))], (chunk) => {
    const all = tx
      .selectFrom('version_editors as editor')
      .innerJoin('versions as version', 'version.id', 'editor.version_id')
      .select(['editor.person_id', 'version.id', 'version.content_id', 'version.language', 'version.number'])
      .where('version.content_id', 'in', chunk)
    return (personId === undefined ? all : all.where('editor.person_id', '=', personId)).execute()
  })
  const published = await selectInChunks([...new Set(edits.map((edit) => edit.content_id))], (chunk) =>
    tx
      .selectFrom('versions')
      .select(({ fn }) => ['content_id', 'language', fn.max('number').as('number')])
      .where('content_id', 'in', chunk)
      .where('status', 'in', ['published', 'previously_published'])
      .groupBy(['content_id', 'language'])
      .execute(),
  )
  const lastPublished = new Map(published.map((row) => [`${row.content_id} ${row.language}`, row.number]))
  const byText = Map.groupBy(edits, (row) => `${row.content_id} ${row.language}`)
  return new Map(
    texts.map(({ id, contentId, language }) => {
      const key = `${contentId} ${language}`
      const since = lastPublished.get(key) ?? 0
      const own = (byText.get(key) ?? []).filter((edit) => edit.id === id || edit.number > since)
      return [id, new Set(own.map((edit) => edit.person_id))]
    }),
  )
}
