/**
 * Reads who was told of what happened. Administrators see of it what they see of the place where it happened: nothing of
 * a private project that they have not entered.
 */
import {
  channels,
  type Id,
  type Snapshot,
  type Trace,
  type TraceDecision,
  type TraceDetail,
  type TraceList,
  type TraceOutcome,
  traceOutcomes,
} from '@copydesk/contract'
import { instant } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import type { Viewer } from '../../command/viewer.ts'
import { sightOf } from '../../projects/members/sight.ts'
import { cutPage } from '../../storage/cut-page.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { unseen } from '../sight.ts'
import { mailTracesOf } from './mail-traces.ts'
import type { KeptDecision } from './record.ts'

/** What to look for, below which id, how many. */
export interface TracesQuery {
  /** An event, or a comment. */
  about?: Id | undefined
  projectId?: Id | undefined
  cursor?: Id | undefined
  limit: number
}

/** A page of traces, newest first. */
export async function readTraces(
  tx: Tx,
  viewer: Viewer,
  { about, projectId, cursor, limit }: TracesQuery,
): Promise<Snapshot<TraceList>> {
  let matching = await selectSeen(tx, viewer)
  if (about !== undefined)
    matching = matching.where(({ eb, or }) => or([eb('event_id', '=', about), eb('subject_id', '=', about)]))
  if (projectId !== undefined) matching = matching.where('project_id', '=', projectId)
  if (cursor !== undefined) matching = matching.where('traces.id', '<', cursor)
  const rows = await matching
    .orderBy('traces.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(rows, limit, ({ id }) => id)
  const position = await readPosition(tx, channels.delivery)
  return { data: await presentTraces(tx, page), nextCursor, position }
}

/** What the decisions of one trace are narrowed to; how many are passed over, and how many are read. */
export interface DecisionsQuery {
  outcome?: TraceOutcome | undefined
  personId?: Id | undefined
  cursor?: number | undefined
  limit: number
}

/** One trace with a page of its decisions. Throws `not_found`. */
export async function readTrace(
  tx: Tx,
  viewer: Viewer,
  id: Id,
  { outcome, personId, cursor = 0, limit }: DecisionsQuery,
): Promise<Snapshot<TraceDetail>> {
  const row = await (await selectSeen(tx, viewer)).where('traces.id', '=', id).executeTakeFirst()
  const [trace] = row ? await presentTraces(tx, [row]) : []
  if (!trace) throw new Refusal('not_found', 'There is no such trace, or not any more.')
  const all = await readDecisions(tx, id)
  const counts = Object.fromEntries(traceOutcomes.map((one) => [one, 0])) as TraceDetail['counts']
  for (const decision of all) counts[decision.outcome] += 1
  const matching = all.filter(
    (decision) =>
      (outcome === undefined || decision.outcome === outcome) &&
      (personId === undefined || decision.personId === personId),
  )
  const end = cursor + limit
  const page = matching.slice(cursor, end)
  const mails = await mailTracesOf(
    tx,
    trace.eventId,
    page.map((decision) => decision.personId),
  )
  return {
    trace,
    counts,
    data: page.map((decision) => ({ ...decision, mail: mails.get(decision.personId) ?? null })),
    nextCursor: end < matching.length ? String(end) : null,
    position: await readPosition(tx, channels.delivery),
  }
}

/** As many as people were concerned. */
async function readDecisions(tx: Tx, traceId: Id): Promise<Omit<TraceDecision, 'mail'>[]> {
  const parts = await tx
    .selectFrom('trace_parts')
    .select(['decisions', 'at'])
    .where('trace_id', '=', traceId)
    .orderBy('id')
    .execute()
  return parts.flatMap(({ decisions, at }) =>
    (JSON.parse(decisions) as KeptDecision[]).map(([personId, reason, outcome]) => ({
      personId,
      reason,
      outcome,
      at: instant(at),
    })),
  )
}

async function selectSeen(tx: Tx, viewer: Viewer) {
  const isUnseen = unseen(tx, await sightOf(tx, viewer))
  return tx
    .selectFrom('traces')
    .selectAll()
    .where((trace) => trace.not(isUnseen(trace)))
}

async function presentTraces(tx: Tx, rows: readonly Row<'traces'>[]): Promise<Trace[]> {
  if (rows.length === 0) return []
  const counted = await tx
    .selectFrom('trace_parts')
    .select(({ fn }) => ['trace_id', fn.sum('told').as('told'), fn.sum('withheld').as('withheld')])
    .where(
      'trace_id',
      'in',
      rows.map(({ id }) => id),
    )
    .groupBy('trace_id')
    .execute()
  const countOf = new Map(counted.map((row) => [row.trace_id, row]))
  const projectIds = [...new Set(rows.flatMap((row) => row.project_id ?? []))]
  const projects =
    projectIds.length === 0
      ? []
      : await tx.selectFrom('projects').select(['id', 'name']).where('id', 'in', projectIds).execute()
  const nameOf = new Map(projects.map(({ id, name }) => [id, name]))
  return rows.map((row) => ({
    id: row.id,
    eventId: row.event_id,
    kind: row.kind,
    actor: { id: row.actor_id, kind: row.actor_kind },
    at: instant(row.at),
    projectId: row.project_id,
    projectName: nameOf.get(row.project_id ?? '') ?? null,
    itemId: row.item_id,
    commentId: row.comment_id,
    contentId: row.content_id,
    versionId: row.version_id,
    told: Number(countOf.get(row.id)?.told ?? 0),
    withheld: Number(countOf.get(row.id)?.withheld ?? 0),
  }))
}
