/**
 * Threads on a text by itself have the private projects that hold it for their scope: while one does, or has let an open
 * version of it go unpublished, its members alone read and write them, and the item's channel says only that something
 * happened. A text is all versions of a content item in one language.
 */
import type { Id, Language } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import type { Viewer } from '../command/viewer.ts'
import { viewContent } from '../content/door.ts'
import {
  hiddenVersions,
  mayAsMember,
  projectsHiding,
  type Sight,
  sightOf,
  sightOfActor,
} from '../projects/members/sight.ts'
import type { Tx } from '../storage/storage.ts'

/** The private projects that keep the text to their members; none: it is everybody's. */
export async function closersOf(tx: Tx, contentId: Id, language: Language): Promise<Id[]> {
  return closersAmong(await versionsOfText(tx, contentId, language))
}

function closersAmong(versions: readonly KeptVersion[]): Id[] {
  return [...new Set(versions.flatMap(({ closerIds }) => closerIds))].sort()
}

/** A version of a text with the private projects that keep it to their members; none: it is everybody's. */
export interface KeptVersion {
  id: Id
  closerIds: readonly Id[]
}

/** The versions of a text that are not everybody's, the newest first. */
export async function keptVersions(tx: Tx, contentId: Id, language: Language): Promise<KeptVersion[]> {
  return (await versionsOfText(tx, contentId, language)).filter(({ closerIds }) => closerIds.length > 0)
}

/** How people are told of the threads on a text. */
export interface ToldAs {
  /** Who does not see this version does not see them: the newest, of those that are kept to members where there are any. */
  versionId: Id | null
  /** As `closersOf`. */
  closerIds: readonly Id[]
}

export async function toldAsOf(tx: Tx, contentId: Id, language: Language): Promise<ToldAs> {
  const versions = await versionsOfText(tx, contentId, language)
  const version = versions.find(({ closerIds }) => closerIds.length > 0) ?? versions[0]
  return { versionId: version?.id ?? null, closerIds: closersAmong(versions) }
}

async function versionsOfText(tx: Tx, contentId: Id, language: Language): Promise<KeptVersion[]> {
  const versions = await tx
    .selectFrom('versions')
    .select('id')
    .where('content_id', '=', contentId)
    .where('language', '=', language)
    .orderBy('number', 'desc')
    .execute()
  const closers = await projectsHiding(
    tx,
    versions.map(({ id }) => id),
  )
  return versions.map(({ id }) => ({ id, closerIds: closers.get(id) ?? [] }))
}

/** Whether there is a version of the text that this sight reaches. */
export async function isThere(tx: Tx, contentId: Id, language: Language, sight: Sight): Promise<boolean> {
  const version = await tx
    .selectFrom('versions')
    .select('id')
    .where('content_id', '=', contentId)
    .where('language', '=', language)
    .where('id', 'not in', hiddenVersions(tx, sight))
    .limit(1)
    .executeTakeFirst()
  return version !== undefined
}

/** Looks at the threads on a text. Throws as `viewContent` does, `not_found` also where they are kept to others. */
export async function viewText(tx: Tx, viewer: Viewer, contentId: Id, language: Language): Promise<void> {
  await viewContent(tx, viewer, contentId)
  const sight = await sightOf(tx, viewer)
  const closers = await closersOf(tx, contentId, language)
  if (closers.some((id) => !sight.has(id))) throw new Refusal('not_found', 'There is no such thread.')
}

/**
 * Whoever acts may write about the text, whose content is entered already. Gives the private projects that it is kept
 * to. Throws `not_found` where there is no such text for them, and `forbidden` where they are no members who may write.
 */
export async function requireOpenText(
  context: CommandContext,
  contentId: Id,
  language: Language,
): Promise<Id[]> {
  const sight = await sightOfActor(context)
  if (!(await isThere(context.tx, contentId, language, sight))) {
    throw new Refusal('not_found', 'The content has no text in this language.')
  }
  const closers = await closersOf(context.tx, contentId, language)
  for (const id of closers) {
    const role = sight.get(id)
    if (role !== undefined && mayAsMember(role, 'comment.write')) continue
    throw new Refusal(
      'forbidden',
      'A private project holds this text: those of its members may discuss it who may write there.',
    )
  }
  return closers
}
