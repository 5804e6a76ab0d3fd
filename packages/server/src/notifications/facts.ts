/**
 * What the database says about the subjects of a batch of work: read at once for all of them, as they are now.
 * What was deleted in the meantime is missing, and nobody is told of it; of comments that may come back it says until when.
 */
import { type Actor, type Id, mentionedGroupIds, mentionedIds, restorableForMs } from '@copydesk/contract'
import { readMentionedGroups } from '../comments/mentioned-groups.ts'
import { type ToldAs, toldAsOf } from '../comments/text-scope.ts'
import { itemsById } from '../projects/items/queries.ts'
import { hiddenAmong, hiddenFromEach } from '../projects/members/sight.ts'
import { waitingFor } from '../projects/review/progress.ts'
import { openReviews } from '../projects/review/reviews.ts'
import { subjectsOfItems, subjectsOfVersions } from '../projects/review/subjects.ts'
import { selectInChunks } from '../storage/chunks.ts'
import type { Tx } from '../storage/storage.ts'
import type { News } from './news.ts'
import type { ItemPeople, MentionedGroup, VersionPeople } from './recipients.ts'

/** A comment that is still there, or its trace. */
export interface CommentFacts {
  id: Id
  /** Null for a thread on a text by itself. */
  projectId: Id | null
  itemId: Id | null
  threadId: Id
  body: string
  /** As its row has it. */
  passage: string | null
  /** Whoever wrote it, if a person did. */
  authorId: Id | null
  /** It was deleted: of it alone nobody is told, of what becomes of its thread they are. */
  isTrace: boolean
  /** It opens a thread that is resolved. */
  isResolved: boolean
  /** Of a text by itself the version as which people are told of it; null in a project. */
  versionId: Id | null
  /** Of a text by itself the private projects that its threads are kept to. */
  closerIds: readonly Id[]
}

const notOnText: ToldAs = { versionId: null, closerIds: [] }

/** An item that is still in its project. */
export interface ItemFacts extends ItemPeople {
  contentId: Id
  title: string
}

/** A project that is still there; `ownerId` is who created it, if a person did. */
export interface ProjectFacts {
  name: string
  ownerId: Id | null
}

/** A version that was published, or is scheduled, by itself. */
export interface VersionFacts {
  contentId: Id
  number: number
  title: string
  /** Of this version alone. */
  own: VersionPeople
  /** Of this version, and of those of its language that were begun while something else was live. */
  people: readonly VersionPeople[]
}

/** A comment of a thread that is written in. */
export interface Contribution {
  id: Id
  /** Null where no person wrote it. */
  authorId: Id | null
  mentioned: readonly Id[]
}

/** Everything by id; the comments of threads that are written in come as `contributions` by thread. */
export interface Facts {
  comments: ReadonlyMap<Id, CommentFacts>
  /** Comments that are deleted, with the instant until which they may come back. */
  restorableUntil: ReadonlyMap<Id, number>
  contributions: ReadonlyMap<Id, readonly Contribution[]>
  items: ReadonlyMap<Id, ItemFacts>
  projects: ReadonlyMap<Id, ProjectFacts>
  versions: ReadonlyMap<Id, VersionFacts>
  /** Those that comments mention, with whoever is in them. */
  groups: ReadonlyMap<Id, MentionedGroup>
  /** By item, or by version where that was asked for: whom its review waits for. */
  approvers: ReadonlyMap<Id, readonly Id[]>
}

/** The facts about everything that these payloads name. */
export async function readFacts(tx: Tx, payloads: readonly News[]): Promise<Facts> {
  const { comments, restorableUntil } = await readComments(tx, payloads.flatMap(commentIdsOf))
  const itemIds = [
    ...payloads.flatMap(itemIdsOf),
    ...comments.flatMap(({ itemId }) => (itemId === null ? [] : [itemId])),
  ]
  const projectIds = [
    ...payloads.flatMap((payload) => ('projectId' in payload ? (payload.projectId ?? []) : [])),
    ...comments.flatMap((comment) => comment.projectId ?? []),
  ]
  return {
    comments: byId(comments),
    restorableUntil,
    contributions: await readContributions(
      tx,
      comments.map((comment) => comment.threadId),
    ),
    items: byId(await readItems(tx, itemIds)),
    projects: await readProjects(tx, projectIds),
    versions: await readVersions(tx, [
      ...payloads.flatMap(versionIdsOf),
      ...comments.flatMap(({ versionId }) => versionId ?? []),
    ]),
    groups: await readMentionedGroups(tx, [
      ...payloads.flatMap((payload) => ('groupIds' in payload ? (payload.groupIds ?? []) : [])),
      ...comments.flatMap(({ body }) => mentionedGroupIds(body)),
    ]),
    approvers: new Map([
      ...(await readApproversOfItems(tx, payloads.flatMap(approvalItemIdsOf))),
      ...(await readApproversOfVersions(tx, payloads.flatMap(approvalVersionIdsOf))),
    ]),
  }
}

