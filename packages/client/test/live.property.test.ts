/**
 * The live snapshot under everything at once, in random order: own writes whose replies, events and failures
 * come in any order, others' writes, lost connections, forgotten history, reloads and pages.
 */
import type { Snapshot } from '@copydesk/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { networkError } from '../src/http/api-error.ts'
import { createLive } from '../src/live/live.ts'
import { createFakeChannels } from './fake-channels.ts'
import { createFakeClock, settle } from './fake-clock.ts'
import { createNoteServer, me, type Note, type Notes, other, putNote } from './note-server.ts'

const mine = { id: me, kind: 'person' } as const
const ids = ['a', 'b', 'c', 'd', 'e', 'f']

type Act =
  | 'write'
  | 'commit'
  | 'reply'
  | 'lose the reply'
  | 'refuse'
  | 'other writes'
  | 'other removes'
  | 'deliver'
  | 'cut'
  | 'reconnect'
  | 'forget'
  | 'refresh'
  | 'more'
  | 'answer'
  | 'wait'
interface Step {
  act: Act
  pick: number
}

/** What a run may contain; writing and delivering come up most. */
function stepsOf(acts: readonly Act[]): fc.Arbitrary<Step[]> {
  return fc.array(fc.record({ act: fc.constantFrom(...acts), pick: fc.nat(50) }), {
    maxLength: 80,
    size: 'max',
  })
}

/** A command of one's own, from sending to its end. */
interface Command {
  commandId: string
  noteId: string
  text: string
  committed: Note | null
  /** The request is not over yet. */
  open: boolean
  resolve: (note: Note) => void
  reject: (error: unknown) => void
}

function setUp(afterReplyKnown: boolean) {
  const clock = createFakeClock()
  const channels = createFakeChannels()
  const server = createNoteServer(channels)
  for (const id of ids) server.write(id, 'start')
  channels.holdBack = true
  const waiting: (() => void)[] = []
  const live = createLive({
    ...server.options(async (read, { signal }): Promise<Snapshot<Notes>> => {
      const snapshot = read()
      await new Promise<void>((resolve) => waiting.push(resolve))
      signal.throwIfAborted()
      return snapshot
    }),
    clock,
    random: () => 0.5,
  })
  const commands: Command[] = []
  const shownText = (id: string) => live.getSnapshot().data?.data.find((note) => note.id === id)?.text

  const send = (noteId: string) => {
    const commandId = `c${commands.length}`
    const text = `mine ${commandId}`
    const { promise, resolve, reject } = Promise.withResolvers<Note>()
    commands.push({ commandId, noteId, text, committed: null, open: true, resolve, reject })
    const guess = (state: Notes): Notes => {
      const row = state.data.find((note) => note.id === noteId)
      return row && row.text !== text ? putNote(state, { ...row, text, revision: row.revision + 1 }) : state
    }
    const known = (note: Note) => (state: Notes) =>
      state.data.some((one) => one.id === note.id) ? putNote(state, note) : state
    void live.optimistic(commandId, guess, promise, afterReplyKnown ? known : undefined)
  }
  const commit = (command: Command | undefined) => {
    if (!command || command.committed) return
    command.committed = server.write(command.noteId, command.text, mine, command.commandId)
  }
  const step = async ({ act, pick }: Step) => {
    const id = ids[pick % ids.length] ?? 'a'
    const open = commands.filter((command) => command.open)
    switch (act) {
      case 'write':
        send(id)
        break
      case 'commit':
        // The server works through the commands in the order they were sent.
        commit(open.find((command) => !command.committed))
        break
      case 'reply': {
        const command = open.find((one) => one.committed)
        if (!command?.committed) break
        command.open = false
        command.resolve(command.committed)
        break
      }
      case 'lose the reply': {
        const command = open[pick % Math.max(1, open.length)]
        if (!command) break
        // Whether it was committed or not: the client cannot know.
        command.open = false
        command.reject(networkError(null))
        break
      }
      case 'refuse': {
        const command = open.findLast((one) => !one.committed)
        if (!command) break
        command.open = false
        command.reject(networkError(null))
        break
      }
      case 'other writes':
        server.write(id, `other ${pick}`, other)
        break
      case 'other removes':
        server.remove(id, other)
        break
      case 'deliver':
        channels.deliver()
        break
      case 'cut':
        channels.cut()
        break
      case 'reconnect':
        channels.reconnect()
        break
      case 'forget':
        channels.forgetHistory()
        break
      case 'refresh':
        void live.refresh()
        break
      case 'more':
        void live.loadMore()
        break
      case 'answer':
        for (const go of waiting.splice(0)) go()
        break
      case 'wait':
        await clock.advance(1_000)
    }
    await settle()
  }
  /** Everything under way ends well: requests are committed and answered, the wire delivers all. */
  const comeToRest = async () => {
    channels.reconnect()
    for (const command of commands.filter((one) => one.open)) {
      commit(command)
      if (command.committed) command.resolve(command.committed)
    }
    channels.holdBack = false
    for (let round = 0; round < 30; round += 1) {
      channels.deliver(true)
      for (const go of waiting.splice(0)) go()
      await clock.advance(1_000)
    }
  }
  return { channels, server, live, commands, shownText, step, comeToRest }
}

