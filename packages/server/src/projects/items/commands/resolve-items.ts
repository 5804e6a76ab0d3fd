/**
 * Finds the version behind each piece of content that is to be added to a project: the one named, the newest
 * draft of a language, or a draft to be started. Reads only; every entry that cannot be added is named.
 */
import { type AddItem, type FieldError, type Id, type Language, wasPublished } from '@copydesk/contract'
import { Refusal } from '../../../command/refusal.ts'
import { type LanguageRow, languageRows } from '../../../content/rows.ts'
import { selectInChunks } from '../../../storage/chunks.ts'
import type { Tx } from '../../../storage/storage.ts'

/** What becomes of one entry of the request. */
export type Resolved =
  | { kind: 'present'; itemId: Id }
  | { kind: 'free'; contentId: Id; versionId: Id }
  | { kind: 'draft'; contentId: Id; sourceId: Id; language: Language }

/** Throws `invalid_request`, `version_in_other_project` or `version_not_editable`. */
export async function resolveItems(tx: Tx, projectId: Id, items: readonly AddItem[]): Promise<Resolved[]> {
  const contentIds = [...new Set(items.map((item) => item.contentId))]
  const languages = Map.groupBy(await languageRows(tx, contentIds), (row) => row.content_id)
  const named = await namedVersions(tx, items)
  const invalid: FieldError[] = []
  const held: FieldError[] = []
  const closed: FieldError[] = []
  const resolved = items.flatMap((item, index): Resolved[] => {
    const path = `/items/${index}`
    const known = languages.get(item.contentId)
    if (!known) {
      invalid.push({ path: `${path}/contentId`, message: 'There is no content item with this id' })
      return []
    }
    if (item.versionId === undefined) return [newestOf(projectId, item, known)]
    const version = named.get(item.versionId)
    if (version?.content_id !== item.contentId || (item.language ?? version.language) !== version.language) {
      invalid.push({ path: `${path}/versionId`, message: 'There is no such version of this content' })
      return []
    }
    if (version.item_id !== null && version.project_id === projectId) {
      return [{ kind: 'present', itemId: version.item_id }]
    }
    const label = `Version ${version.number} of "${version.title}"`
    if (version.item_id !== null) {
      held.push({
        path: `${path}/versionId`,
        message: `${label} is in the project "${version.project_name}"`,
      })
    } else if (wasPublished(version.status)) {
      closed.push({ path: `${path}/versionId`, message: `${label} was published before` })
    }
    return [{ kind: 'free', contentId: item.contentId, versionId: version.id }]
  })
  refuse('invalid_request', invalid)
  refuse('version_in_other_project', held)
  refuse('version_not_editable', closed)
  return resolved
}

/** Without a version named: the newest one if it is open and not elsewhere, else a draft to be started. */
function newestOf(projectId: Id, item: AddItem, known: readonly LanguageRow[]): Resolved {
  const { contentId } = item
  const language = item.language ?? known[0]?.language
  const newest = known.find((row) => row.language === language)
  const source = newest ?? known[0]
  if (!source || language === undefined) throw new Error(`The content item ${contentId} has no version`)
  const isOpen = newest && !wasPublished(newest.status)
  if (isOpen && newest.item_id === null) return { kind: 'free', contentId, versionId: newest.id }
  if (isOpen && newest.item_id !== null && newest.project_id === projectId) {
    return { kind: 'present', itemId: newest.item_id }
  }
  return { kind: 'draft', contentId, sourceId: source.id, language }
}

async function namedVersions(tx: Tx, items: readonly AddItem[]) {
  const ids = new Set(items.flatMap((item) => item.versionId ?? []))
  const rows = await selectInChunks([...ids], (chunk) =>
    tx
      .selectFrom('versions as version')
      .leftJoin('project_items as item', 'item.version_id', 'version.id')
      .leftJoin('projects as project', 'project.id', 'item.project_id')
      .select([
        'version.id',
        'version.content_id',
        'version.language',
        'version.number',
        'version.status',
        'version.title',
        'item.id as item_id',
        'item.project_id',
        'project.name as project_name',
      ])
      .where('version.id', 'in', chunk)
      .execute(),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

function refuse(
  code: 'invalid_request' | 'version_in_other_project' | 'version_not_editable',
  errors: FieldError[],
): void {
  const [first] = errors
  if (!first) return
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`
  throw new Refusal(code, `${first.message}${more}.`, { errors })
}
