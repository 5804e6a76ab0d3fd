/**
 * The smallest server of a live list: notes with a text, changed by commands, read as pages. For tests of the
 * live snapshot that should not depend on the product's own lists.
 */
import type { Actor, Snapshot } from '@copydesk/contract'
import type { LiveEvent, LiveOptions, LoadCall } from '../src/index.ts'
import type { FakeChannels } from './fake-channels.ts'

export interface Note {
  id: string
  revision: number
  text: string
}

export interface Notes {
  data: Note[]
  nextCursor: string | null
}

export type NoteEvent = LiveEvent &
  ({ type: 'note.put'; note: Note } | { type: 'note.removed'; noteId: string } | { type: 'notes.closed' })

export const me = 'me'
export const other: Actor = { id: 'other', kind: 'person' }
export const channel = 'notes'

/** Puts a note in its place, newest first, unless the list has it in that revision or a newer one. */
export function putNote(state: Notes, note: Note): Notes {
  const known = state.data.find((one) => one.id === note.id)
  if (known && known.revision >= note.revision) return state
  if (!known && state.nextCursor !== null && note.id < state.nextCursor) return state
  const rest = state.data.filter((one) => one.id !== note.id)
  return { ...state, data: [...rest, note].sort((a, b) => (a.id > b.id ? -1 : 1)) }
}

export function reduceNotes(state: Notes, event: NoteEvent): Notes | null {
  switch (event.type) {
    case 'note.put':
      return putNote(state, event.note)
    case 'note.removed':
      return state.data.some((one) => one.id === event.noteId)
        ? { ...state, data: state.data.filter((one) => one.id !== event.noteId) }
        : state
    case 'notes.closed':
      return null
    default:
      return state
  }
}

export interface NoteServer {
  readonly notes: ReadonlyMap<string, Note>
  /** Commits a text and publishes it. */
  write(id: string, text: string, by?: Actor, commandId?: string): Note
  remove(id: string, by?: Actor): void
  read(call?: { cursor?: string; rows?: number }): Snapshot<Notes>
  pageSize: number
  /** How often it was read. */
  reads: number
  /** What a live snapshot of the notes needs; answers are given by `answer`. */
  options(
    answer: (read: () => Snapshot<Notes>, call: LoadCall) => Promise<Snapshot<Notes>>,
  ): LiveOptions<Notes, NoteEvent>
}

/** Makes a server whose events go through the fake channels. */
export function createNoteServer(channels: FakeChannels): NoteServer {
  const notes = new Map<string, Note>()
  const publish = (event: object, by: Actor, commandId?: string) =>
    channels.publish(channel, { ...event, actor: by, ...(commandId ? { commandId } : {}) })
  const server: NoteServer = {
    notes,
    pageSize: 1000,
    reads: 0,
    write(id, text, by = other, commandId) {
      const note = { id, text, revision: (notes.get(id)?.revision ?? 0) + 1 }
      notes.set(id, note)
      publish({ type: 'note.put', note }, by, commandId)
      return note
    },
    remove(id, by = other) {
      notes.delete(id)
      publish({ type: 'note.removed', noteId: id }, by)
    },
    read({ cursor, rows } = {}) {
      server.reads += 1
      const size = Math.max(rows ?? 0, server.pageSize)
      const all = [...notes.values()].sort((a, b) => (a.id > b.id ? -1 : 1))
      const below = all.filter((note) => cursor === undefined || note.id < cursor)
      const data = structuredClone(below.slice(0, size))
      const nextCursor = below.length > size ? (data.at(-1)?.id ?? null) : null
      return { data, nextCursor, position: channels.position(channel) }
    },
    options: (answer) => ({
      realtime: channels.source,
      channel,
      me,
      load: (call) => answer(() => server.read(call), call),
      pages: {
        cursor: (state) => state.nextCursor,
        rows: (state) => state.data.length,
        load: (cursor, call) => answer(() => server.read({ ...call, cursor }), call),
        merge: (state, page) => ({
          ...page.data.reduce(putNote, { ...state, nextCursor: null }),
          nextCursor: page.nextCursor,
        }),
      },
      reduce: reduceNotes,
      rowsOf: (event) => (event.type === 'note.put' ? [event.note.id] : []),
    }),
  }
  return server
}
