/**
 * Faults that several writers or nodes bring, planted on purpose: the check of concurrent writers finds each that is
 * the code's own, and holds through each that is the world's.
 */
import { channels } from '@copydesk/contract'
import { type Broker, createMemoryBroker, type JournalReader } from '@copydesk/hub'
import fc from 'fast-check'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import type { Command } from '../src/command/command.ts'
import { createComment } from '../src/comments/commands.ts'
import { readCommentCounts } from '../src/comments/comment-counts.ts'
import { changeProject } from '../src/projects/project/commands.ts'
import { ListenerFailures } from '../src/realtime/listener-failures.ts'
import { appendTexts, StorageJournal } from '../src/storage/journal.ts'
import type { Storage } from '../src/storage/storage.ts'
import { checkWriters, editor, follower, stepper, type Writer } from './concurrent-writers.ts'
import { steps } from './project-steps.ts'
import { openPropertyDesk, type PropertyDesk, type PropertyDeskOptions } from './property-desk.ts'
import { watchDoors } from './watch-doors.ts'
import { withoutLocks } from './without-locks.ts'

const hasManyWriters = inject('postgresUrl') !== undefined
const unwatched = (storage: Storage) => storage

async function open(options?: PropertyDeskOptions): Promise<PropertyDesk> {
  const desk = await openPropertyDesk(options)
  onTestFinished(() => desk.close())
  return desk
}

/** As many that write at once as there are connections for them. */
const writers: Writer[] = fc
  .sample(steps, { seed: 7, numRuns: 2 })
  .map((taken) => stepper(taken.slice(0, 15)))
const all: Writer = (check) => Promise.all(writers.map((writer) => writer(check)))

const firstProject = ({ storage }: PropertyDesk) =>
  storage.read((tx) => tx.selectFrom('projects').select('id').orderBy('id').executeTakeFirstOrThrow())

/** The first two that come wait for each other. */
function meeting(): () => Promise<void> {
  const both = Promise.withResolvers<void>()
  let arrived = 0
  return () => {
    arrived += 1
    if (arrived === 2) both.resolve()
    return both.promise
  }
}

describe('a door without its lock', () => {
  it('is named by the watch', async () => {
    const desk = await open({ arrange: (storage) => watchDoors(withoutLocks().arrange(storage)) })
    await expect(checkWriters(desk, [editor])).rejects.toThrow(/before it locks|without the lock/)
  })

  it.runIf(hasManyWriters)('lets two edits of one revision pass, which is found', async () => {
    const fault = withoutLocks()
    const desk = await open({ arrange: fault.arrange })
    const edits: Writer = (check) => {
      fault.meet()
      return Promise.all([editor(check), editor(check)])
    }
    await expect(checkWriters(desk, [edits])).rejects.toMatchObject({ name: 'AssertionError' })
  })
})

describe('a count that is read before the lock', () => {
  /** Counts first and enters then, as each command might if nothing held it. */
  const countsEarly =
    (projectId: string, hasCounted: () => Promise<void>): Command<unknown> =>
    async (context) => {
      const { project } = await readCommentCounts(context.tx, {
        project_id: projectId,
        item_id: null,
        content_id: null,
        language: null,
      })
      await hasCounted()
      const outcome = await createComment(projectId, { body: 'Words' })(context)
      await context.tx
        .updateTable('comment_counts')
        .set({ count: (project ?? 0) + 1 })
        .where('subject_id', '=', projectId)
        .execute()
      return outcome
    }
  const twoThat = (hasCounted: () => Promise<void>): Writer => {
    return async ({ desk }) => {
      const { id } = await firstProject(desk)
      const runs = desk.personIds.map((person) => desk.run(person, countsEarly(id, hasCounted)))
      // Where one fails, the other is over too before the desk is closed.
      await Promise.allSettled(runs)
      await Promise.all(runs)
    }
  }

  it('is named by the watch', async () => {
    const counting = twoThat(async () => {})
    await expect(checkWriters(await open(), [counting])).rejects.toThrow(
      'reads comment_counts before it locks anything',
    )
  })

  it.runIf(hasManyWriters)('is behind, which is found', async () => {
    const desk = await open({ arrange: unwatched })
    await expect(checkWriters(desk, [twoThat(meeting())])).rejects.toMatchObject({ name: 'AssertionError' })
  })
})

