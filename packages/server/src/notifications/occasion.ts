/**
 * Something that happened, with everybody whom it concerns, however they would come to be told of it. It knows how each
 * of them is told, and not who is: that decides `decide.ts`.
 */
import type { Actor, Id, Notification, NotificationFacts, NotificationKind } from '@copydesk/contract'
import { systemActor } from '../command/system-actor.ts'
import type { Facts, VersionFacts } from './facts.ts'
import type { News } from './news.ts'
import type { WatchedPlace } from './place.ts'
import type { Concern, Recipient } from './recipients.ts'

/** A notification before it has an id. Its `excerpt` is empty for all but comments. */
export interface Draft
  extends Pick<
    Notification,
    | 'kind'
    | 'reason'
    | 'projectId'
    | 'projectName'
    | 'itemId'
    | 'itemTitle'
    | 'commentId'
    | 'contentId'
    | 'versionId'
    | 'excerpt'
    | 'facts'
  > {
  eventId: Id
  personId: Id
  actorId: Id
  actorKind: Actor['kind']
  /** Of a comment. */
  threadId: Id | null
}

/** What happened once, however many things it happened to. */
export interface Occasion {
  eventId: Id
  actorId: Id
  actorKind: Actor['kind']
  kind: NotificationKind
  /** What is told once: several occasions of one batch may be about the same. */
  subjectId: Id
  place: WatchedPlace
  concerns: readonly Concern[]
  /** Also told to those who watch the place, and not only to those whom it asks for something. */
  isWatched: boolean
  draftFor(recipient: Recipient): Draft
}

/**
 * What a person is told of at most once: a comment (an edit that mentions them does not count if they know of it
 * already), else the event.
 */
export function subjectIdOf({
  kind,
  commentId,
  eventId,
}: {
  kind: NotificationKind
  commentId: Id | null
  eventId: Id
}): Id {
  return kind === 'comment.created' && commentId !== null ? commentId : eventId
}

/** About a version by itself, without a project. */
export function occasionAboutVersion(
  payload: Deed & { kind: Draft['kind']; versionId: Id | null; isWatched?: boolean },
  version: VersionFacts,
  concerns: readonly Concern[],
  said: NotificationFacts | null,
): Occasion {
  const deed = whoDid(payload)
  return {
    ...deed,
    kind: payload.kind,
    subjectId: payload.eventId,
    place: {
      threadId: null,
      items: [],
      contentId: version.contentId,
      versionId: payload.versionId,
      projectId: null,
    },
    concerns,
    isWatched: payload.isWatched ?? true,
    draftFor: ({ personId, reason }) => ({
      ...deed,
      personId,
      reason,
      kind: payload.kind,
      projectId: null,
      projectName: null,
      itemId: null,
      itemTitle: version.title,
      commentId: null,
      threadId: null,
      contentId: version.contentId,
      versionId: payload.versionId,
      excerpt: '',
      facts: said,
    }),
  }
}

/** What a notification is about, beside who did it and where. */
export type Subject = Pick<Draft, 'itemId' | 'itemTitle' | 'commentId' | 'excerpt' | 'facts'>

type Deed = Pick<News, 'eventId' | 'actorId' | 'actorKind'>

/** Something that happened in a project. */
interface DeedInProject extends Deed {
  kind: NotificationKind
  projectId: Id
  itemIds: readonly Id[]
  threadId?: Id | null
  /** What is told once, if that is not the event. */
  subjectId?: Id
  isWatched?: boolean
}

function whoDid({ eventId, actorId, actorKind }: Deed): Pick<Draft, 'eventId' | 'actorId' | 'actorKind'> {
  return {
    eventId,
    actorId,
    actorKind: actorKind ?? (actorId === systemActor.id ? 'system' : 'person'),
  }
}

/** About something in a project; undefined where that is gone. */
export function occasion(
  { kind, projectId, itemIds, threadId = null, subjectId, isWatched = false, ...deed }: DeedInProject,
  facts: Facts,
  concerns: readonly Concern[],
  subjectFor: (recipient: Recipient) => Subject,
): Occasion | undefined {
  const project = facts.projects.get(projectId)
  if (!project) return undefined
  const who = whoDid(deed)
  return {
    ...who,
    kind,
    subjectId: subjectId ?? who.eventId,
    place: {
      threadId,
      items: itemIds.map((id) => ({ id, contentId: facts.items.get(id)?.contentId ?? null })),
      contentId: null,
      versionId: null,
      projectId,
    },
    concerns,
    isWatched,
    draftFor: (recipient) => ({
      ...who,
      projectId,
      projectName: project.name,
      threadId,
      contentId: null,
      versionId: null,
      personId: recipient.personId,
      reason: recipient.reason,
      kind,
      ...subjectFor(recipient),
    }),
  }
}
