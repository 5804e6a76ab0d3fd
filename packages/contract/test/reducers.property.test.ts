/**
 * What the reducers promise, held against a small model of the server: a snapshot of any moment plus the
 * events since equals a fresh snapshot, for whole lists and for windows of any size and pages of any age.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyComments,
  applyContentList,
  applyInbox,
  applyItems,
  arrivalKey,
  type CommentsState,
  type ContentFilter,
  type ContentListState,
  type InboxFilter,
  type InboxState,
  inboxFilters,
  isInWindow,
  mergeCommentsPage,
  mergeContentListPage,
  mergeInboxPage,
} from '../src/index.ts'
import {
  goneItemId,
  type Journal,
  readComments,
  readContentList,
  readInbox,
  readItems,
  recordContent,
  recordInbox,
  recordProject,
  type Step,
} from './model.ts'

const runs = { seed: 42, numRuns: 200 }
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ action: fc.nat(11), pick: fc.nat(30), value: fc.nat(30) }),
  { minLength: 1, maxLength: 40, size: 'max' },
)
/** Two moments of the journal, as shares of its length. */
const moments = fc.tuple(fc.nat(100), fc.nat(100)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
const limit = fc.integer({ min: 1, max: 6 })

/** One way of reading a list, with the reducer that keeps it up to date. */
interface Subject<Rows, Event, State> {
  name: string
  record: (steps: readonly Step[]) => Journal<Rows, Event>
  read: (rows: Rows, limit: number, cursor?: string | null) => State
  apply: (state: State, event: Event) => State
  /** Windowed lists only. */
  merge?: (state: State, page: State) => State
  /** "All up to here are read" says nothing of the revisions it was made from, so its place matters. */
  marksCarryNoRevision?: true
  /** What a window with this cursor holds of a complete list. */
  cut: (all: State, cursor: string | null) => State
}

const cutById = <T extends { id: string }, S extends { data: T[]; nextCursor: string | null }>(
  all: S,
  nextCursor: string | null,
): S => ({ ...all, data: all.data.filter((row) => isInWindow(row.id, nextCursor)), nextCursor })

const itemsSubject: Subject<
  Parameters<typeof readItems>[0],
  Parameters<typeof applyItems>[1],
  ReturnType<typeof readItems>
> = {
  name: 'items',
  record: recordProject,
  read: (rows) => readItems(rows),
  apply: applyItems,
  cut: (all) => all,
}
const commentsSubject = (
  itemId: string | null,
): Subject<Parameters<typeof readComments>[0], Parameters<typeof applyComments>[1], CommentsState> => ({
  name: itemId ? 'comments of an item' : 'comments',
  record: recordProject,
  read: (rows, threads, cursor) => readComments(rows, itemId, threads, cursor),
  apply: applyComments,
  merge: mergeCommentsPage,
  cut: (all, nextCursor) => ({
    ...all,
    data: all.data.filter((row) => isInWindow(row.threadId, nextCursor)),
    nextCursor,
  }),
})
const inboxSubject = (
  filter: InboxFilter,
): Subject<Parameters<typeof readInbox>[0], Parameters<typeof applyInbox>[1], InboxState> => ({
  name: `inbox (${filter})`,
  record: recordInbox,
  read: (rows, size, cursor) => readInbox(rows, filter, size, cursor),
  apply: applyInbox,
  merge: mergeInboxPage,
  marksCarryNoRevision: true,
  cut: (all, nextCursor) => ({
    ...all,
    data: all.data.filter((row) => isInWindow(arrivalKey(row), nextCursor)),
    nextCursor,
  }),
})
const contentSubject = (
  filter: ContentFilter,
): Subject<
  Parameters<typeof readContentList>[0],
  Parameters<typeof applyContentList>[1],
  ContentListState
> => ({
  name: `content list ${JSON.stringify(filter)}`,
  record: recordContent,
  read: (rows, size, cursor) => readContentList(rows, filter, size, cursor),
  apply: applyContentList,
  merge: mergeContentListPage,
  cut: cutById,
})

function holds<Rows, Event, State extends { nextCursor: string | null }>(
  subject: Subject<Rows, Event, State>,
): void {
  const { record, read, apply, merge, cut } = subject
  const all = Number.MAX_SAFE_INTEGER
  const at = (journal: Journal<Rows, Event>, share: number): number =>
    Math.round((share / 100) * journal.events.length)
  const rowsAt = (journal: Journal<Rows, Event>, offset: number): Rows => {
    const rows = journal.states[offset]
    if (rows === undefined) throw new Error(`no state at ${offset}`)
    return rows
  }

  describe(subject.name, () => {
    it('a snapshot of any moment plus the events since equals a fresh one', () => {
      fc.assert(
        fc.property(steps, moments, limit, (taken, [share], size) => {
          const journal = record(taken)
          const from = at(journal, share)
          const before = read(rowsAt(journal, from), size)
          const after = journal.events.slice(from).reduce(apply, before)
          const fresh = read(rowsAt(journal, journal.events.length), all)
          expect(after).toEqual(cut(fresh, before.nextCursor))
        }),
        runs,
      )
    })

    it('an event applied twice is the same state, by reference', () => {
      fc.assert(
        fc.property(steps, moments, limit, (taken, [share], size) => {
          const journal = record(taken)
          let state = read(rowsAt(journal, at(journal, share)), size)
          for (const event of journal.events.slice(at(journal, share))) {
            state = apply(state, event)
            expect(apply(state, event)).toBe(state)
          }
        }),
        runs,
      )
    })

    it('an event of an unknown type changes nothing', () => {
      const journal = record([{ action: 0, pick: 0, value: 0 }])
      const state = read(rowsAt(journal, journal.events.length), all)
      const unknown = { ...(journal.events[0] as object), type: 'moon.rose' } as Event
      expect(apply(state, unknown)).toBe(state)
    })

    if (merge) {
      it('a page read at another position, brought to that of the state, extends the window exactly', () => {
        fc.assert(
          fc.property(steps, moments, limit, fc.nat(100), (taken, [first, second], size, third) => {
            const journal = record(taken)
            const start = at(journal, first)
            const snapshot = read(rowsAt(journal, start), size)
            if (snapshot.nextCursor === null) return
            const readAt = at(journal, second)
            const page = read(rowsAt(journal, readAt), size, snapshot.nextCursor)
            // A page that is ahead waits for the state; one that is behind catches up by the events between.
            const joined = Math.max(readAt, start, at(journal, third))
            const state = merge(
              journal.events.slice(start, joined).reduce(apply, snapshot),
              journal.events.slice(readAt, joined).reduce(apply, page),
            )
            const after = journal.events.slice(joined).reduce(apply, state)
            const fresh = read(rowsAt(journal, journal.events.length), all)
            expect(after).toEqual(cut(fresh, page.nextCursor))
          }),
          runs,
        )
      })
    }

    if (subject.marksCarryNoRevision) return
    it('events that a snapshot contains already, given again in order, end in the same state', () => {
      fc.assert(
        fc.property(steps, moments, limit, (taken, [share], size) => {
          const journal = record(taken)
          const from = at(journal, share)
          const state = journal.events.slice(from).reduce(apply, read(rowsAt(journal, from), size))
          expect(journal.events.slice(from).reduce(apply, state)).toEqual(state)
        }),
        runs,
      )
    })
  })
}

describe('reducers against a model of the server', () => {
  holds(itemsSubject)
  holds(commentsSubject(null))
  holds(commentsSubject(goneItemId))
  for (const filter of inboxFilters) holds(inboxSubject(filter))
  holds(contentSubject({ q: '', type: null, language: null, status: null }))
  holds(contentSubject({ q: 'home', type: 'page', language: null, status: null }))
  holds(contentSubject({ q: '', type: null, language: 'en', status: 'in_review' }))
})