function commentIdsOf(payload: News): Id[] {
  return 'commentId' in payload ? [payload.commentId] : []
}

function itemIdsOf(payload: News): Id[] {
  if ('itemIds' in payload) return payload.itemIds
  if ('itemId' in payload) return payload.itemId === null ? [] : [payload.itemId]
  return 'items' in payload ? payload.items.map((item) => item.itemId) : []
}

function versionIdsOf(payload: News): Id[] {
  return 'versionId' in payload && payload.versionId !== null ? [payload.versionId] : []
}

function approvalItemIdsOf(payload: News): Id[] {
  return payload.kind === 'approval.asked' ? payload.itemIds : []
}

function approvalVersionIdsOf(payload: News): Id[] {
  return payload.kind === 'version.approval_asked' ? [payload.versionId] : []
}

async function readApproversOfVersions(tx: Tx, versionIds: readonly Id[]): Promise<Facts['approvers']> {
  if (versionIds.length === 0) return new Map()
  const subjects = await subjectsOfVersions(tx, unique(versionIds))
  const reviews = await openReviews(
    tx,
    subjects.filter(({ status }) => status === 'in_review'),
  )
  return new Map([...reviews].map(([id, { progress }]) => [id, waitingFor(progress)]))
}

async function readApproversOfItems(tx: Tx, itemIds: readonly Id[]): Promise<Facts['approvers']> {
  if (itemIds.length === 0) return new Map()
  const items = (await itemsById(tx, itemIds)).filter(({ status }) => status === 'in_review')
  const reviews = await openReviews(tx, await subjectsOfItems(tx, items))
  return new Map(
    [...reviews.values()].flatMap(({ subject, progress }) =>
      subject.item === undefined ? [] : [[subject.item.id, waitingFor(progress)]],
    ),
  )
}

/**
 * Locks the comments against a change: words cannot go while they are being quoted. Their projects stay open, for
 * whoever comments on one would wait here for all that others are told.
 * Deleted ones are locked too: none comes back while it is put off to tell of it.
 */
async function readComments(
  tx: Tx,
  ids: readonly Id[],
): Promise<{ comments: CommentFacts[] } & Pick<Facts, 'restorableUntil'>> {
  const rows = await selectInChunks(unique(ids), (chunk) =>
    tx
      .selectFrom('comments')
      .select([
        'id',
        'project_id as projectId',
        'item_id as itemId',
        'content_id as contentId',
        'language',
        'thread_id as threadId',
        'body',
        'passage',
        'author_id',
        'author_kind',
        'deleted_at',
        'resolved_at',
      ])
      .where('id', 'in', chunk)
      .orderBy('id')
      .forShare()
      .execute(),
  )
  const comments: CommentFacts[] = []
  const restorableUntil = new Map<Id, number>()
  for (const { contentId, language, author_id, author_kind, deleted_at, resolved_at, ...row } of rows) {
    if (deleted_at !== null) restorableUntil.set(row.id, deleted_at + restorableForMs)
    const isOnText = row.projectId === null && contentId !== null && language !== null
    const toldAs = isOnText ? await toldAsOf(tx, contentId, language) : notOnText
    comments.push({
      ...row,
      ...toldAs,
      authorId: author_kind === 'person' ? author_id : null,
      isTrace: deleted_at !== null,
      isResolved: resolved_at !== null,
    })
  }
  return { comments, restorableUntil }
}

/** Of most comments nothing is read but who wrote them: a thread may be long. */
async function readContributions(tx: Tx, threadIds: readonly Id[]): Promise<Facts['contributions']> {
  const rows = await selectInChunks(unique(threadIds), (chunk) =>
    tx
      .selectFrom('comments')
      .select(({ eb }) => [
        'id',
        'thread_id as threadId',
        'author_id',
        'author_kind',
        eb
          .case()
          .when(eb.fn<string>('lower', ['body']), 'like', '%](person:%')
          .then(eb.ref('body'))
          .else(eb.val(''))
          .end()
          .as('body'),
      ])
      .where('thread_id', 'in', chunk)
      .where('deleted_at', 'is', null)
      .execute(),
  )
  const contributions = rows.map(({ threadId, author_id, author_kind, id, body }) => ({
    threadId,
    id,
    authorId: author_kind === 'person' ? author_id : null,
    mentioned: mentionedIds(body),
  }))
  return Map.groupBy(contributions, ({ threadId }) => threadId)
}

