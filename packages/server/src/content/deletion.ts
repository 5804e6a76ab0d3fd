/**
 * A content item that is deleted: it is in the trash, out of every project and list, until it is brought back or its time
 * there is over. What is live, or locked by a schedule, is not deleted.
 */
import { channels, type Id, type RestoredContent } from '@copydesk/contract'
import { type Command, type CommandContext, event } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import { tellAskedIn } from '../comments/answers.ts'
import { bringContentBack, letContentGo } from '../projects/items/content-departures.ts'
import { noSight, sightOfActor } from '../projects/members/sight.ts'
import { listAnew } from '../projects/releases/tell-releases.ts'
import { tellAsked } from '../projects/review/tell-asked.ts'
import { requireUnscheduled } from '../projects/schedules/queries.ts'
import type { ChannelEvent } from '../storage/journal.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { deletedNow, notDeleted } from '../trash/marks.ts'
import { purgeEntry } from '../trash/purge.ts'
import { trashChanged } from '../trash/tell-trash.ts'
import { enterHeldContent } from './door.ts'
import { contentSummaries, languageRows, withheldContent } from './rows.ts'
import { tellContentList } from './tell-content-list.ts'
import { tellPrivateContent } from './tell-private-content.ts'
import { touchContent } from './touch.ts'

/** `keptDays`: for how long it can be brought back. Throws `content_live`, `locked_by_schedule` or `held_privately`. */
export function deleteContent(id: Id, keptDays: number): Command<null> {
  return async (context) => {
    const { tx } = context
    const { row, projects } = await enterHeldContent(context, id, 'content.write', { isDeleted: false })
    context.precondition.require(row.revision)
    await requireNotLive(tx, id)
    for (const project of projects) await requireUnscheduled(tx, project)
    const itemEvents = await letContentGo(context, id, projects)
    const marks = deletedNow(context, keptDays)
    await mark(context, id, marks)
    context.enqueue([purgeEntry('content', id, marks.purge_at)])
    return {
      status: 204,
      body: null,
      events: [...itemEvents, ...(await tellOf(context, id, 'content.deleted'))],
    }
  }
}

/** Brings it back into lists, search and those of its projects that can take it; it is there already: nothing happens. */
export function restoreContent(id: Id): Command<RestoredContent> {
  return async (context) => {
    const { tx } = context
    const { row, projects } = await enterHeldContent(context, id, 'content.write', { isDeleted: true })
    context.precondition.require(row.revision)
    const back = row.deleted_at === null ? { left: [], events: [] } : await bringBack(context, row, projects)
    const [content] = await contentSummaries(tx, [id], await sightOfActor(context))
    if (content === undefined) throw new Error(`The content item ${id} did not come back`)
    return { body: { content, left: back.left }, events: back.events }
  }
}

async function bringBack(context: CommandContext, { id }: Row<'content_items'>, projects: Row<'projects'>[]) {
  await mark(context, id, notDeleted)
  const { events, left } = await bringContentBack(context, id, projects)
  return { left, events: [...events, ...(await tellOf(context, id, 'content.restored'))] }
}

async function mark(
  context: CommandContext,
  id: Id,
  marks: ReturnType<typeof deletedNow> | typeof notDeleted,
): Promise<void> {
  await touchContent(context, [id])
  await tellReviewers(context, id)
  await tellAskedIn(context, [id])
  await context.tx.updateTable('content_items').set(marks).where('id', '=', id).execute()
}

/** Whoever is asked to decide on a version of it hears what awaits them without it, or with it again. */
async function tellReviewers(context: CommandContext, id: Id): Promise<void> {
  const inReview = await context.tx
    .selectFrom('versions')
    .select('id')
    .where('content_id', '=', id)
    .where('status', '=', 'in_review')
    .execute()
  await tellAsked(
    context,
    inReview.map((version) => version.id),
  )
}

async function tellOf(
  context: CommandContext,
  contentId: Id,
  type: 'content.deleted' | 'content.restored',
): Promise<ChannelEvent[]> {
  listAnew(context)
  const contentIds = [contentId]
  context.enqueue([tellContentList.entry({ actor: context.actor, contentIds })])
  const isPrivate = (await withheldContent(context.tx, contentIds)).has(contentId)
  if (isPrivate) context.enqueue([tellPrivateContent.entry({ contentIds })])
  return [
    { channel: channels.content(contentId), event: event(context, type, { contentId }) },
    trashChanged(context, isPrivate),
  ]
}

async function requireNotLive(tx: Tx, id: Id): Promise<void> {
  const languages = await languageRows(tx, [id], noSight)
  const live = languages.filter(({ published_number }) => published_number !== null)
  if (live.length > 0) {
    const named = live.map(({ language, title }) => `"${title}" (${language})`).join(', ')
    throw new Refusal('content_live', `Live now: ${named}. Take it down first.`)
  }
  const scheduled = await tx
    .selectFrom('versions')
    .select(['number', 'title'])
    .where('content_id', '=', id)
    .where('status', '=', 'scheduled')
    .executeTakeFirst()
  if (scheduled === undefined) return
  const { number, title } = scheduled
  const what = `Version ${number} of "${title}" is scheduled. Cancel the schedule first.`
  throw new Refusal('locked_by_schedule', what)
}
