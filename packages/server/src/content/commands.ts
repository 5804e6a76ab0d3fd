/** What may happen to content through the API: created, a new draft, a draft edited. */
import {
  type ChangeVersion,
  type CreateContent,
  type CreatedContent,
  type CreateVersion,
  type Id,
  isEditable,
  type Status,
  type Version,
} from '@copydesk/contract'
import type { Command, CommandContext, Outcome } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import { requireRight, viewerOf } from '../command/viewer.ts'
import { findReferences } from '../markdown/find-references.ts'
import { hiddenVersions, noSight, type Sight, sightOfActor } from '../projects/members/sight.ts'
import type { Tx } from '../storage/storage.ts'
import { writeContent } from './bulk.ts'
import { copyVersions } from './copy-versions.ts'
import { enterContent, enterVersion } from './door.ts'
import { contentEvents } from './events.ts'
import { insertKeptText } from './kept-texts.ts'
import { requireVersion } from './queries.ts'
import { contentSummaries, languageRows } from './rows.ts'
import { touchContent } from './touch.ts'

/** Creates a content item with its first draft. */
export function createContent({ type, language, title, body = '' }: CreateContent): Command<CreatedContent> {
  const references = findReferences(body)
  return async (context) => {
    requireRight(await viewerOf(context), 'content.write')
    const { contents, events } = await writeContent(context, {
      contents: [{ type, texts: [{ language, title, body, references }] }],
    })
    const [created] = contents
    const [versionId] = created?.versionIds ?? []
    const [content] = await contentSummaries(context.tx, created ? [created.contentId] : [], noSight)
    if (!content || !versionId) throw new Error('The content item was not written')
    const version = await requireVersion(context.tx, content.id, versionId, noSight)
    return { status: 201, body: { content, version }, events }
  }
}

/**
 * Starts a draft with the text of the version named, which may be one of another language. Without one: of the
 * newest in the language, or for a language that is new to the item, of the newest in its first language.
 */
export function createVersion(contentId: Id, { language, fromVersionId }: CreateVersion): Command<Version> {
  return async (context) => {
    const { tx } = context
    const content = await enterContent(context, contentId, 'content.write')
    context.precondition.require(content.revision)
    const sight = await sightOfActor(context)
    const sourceId = fromVersionId
      ? await requireSource(tx, contentId, fromVersionId, sight)
      : await newestVersion(tx, contentId, language, sight)
    const [draft] = await copyVersions(context, [{ contentId, sourceId, language }])
    if (!draft) throw new Error('The draft was not written')
    await touchContent(context, [contentId])
    const version = await requireVersion(tx, contentId, draft.id, sight)
    return { status: 201, body: version, events: await contentEvents(context, [draft.id]) }
  }
}

/** Changes title or body of a version that is still being written. */
export function changeVersion(contentId: Id, versionId: Id, change: ChangeVersion): Command<Version> {
  const references = change.body === undefined ? undefined : findReferences(change.body)
  return async (context: CommandContext): Promise<Outcome<Version>> => {
    const sight = await enterVersion(context, contentId, versionId, 'content.write')
    const version = await requireVersion(context.tx, contentId, versionId, sight)
    context.precondition.require(version.revision)
    if (!isEditable(version.status)) throw notEditable(version)
    const isSame =
      (change.title ?? version.title) === version.title && (change.body ?? version.body) === version.body
    if (isSame) return { body: version, events: [] }
    const { keepReplaced = false, ...edit } = change
    if (keepReplaced) await insertKeptText(context, { versionId, ...version, author: version.editedBy })
    const { events } = await writeContent(context, { edits: [{ versionId, ...edit, references }] })
    return { body: await requireVersion(context.tx, contentId, versionId, sight), events }
  }
}

const whyNotEditable: Partial<Record<Status, string>> = {
  ready: 'it is ready to publish. Move it back to review first',
  published: 'it is published. Start a new draft from it',
  previously_published: 'it was published. Start a new draft from it',
}

function notEditable({ number, status, title }: Version): Refusal {
  if (status === 'scheduled') {
    return new Refusal('locked_by_schedule', `"${title}" is scheduled. Cancel the schedule first.`)
  }
  return new Refusal(
    'version_not_editable',
    `Version ${number} cannot be edited: ${whyNotEditable[status] ?? 'start a new draft from it'}.`,
  )
}

async function requireSource(tx: Tx, contentId: Id, versionId: Id, sight: Sight): Promise<Id> {
  const source = await tx
    .selectFrom('versions')
    .select('id')
    .where('id', '=', versionId)
    .where('content_id', '=', contentId)
    .where('id', 'not in', hiddenVersions(tx, sight))
    .executeTakeFirst()
  if (source) return source.id
  const message = 'There is no version of this content with that id'
  throw new Refusal('invalid_request', `${message}.`, { errors: [{ path: '/fromVersionId', message }] })
}

async function newestVersion(tx: Tx, contentId: Id, language: string, sight: Sight): Promise<Id> {
  const languages = await languageRows(tx, [contentId], sight)
  const newest = languages.find((row) => row.language === language) ?? languages[0]
  if (!newest) throw new Error(`The content item ${contentId} has no version`)
  return newest.id
}
