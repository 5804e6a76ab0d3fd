/**
 * Finds out what adding each piece of content to a project means: the version named, the newest draft of a language or
 * a draft to be started, or what is live, to be taken down. Reads only; every entry that cannot be added is named.
 */
import {
  type AddItem,
  type FieldError,
  type Id,
  type ItemAction,
  type Language,
  type ProjectItem,
  wasPublished,
} from '@copydesk/contract'
import { type Live, languageKey, liveVersions } from '../../../content/live-versions.ts'
import { deletedContent, type LanguageRow, languageRows } from '../../../content/rows.ts'
import { selectInChunks } from '../../../storage/chunks.ts'
import type { Tx } from '../../../storage/storage.ts'
import { hiddenVersions, type Sight } from '../../members/sight.ts'
import { occupantsOf, refuse, sayOccupied } from '../occupants.ts'

/** What becomes of one entry of the request. */
export type Resolved = { kind: 'present'; itemId: Id } | Addition

/** A version on its way into the project, or a draft to be made of another one. */
export interface Addition {
  kind: 'version' | 'draft'
  action: ItemAction
  contentId: Id
  language: Language
  /** What goes in; of a draft, where its text comes from. */
  versionId: Id
  /** The item that did something with this content before and takes it up. */
  into: ProjectItem | undefined
}

interface Faults {
  invalid: FieldError[]
  held: FieldError[]
  occupied: FieldError[]
  notLive: FieldError[]
  closed: FieldError[]
  locked: FieldError[]
}

type Named = Awaited<ReturnType<typeof namedVersions>>

interface Known {
  deleted: ReadonlySet<Id>
  languages: Map<Id, LanguageRow[]>
  named: Named
  live: Map<string, Live>
  occupants: Map<string, ProjectItem>
}

/**
 * At most one addition for each content item and language. Throws `invalid_request`, `version_in_other_project`,
 * `content_in_project`, `nothing_live`, `version_not_editable` or `locked_by_schedule`.
 */
export async function resolveItems(
  tx: Tx,
  projectId: Id,
  items: readonly AddItem[],
  sight: Sight,
): Promise<Resolved[]> {
  const named = [...new Set(items.map((item) => item.contentId))]
  const deleted = await deletedContent(tx, named, sight)
  const contentIds = named.filter((id) => !deleted.has(id))
  const known: Known = {
    deleted,
    languages: Map.groupBy(await languageRows(tx, contentIds, sight), (row) => row.content_id),
    named: await namedVersions(tx, items, sight),
    live: await liveVersions(tx, contentIds),
    occupants: await occupantsOf(tx, projectId, contentIds),
  }
  const faults: Faults = { invalid: [], held: [], occupied: [], notLive: [], closed: [], locked: [] }
  const additions = new Map<string, Addition>()
  const resolved = items.flatMap((item, index): Resolved[] => {
    const one = resolve(item, `/items/${index}`, projectId, known, faults)
    if (one?.kind === 'present' || one === undefined) return one === undefined ? [] : [one]
    const key = languageKey(one)
    const other = additions.get(key)
    additions.set(key, other ?? one)
    if (other === undefined) return [one]
    if (other.action !== one.action || other.versionId !== one.versionId) {
      faults.occupied.push({
        path: `/items/${index}`,
        message: 'The same content is named before, for something else',
      })
    }
    return []
  })
  refuse('invalid_request', faults.invalid)
  refuse('version_in_other_project', faults.held)
  refuse('content_in_project', faults.occupied)
  refuse('nothing_live', faults.notLive)
  refuse('version_not_editable', faults.closed)
  refuse('locked_by_schedule', faults.locked)
  return resolved
}