describe('a listener that throws', () => {
  const throwing = () => {
    throw new Error('planted')
  }

  it('keeps nothing from the others or from whoever writes; it is logged and counted', async () => {
    const logged: object[] = []
    const failures = new ListenerFailures({ error: (fields) => logged.push(fields) })
    const broker = createMemoryBroker({ listenerFailed: failures.report })
    const heard: number[] = []
    const hear: Broker['follow'] = broker.follow
    hear(channels.projects, throwing)
    hear(channels.projects, async () => throwing())
    hear(channels.projects, ({ publications }) => heard.push(...publications.map(({ offset }) => offset)))
    const desk = await open({ broker })
    await checkWriters(desk, [all])
    const head = (await new StorageJournal(desk.storage).position(channels.projects)).offset
    expect(heard.toSorted((a, b) => a - b)).toEqual(Array.from({ length: head }, (_, index) => index + 1))
    expect(logged).toHaveLength(2 * head)
    expect(logged[0]).toMatchObject({ err: { message: 'planted' } })
    expect(failures.metrics.read()).toEqual({ copydesk_listener_failures_total: 2 * head })
  })

  it('would fail a command that is committed if nothing guarded it, which is found', async () => {
    const broker = { publish: () => {} }
    const desk = await open({ broker })
    const edit: Writer = async () => {
      broker.publish = throwing
      const { id } = await firstProject(desk)
      await desk.run(desk.personIds[0] ?? '', changeProject(id, { name: 'New' }))
    }
    await expect(checkWriters(desk, [edit])).rejects.toThrow('planted')
  })
})

/** A journal as it must not be: it takes for new what was written since the last look, by the clock of its node. */
function journalByClock(storage: Storage, now: () => number): JournalReader {
  const journal = new StorageJournal(storage, now)
  let lookedAt = 0
  return {
    position: (channel) => journal.position(channel),
    read: (...asked) => journal.read(...asked),
    heads: async (names) => {
      const since = lookedAt
      lookedAt = now()
      const heads = await journal.heads(names)
      const changed = await storage.read((tx) =>
        tx.selectFrom('channels').select('name').where('changed_at', '>=', since).execute(),
      )
      const isNew = new Set(changed.map(({ name }) => name))
      return new Map([...heads].filter(([name]) => isNew.has(name)))
    },
  }
}

const followed = [channels.projects, channels.contentList]
/** Later than all that a desk writes. */
const lateNode = () => Date.UTC(2026, 2, 2, 18)

describe('clocks that are 60 s off', () => {
  /** A fast node and a slow one take turns. */
  const offByTurns = () => {
    let asked = 0
    return () => {
      asked += 1
      return asked % 2 === 0 ? 60_000 : -60_000
    }
  }

  it('hide nothing from a node and change no count', async () => {
    const desk = await open({ clockOffMs: offByTurns() })
    await checkWriters(desk, [follower(new StorageJournal(desk.storage, lateNode), followed, all)])
  })

  it('would hide what came late from a node that goes by its clock, which is found', async () => {
    const desk = await open({ clockOffMs: offByTurns() })
    const node = journalByClock(desk.storage, lateNode)
    await expect(checkWriters(desk, [follower(node, followed, all)])).rejects.toThrow(
      /what came of|next publication/,
    )
  })
})

describe('a transaction that is open for 15 s', () => {
  /** Wrote where nobody else writes, at an instant that is long past by the time it commits. */
  const apart = 'apart'
  const heldOpen: Writer = async (check) => {
    const { storage } = check.desk
    const appended = Promise.withResolvers<void>()
    const ended = Promise.withResolvers<void>()
    const slow = storage.write(async (tx) => {
      await appendTexts(tx, [{ channel: apart, data: '1' }], Date.UTC(2026, 2, 2, 9) - 15_000)
      appended.resolve()
      await ended.promise
    })
    await appended.promise
    // SQLite has one writer: the others wait for it.
    const others = all(check)
    if (hasManyWriters) await others
    ended.resolve()
    await Promise.all([slow, others])
  }

  it('keeps nobody who does other things from going on, and is not missed at its end', async () => {
    const desk = await open()
    const journal = new StorageJournal(desk.storage, lateNode)
    await checkWriters(desk, [follower(journal, [...followed, apart], heldOpen)])
  })

  it('would be missed by a node that goes by its clock, which is found', async () => {
    const desk = await open()
    const node = journalByClock(desk.storage, lateNode)
    await expect(checkWriters(desk, [follower(node, [apart], heldOpen)])).rejects.toThrow(/what came of/)
  })
})