async function readItems(tx: Tx, ids: readonly Id[]): Promise<ItemFacts[]> {
  const rows = await selectInChunks(unique(ids), (chunk) =>
    tx
      .selectFrom('project_items as item')
      .innerJoin('versions as version', 'version.id', 'item.version_id')
      .select([
        'item.id',
        'item.content_id as contentId',
        'item.assignee_id as assigneeId',
        'version.title',
        'version.author_id as authorId',
        'version.author_kind as authorKind',
      ])
      .where('item.id', 'in', chunk)
      .execute(),
  )
  return rows.map(({ authorKind, authorId, ...row }) => ({
    ...row,
    authorId: authorKind === 'person' ? authorId : null,
  }))
}

async function readVersions(tx: Tx, ids: readonly Id[]): Promise<Facts['versions']> {
  const rows = await selectInChunks(unique(ids), (chunk) =>
    tx
      .selectFrom('versions as published')
      .innerJoin('versions as own', (join) =>
        join
          .onRef('own.content_id', '=', 'published.content_id')
          .onRef('own.language', '=', 'published.language'),
      )
      .leftJoin('project_items as item', (join) =>
        join.onRef('item.version_id', '=', 'own.id').on('item.action', '=', 'publish'),
      )
      .select([
        'published.id',
        'published.content_id as contentId',
        'published.number',
        'published.title',
        'item.assignee_id as assigneeId',
        'own.id as ownId',
        'own.author_id',
        'own.author_kind',
        'own.edited_by_id',
        'own.edited_by_kind',
      ])
      .where('published.id', 'in', chunk)
      .where(({ and, or, eb }) =>
        or([
          eb('own.id', '=', eb.ref('published.id')),
          and([
            eb('own.status', 'not in', ['published', 'previously_published']),
            or([
              eb('own.base_version_id', 'is', null),
              eb('own.base_version_id', '<>', eb.ref('published.id')),
            ]),
          ]),
        ]),
      )
      .execute(),
  )
  const peopleOf = await peopleBySight(tx, rows)
  return new Map(
    [...Map.groupBy(rows, (row) => row.id)].flatMap(([id, own]): [Id, VersionFacts][] => {
      const first = own.find(({ ownId }) => ownId === id)
      if (first === undefined) return []
      const { contentId, number, title } = first
      return [[id, { contentId, number, title, own: peopleOf(first), people: own.map(peopleOf) }]]
    }),
  )
}

interface OwnVersion {
  ownId: Id
  assigneeId: Id | null
  author_id: Id
  author_kind: Actor['kind']
  edited_by_id: Id | null
  edited_by_kind: Actor['kind'] | null
}

/** Who has to do with a version: not whoever sees it no more, for then it is nothing of theirs. */
async function peopleBySight(
  tx: Tx,
  rows: readonly OwnVersion[],
): Promise<(row: OwnVersion) => VersionPeople> {
  const versionIds = rows.map(({ ownId }) => ownId)
  const all = rows.flatMap((row) => [row.assigneeId ?? [], ...writersOf(row)].flat())
  const hidden = await hiddenFromEach(tx, all, (sight) => hiddenAmong(tx, versionIds, sight))
  return (row) => {
    const sees = (personId: Id) => !hidden.get(personId)?.has(row.ownId)
    return {
      assigneeId: row.assigneeId !== null && sees(row.assigneeId) ? row.assigneeId : null,
      writerIds: writersOf(row).filter(sees),
    }
  }
}

function writersOf(row: OwnVersion): Id[] {
  return [
    ...(row.author_kind === 'person' ? [row.author_id] : []),
    ...(row.edited_by_kind === 'person' && row.edited_by_id !== null ? [row.edited_by_id] : []),
  ]
}

async function readProjects(tx: Tx, ids: readonly Id[]): Promise<Facts['projects']> {
  const rows = await selectInChunks(unique(ids), (chunk) =>
    tx
      .selectFrom('projects')
      .select(['id', 'name', 'created_by_id', 'created_by_kind'])
      .where('id', 'in', chunk)
      .where('deleted_at', 'is', null)
      .execute(),
  )
  return new Map(
    rows.map((row) => [
      row.id,
      { name: row.name, ownerId: row.created_by_kind === 'person' ? row.created_by_id : null },
    ]),
  )
}

function unique(ids: readonly Id[]): Id[] {
  return [...new Set(ids)].sort()
}

function byId<T extends { id: Id }>(rows: readonly T[]): Map<Id, T> {
  return new Map(rows.map((row) => [row.id, row]))
}
