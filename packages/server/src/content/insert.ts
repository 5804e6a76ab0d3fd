/**
 * Inserts content items and versions, set-based. Rows only: what is published for them is in `events.ts`.
 */
import type { Actor, ContentType, Fields, Id, Language, Reference, Status } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { chunks } from '../storage/chunks.ts'
import { noteEditors } from './editors.ts'
import { fieldsText } from './fields.ts'
import { languageKey, liveVersions } from './live-versions.ts'
import { insertReferences } from './references/keep-references.ts'
import { numberAllotter } from './version-numbers.ts'

/** The text of a version to be. What is left out comes from the command: draft, its actor, its instant. */
export interface NewText {
  language: Language
  title: string
  /** Markdown. */
  body: string
  fields?: Fields
  /** What the body refers to, where that was read before the transaction. */
  references?: readonly Reference[]
  status?: Status
  author?: Actor
  /** A person's words, whoever writes them down; when left out, the author's kind says. */
  byHand?: boolean
  /** Milliseconds since 1970. */
  createdAt?: number
}

/** A content item to be, with the first version of one or more languages; the first of them names it. */
export interface NewContent {
  /** An id that was given out before; a new one when left out. */
  id?: Id
  type: ContentType
  /** Where it comes from and its id there, for later runs of an import. */
  origin?: { source: string; externalId: string }
  texts: readonly [NewText, ...NewText[]]
}

/** A new version of an item that exists: the next number of its language. */
export interface NewVersion extends NewText {
  contentId: Id
}

/** An item that was inserted, with its versions in the order given. */
export interface InsertedContent {
  contentId: Id
  versionIds: Id[]
}

/** Inserts items with their first versions; gives them in the order given. */
export async function insertContent(
  context: CommandContext,
  contents: readonly NewContent[],
): Promise<InsertedContent[]> {
  const { tx, actor, now, newId } = context
  const named = contents.map((content) => ({ ...content, id: content.id ?? newId() }))
  const rows = named.map(({ id, type, origin, texts }) => {
    const author = texts[0].author ?? actor
    return {
      id,
      revision: 1,
      type,
      source: origin?.source ?? null,
      external_id: origin?.externalId ?? null,
      created_at: Math.min(...texts.map((text) => text.createdAt ?? now)),
      updated_at: Math.max(...texts.map((text) => text.createdAt ?? now)),
      updated_by_id: author.id,
      updated_by_kind: author.kind,
    }
  })
  for (const chunk of chunks(rows)) await tx.insertInto('content_items').values(chunk).execute()
  const versions = named.flatMap(({ id, texts }) => texts.map((text) => ({ ...text, contentId: id })))
  const inserted = Map.groupBy(await insertVersions(context, versions), (version) => version.contentId)
  return named.map(({ id }) => ({
    contentId: id,
    versionIds: (inserted.get(id) ?? []).map((version) => version.id),
  }))
}

/** Inserts versions; gives their ids in the order given. */
export async function insertVersions(
  context: CommandContext,
  versions: readonly NewVersion[],
): Promise<{ id: Id; contentId: Id }[]> {
  const { tx, actor, now, newId } = context
  const nextNumber = await numberAllotter(tx, versions)
  const live = await liveVersions(
    tx,
    versions.map((version) => version.contentId),
  )
  const named = versions.map((version) => ({ ...version, id: newId() }))
  const rows = named.map((version) => {
    const author = version.author ?? actor
    const at = version.createdAt ?? now
    return {
      id: version.id,
      revision: 1,
      content_id: version.contentId,
      language: version.language,
      number: nextNumber(version),
      status: version.status ?? 'draft',
      title: version.title,
      author_id: author.id,
      author_kind: author.kind,
      by_hand: (version.byHand ?? author.kind !== 'system') ? (1 as const) : (0 as const),
      created_at: at,
      updated_at: at,
      base_version_id: live.get(languageKey(version))?.versionId ?? null,
    }
  })
  const bodies = named.map(({ id, body, fields }) => ({ version_id: id, body, fields: fieldsText(fields) }))
  for (const chunk of chunks(rows)) await tx.insertInto('versions').values(chunk).execute()
  for (const chunk of chunks(bodies)) await tx.insertInto('version_bodies').values(chunk).execute()
  await noteEditors(
    context,
    named.map(({ id, author = actor }) => ({ versionId: id, editor: author })),
  )
  await insertReferences(
    tx,
    named.map(({ id, body, references }) => ({ versionId: id, body, references })),
  )
  return named.map(({ id, contentId }) => ({ id, contentId }))
}