function resolve(
  item: AddItem,
  path: string,
  projectId: Id,
  known: Known,
  faults: Faults,
): Resolved | undefined {
  const languages = known.languages.get(item.contentId)
  if (!languages) {
    const what = known.deleted.has(item.contentId)
      ? 'This content was deleted'
      : 'There is no content item with this id'
    faults.invalid.push({ path: `${path}/contentId`, message: what })
    return undefined
  }
  if (item.action === 'unpublish') return takedownOf(item, path, languages, known, faults)
  const version = item.versionId === undefined ? undefined : known.named.get(item.versionId)
  if (item.versionId === undefined) return newestOf(item, languages, path, known, faults)
  if (version?.content_id !== item.contentId || (item.language ?? version.language) !== version.language) {
    faults.invalid.push({ path: `${path}/versionId`, message: 'There is no such version of this content' })
    return undefined
  }
  if (version.item_id !== null && version.project_id === projectId) {
    return { kind: 'present', itemId: version.item_id }
  }
  const label = `Version ${version.number} of "${version.title}"`
  if (version.item_id !== null) {
    const message = `${label} is in the project "${version.project_name}"`
    faults.held.push({ path: `${path}/versionId`, message })
  } else if (wasPublished(version.status)) {
    faults.closed.push({ path: `${path}/versionId`, message: `${label} was published before` })
  } else if (version.status === 'scheduled') {
    faults.locked.push({ path: `${path}/versionId`, message: `${label} is scheduled by itself` })
  }
  const { language } = version
  return placed(
    { kind: 'version', action: 'publish', contentId: item.contentId, language, versionId: version.id },
    path,
    known,
    faults,
  )
}

/** Without a version named: the newest one if it is open and not elsewhere, else a draft to be started. */
function newestOf(
  { contentId, language: wanted }: AddItem,
  known: readonly LanguageRow[],
  path: string,
  all: Known,
  faults: Faults,
): Resolved | undefined {
  const language = wanted ?? known[0]?.language
  const newest = known.find((row) => row.language === language)
  const source = newest ?? known[0]
  if (!source || language === undefined) throw new Error(`The content item ${contentId} has no version`)
  const occupant = all.occupants.get(languageKey({ contentId, language }))
  if (occupant?.action === 'publish' && !wasPublished(occupant.status)) {
    return { kind: 'present', itemId: occupant.id }
  }
  const isOpen = newest && !wasPublished(newest.status) && newest.status !== 'scheduled'
  const isFree = isOpen && newest.item_id === null
  const what = { action: 'publish' as const, contentId, language }
  return isFree
    ? placed({ ...what, kind: 'version', versionId: newest.id }, path, all, faults)
    : placed({ ...what, kind: 'draft', versionId: source.id }, path, all, faults)
}

/** What is live in the language, to be taken down. */
function takedownOf(
  { contentId, language: wanted, versionId }: AddItem,
  path: string,
  languages: readonly LanguageRow[],
  known: Known,
  faults: Faults,
): Resolved | undefined {
  const named = versionId === undefined ? undefined : known.named.get(versionId)
  const language = wanted ?? named?.language ?? languages[0]?.language ?? ''
  const key = languageKey({ contentId, language })
  const live = known.live.get(key)
  const occupant = known.occupants.get(key)
  if (live === undefined || (versionId !== undefined && versionId !== live.versionId)) {
    const title = languages.find((row) => row.language === language)?.title ?? languages[0]?.title
    const what = versionId === undefined ? `"${title}"` : `That version of "${title}"`
    faults.notLive.push({ path, message: `${what} is not live in ${language}` })
    return undefined
  }
  if (occupant?.action === 'unpublish' && !wasPublished(occupant.status)) {
    return { kind: 'present', itemId: occupant.id }
  }
  return placed(
    { kind: 'version', action: 'unpublish', contentId, language, versionId: live.versionId },
    path,
    known,
    faults,
  )
}

function placed(
  addition: Omit<Addition, 'into'>,
  path: string,
  { occupants }: Known,
  faults: Faults,
): Addition {
  const into = occupants.get(languageKey(addition))
  if (into && !wasPublished(into.status)) faults.occupied.push({ path, message: sayOccupied(into) })
  return { ...addition, into }
}

/** Those that are to be seen; others are as if they were not there. */
async function namedVersions(tx: Tx, items: readonly AddItem[], sight: Sight) {
  const ids = new Set(items.flatMap((item) => item.versionId ?? []))
  const rows = await selectInChunks([...ids], (chunk) =>
    tx
      .selectFrom('versions as version')
      .leftJoin('project_items as item', (join) =>
        join.onRef('item.version_id', '=', 'version.id').on('item.action', '=', 'publish'),
      )
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
      .where('version.id', 'not in', hiddenVersions(tx, sight))
      .execute(),
  )
  return new Map(rows.map((row) => [row.id, row]))
}