describe('a live snapshot', () => {
  const everything: Act[] = [
    'write',
    'write',
    'commit',
    'commit',
    'reply',
    'lose the reply',
    'refuse',
    'other writes',
    'other removes',
    'deliver',
    'deliver',
    'deliver',
    'cut',
    'reconnect',
    'forget',
    'refresh',
    'answer',
    'answer',
    'more',
    'wait',
  ]

  it.each([true, false])(
    'comes to rest as a fresh one would be, nothing pending (reply used: %s)',
    async (known) => {
      await fc.assert(
        fc.asyncProperty(stepsOf(everything), fc.integer({ min: 2, max: 6 }), async (steps, pageSize) => {
          const { server, live, step, comeToRest } = setUp(known)
          server.pageSize = pageSize
          live.subscribe(() => {})
          await settle()
          for (const one of steps) await step(one)
          await comeToRest()
          const view = live.getSnapshot()
          expect(view.status).toBe('ready')
          expect(view.pending).toBe(false)
          const cursor = view.data?.nextCursor ?? null
          const fresh = [...server.notes.values()]
            .filter((note) => cursor === null || note.id >= cursor)
            .sort((a, b) => (a.id > b.id ? -1 : 1))
          expect(view.data?.data).toEqual(fresh)
        }),
        { seed: 42, numRuns: 400 },
      )
    },
  )

  it('shows the last thing one wrote from the first moment on, whatever comes in which order', async () => {
    const alone: Act[] = [
      'write',
      'write',
      'commit',
      'commit',
      'reply',
      'reply',
      'deliver',
      'deliver',
      'refresh',
      'answer',
    ]
    await fc.assert(
      fc.asyncProperty(stepsOf(alone), fc.boolean(), async (steps, known) => {
        const { live, commands, shownText, step } = setUp(known)
        /** What was on screen at any moment, not only after a step. */
        const check = () => {
          for (const id of ids) {
            const last = commands.findLast((command) => command.noteId === id)
            if (last && live.getSnapshot().status === 'ready') expect(shownText(id)).toBe(last.text)
          }
        }
        live.subscribe(check)
        await settle()
        await step({ act: 'answer', pick: 0 })
        for (const one of steps) {
          await step(one)
          check()
        }
      }),
      { seed: 42, numRuns: 400 },
    )
  })

  it('shows a failed write no longer than until it failed', async () => {
    const acts: Act[] = ['write', 'refuse', 'commit', 'reply', 'deliver', 'refresh', 'answer']
    await fc.assert(
      fc.asyncProperty(stepsOf(acts), async (steps) => {
        const { live, commands, shownText, step } = setUp(true)
        live.subscribe(() => {})
        await settle()
        await step({ act: 'answer', pick: 0 })
        for (const one of steps) {
          await step(one)
          for (const { noteId, text, open, committed } of commands) {
            if (!open && !committed) expect(shownText(noteId)).not.toBe(text)
          }
        }
      }),
      { seed: 42, numRuns: 300 },
    )
  })

  it('never counts a write twice, nor forgets one, while replies and events race', async () => {
    const acts: Act[] = ['write', 'commit', 'commit', 'reply', 'deliver', 'deliver']
    await fc.assert(
      fc.asyncProperty(stepsOf(acts), fc.boolean(), async (steps, knowsReply) => {
        const channels = createFakeChannels()
        const server = createNoteServer(channels)
        server.write('a', '0')
        const live = createLive({
          ...server.options(async (read) => read()),
          clock: createFakeClock(),
        })
        /** Unlike setting a text, adding one shows at once when it is done twice. */
        const addOne = (state: Notes): Notes => ({
          ...state,
          data: state.data.map((note) => ({
            ...note,
            text: `${Number(note.text) + 1}`,
            revision: note.revision + 1,
          })),
        })
        const known = (note: Note) => (state: Notes) => putNote(state, note)
        const uncommitted: { commandId: string; resolve: (note: Note) => void }[] = []
        const unanswered: (() => void)[] = []
        let sent = 0
        const check = () => expect(live.getSnapshot().data?.data[0]?.text).toBe(`${sent}`)
        live.subscribe(() => {
          if (live.getSnapshot().status === 'ready') check()
        })
        await settle()
        channels.holdBack = true
        for (const { act } of steps) {
          if (act === 'write') {
            const { promise, resolve } = Promise.withResolvers<Note>()
            sent += 1
            const commandId = `c${sent}`
            uncommitted.push({ commandId, resolve })
            void live.optimistic(commandId, addOne, promise, knowsReply ? known : undefined)
          }
          if (act === 'commit') {
            const command = uncommitted.shift()
            if (command) {
              const count = Number(server.notes.get('a')?.text) + 1
              const note = server.write('a', `${count}`, mine, command.commandId)
              unanswered.push(() => command.resolve(note))
            }
          }
          if (act === 'reply') unanswered.shift()?.()
          if (act === 'deliver') channels.deliver()
          await settle()
          check()
        }
      }),
      { seed: 42, numRuns: 400 },
    )
  })
})
