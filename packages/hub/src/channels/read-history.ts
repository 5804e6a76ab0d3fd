/**
 * Publications of a channel as they are kept: what the `history` command and the server API answer. Asks nobody's
 * rights. Without `since` it begins or ends with what there is; a range after or before a position that is not all
 * kept is error 112. It ends below a number of bytes, so that no answer is too large to be sent; one publication is
 * always in it, so that whoever asks goes on from there.
 */
import { type ErrorReply, errors, type HistoryParams } from '@copydesk/protocol'
import type { HubCore } from '../hub-core.ts'
import { countWithin, type HistoryRead, type StreamPosition } from '../journal/journal.ts'
import type { ChannelRules } from '../options.ts'

export type HistoryOutcome = ({ ok: true } & HistoryRead) | { ok: false; error: ErrorReply }

const unrecoverable: HistoryOutcome = { ok: false, error: errors.unrecoverablePosition }

export async function readHistory(
  { options, limits }: Pick<HubCore, 'options' | 'limits'>,
  params: HistoryParams,
  maxBytes: number,
): Promise<HistoryOutcome> {
  const { channel, since, reverse } = params
  const { journal } = options
  const error = withoutHistory(options.rulesFor(channel))
  if (error !== undefined) return { ok: false, error }
  const position = await journal.position(channel)
  if (since !== undefined && since.epoch !== '' && since.epoch !== position.epoch) return unrecoverable
  if (params.limit === 0) return { ok: true, position, publications: [] }
  const floor = (await journal.floor?.(channel)) ?? 0
  const { after, limit } = range(params, position, floor, limits.maxRecoveredPublications)
  // Backwards the newest ones count, which only the whole range shows.
  const read = await journal.read(channel, after, limit, reverse ? undefined : maxBytes)
  if (read === null || read.position.epoch !== position.epoch) return unrecoverable
  const publications = reverse ? read.publications.toReversed() : read.publications
  const sizes = publications.map(({ data }) => Buffer.byteLength(data))
  return {
    ok: true,
    position: read.position,
    publications: publications.slice(0, countWithin(sizes, maxBytes)),
  }
}

/** The error for a channel that is none, or has no history; undefined when it has one. */
export function withoutHistory(rules: ChannelRules | undefined): ErrorReply | undefined {
  if (rules === undefined) return errors.unknownChannel
  return rules.recoverable || rules.history === true ? undefined : errors.notAvailable
}

/** What to read: `since` is not part of it; backwards it ends right before `since`, or at the head. */
function range(
  { since, limit, reverse }: HistoryParams,
  head: StreamPosition,
  floor: number,
  most: number,
): { after: number; limit: number } {
  const wanted = limit < 0 ? most : Math.min(limit, most)
  if (!reverse) return { after: since?.offset ?? floor, limit: wanted }
  const last = since === undefined ? head.offset : Math.max(0, Math.min(since.offset - 1, head.offset))
  const after = Math.max(Math.min(floor, last), last - wanted)
  return { after, limit: last - after }
}
