/** A notification in words, the same in the app and wherever else it is sent to. Pure: names of people are the caller's. */
import type { CalendarDate } from '../core/time.ts'
import type { Notification, NotificationFacts, NotificationReason } from './entity.ts'
import type { InboxEntry } from './inbox/entity.ts'

/** What the actor did, to follow their name: "mentioned you in", with what it was done to. */
export interface Deed {
  verb: string
  object: string
}

/** The sentence after the actor's name. */
export function deedOf(notification: Notification): Deed {
  const { kind, reason, itemTitle, projectName, facts } = notification
  const place = itemTitle ?? projectName ?? ''
  switch (kind) {
    case 'comment.created':
      if (reason === 'mention') return { verb: `mentioned ${facts?.group?.name ?? 'you'} in`, object: place }
      if (reason === 'reply') return { verb: 'replied to you in', object: place }
      return { verb: 'commented on', object: place }
    case 'thread.resolved':
      return { verb: 'resolved a thread in', object: place }
    case 'item.status_changed':
      return { verb: 'changed the status of', object: place }
    case 'item.assigned':
      return { verb: 'assigned you', object: place }
    case 'task.assigned':
      return { verb: 'assigned you', object: facts?.task?.title ?? place }
    case 'approval.asked':
      return { verb: 'asks you to approve', object: place }
    case 'item.due':
      return { verb: 'reminds you of', object: place }
    case 'task.due':
      return { verb: 'reminds you of', object: facts?.task?.title ?? place }
    case 'project.published':
      return { verb: 'published', object: projectName ?? '' }
    case 'version.published':
      return { verb: 'published', object: place }
    case 'release.reverted':
      return { verb: 'took back a release of', object: place }
    case 'schedule.late':
      return { verb: 'published late', object: place }
    case 'schedule.missed':
      return { verb: 'missed the time to publish', object: place }
    case 'schedule.failed':
      return { verb: 'could not publish', object: place }
    case 'schedule.stuck':
      return { verb: 'got stuck before it published', object: place }
    case 'schedule.blocked':
      return { verb: 'found something in the way of the schedule of', object: place }
    case 'schedule.moved':
      return { verb: 'moved the schedule of', object: place }
  }
}

const reasonWords: Record<NotificationReason, string> = {
  mention: 'You were mentioned',
  reply: 'Answer to your comment',
  approver: 'Your approval is asked',
  assigned: 'Assigned to you',
  scheduler: 'You scheduled it',
  publisher: 'You published it',
  thread: 'You are in this thread',
  watching: 'You watch this',
  author: 'You wrote it',
  owner: 'Your project',
  marked: 'You marked it as unread',
}

/** Why the person got it. */
export function reasonOf({ reason, facts }: Pick<Notification, 'reason' | 'facts'>): string {
  return facts?.group ? `${facts.group.name} was mentioned` : reasonWords[reason]
}

/** The sentence about an entry of an inbox: `people` who did the same, where it is more than one. */
export function deedOfEntry({
  latest,
  actors,
}: Pick<InboxEntry, 'latest' | 'actors'>): Deed & { people: number } {
  const deed = deedOf(latest)
  const isTalk = latest.kind === 'comment.created' && actors.length > 1
  return isTalk
    ? { verb: 'commented on', object: deed.object, people: actors.length }
    : { ...deed, people: 1 }
}

/** Why the person got an entry: being mentioned anywhere in it is the strongest. */
export function reasonOfEntry({ latest, mentions }: Pick<InboxEntry, 'latest' | 'mentions'>): string {
  return mentions > 0 ? reasonWords.mention : reasonOf(latest)
}

/** One plain line that adds to the deed: the start of a comment, or what changed; may be empty. */
export function detailOf({ kind, facts, excerpt }: Pick<Notification, 'kind' | 'facts' | 'excerpt'>): string {
  // A comment is quoted; what is older than its facts was put into words when it was written.
  if (!facts || kind === 'comment.created') return excerpt
  const { itemCount = 1, versionNumber, change, schedule, dueAt } = facts
  if (schedule !== undefined) return saySchedule(schedule)
  if (versionNumber !== undefined) return `version ${versionNumber}`
  if (kind === 'project.published' || kind === 'release.reverted')
    return itemCount === 1 ? '1 item' : `${itemCount} items`
  const why = change?.reason ? `: ${change.reason}` : ''
  const changed = change ? `${statusWords(change.from)} → ${statusWords(change.to)}${why}` : ''
  const more = itemCount > 1 ? `and ${itemCount - 1} more` : ''
  const due = dueAt === undefined ? '' : `due on ${sayDay(dueAt)}`
  return [changed, due, more].filter((text) => text !== '').join(', ')
}

function saySchedule({ wallTime, timeZone, why }: NonNullable<NotificationFacts['schedule']>): string {
  const when = `scheduled for ${wallTime.replace('T', ', ').replace(/:00$/, '')} (${timeZone})`
  return why === null ? when : `${when}: ${why}`
}

/** Whether it cannot wait: what was to go out did not. */
export function isUrgent({ kind }: Pick<Notification, 'kind'>): boolean {
  return kind === 'schedule.missed' || kind === 'schedule.failed' || kind === 'schedule.stuck'
}

const dayWords = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** "31 January 2026": a day is the same wherever one is. */
function sayDay(day: CalendarDate): string {
  return dayWords.format(new Date(`${day}T00:00:00Z`))
}

/** `in_review` as people read it. */
function statusWords(status: string): string {
  return status.replaceAll('_', ' ')
}
