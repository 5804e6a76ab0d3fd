/** Two commands at the same moment: one of them is first, and neither is told what is not so. On both databases. */
import { type Comment, channels, type Id, type Project, type ProjectItem } from '@copydesk/contract'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Command } from '../src/command/command.ts'
import type { CommandRequest } from '../src/command/command-runner.ts'
import { createComment, editComment } from '../src/comments/commands.ts'
import { deleteComment, restoreComment } from '../src/comments/deletion.ts'
import { readComments } from '../src/comments/queries.ts'
import { changeVersion, createContent, createVersion } from '../src/content/commands.ts'
import { notify } from '../src/notifications/notify.ts'
import { redact } from '../src/notifications/redact.ts'
import { addItems } from '../src/projects/items/commands/add-items.ts'
import { changeItem, changeItems } from '../src/projects/items/commands/change-items.ts'
import { removeItems } from '../src/projects/items/commands/remove-items.ts'
import { restoreItems } from '../src/projects/items/commands/restore-items.ts'
import { moveVersion } from '../src/projects/items/commands/review-version.ts'
import { anyOf } from '../src/projects/items/seen-items.ts'
import { changeProject, createProject } from '../src/projects/project/commands.ts'
import { deleteProject } from '../src/projects/project/deletion.ts'
import { publish } from '../src/projects/releases/publish.ts'
import { publishVersion } from '../src/projects/releases/publish-version.ts'
import { eventsAfter } from './journaled.ts'
import { asJob, bySystem, pausedRun, untilOneWaitsForALock } from './paused-run.ts'
import { type Outcome, openRaceDesk, type RaceDesk } from './race-desk.ts'
import { withoutLocks } from './without-locks.ts'

/** SQLite has one writer, so that only the order of whole transactions is a matter of chance there. */
const onPostgres = inject('postgresUrl') !== undefined
const rounds = (onPostgres ? 25 : 5) * Number(process.env.LONG_RUNS ?? 1)
/** Rounds that run beside each other; a database has as many connections that write. */
const atOnce = 4

let desk: RaceDesk
beforeAll(async () => {
  desk = await openRaceDesk()
})
afterAll(async () => {
  await desk.close()
})

/** The database makes none of them begin again. */
async function everyRound(round: () => Promise<void>): Promise<void> {
  const before = desk.retries()
  await inRounds(round)
  expect(desk.retries()).toBe(before)
}

async function inRounds(round: () => Promise<void>): Promise<void> {
  for (let done = 0; done < rounds; done += atOnce) {
    const count = Math.min(atOnce, rounds - done)
    await Promise.all(Array.from({ length: count }, round))
  }
}

const accepted = (outcomes: readonly Outcome[]) =>
  outcomes.map((one) => (one.accepted ? 'accepted' : one.code)).sort()

async function statusOf(versionId: Id): Promise<string> {
  const row = await desk.storage.read((tx) =>
    tx.selectFrom('versions').select('status').where('id', '=', versionId).executeTakeFirstOrThrow(),
  )
  return row.status
}

describe('40 comments at once', () => {
  it('are counted by the newest event as they are', async () => {
    const [ada, bo] = desk.people
    const { project, item } = await desk.projectWith('in_review')
    await desk.race(
      ...Array.from({ length: 40 }, (_, index) => () => {
        const about = index % 3 === 0 ? { itemId: item.id } : {}
        return desk.run(index % 2 ? ada : bo, createComment(project.id, { body: `${index}`, ...about }))
      }),
    )
    const viewer = { id: ada, role: 'admin' } as const
    const window = { projectId: project.id, itemId: null, cursor: undefined, limit: 200 }
    const { total } = await desk.storage.read((tx) => readComments(tx, viewer, window))
    const events = await eventsAfter(desk.storage, channels.project(project.id))
    const told = events.flatMap(({ event }) =>
      event.type === 'comment.created' ? [event.counts.project] : [],
    )
    expect(total).toBe(40)
    expect(told).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
    expect(desk.retries()).toBe(0)
  })
})

describe('two edits of what both looked at', () => {
  it.each<
    [string, () => Promise<{ revision: number; edit: (words: string) => Parameters<RaceDesk['run']>[1] }>]
  >([
    [
      'a project',
      async () => {
        const { id, revision } = (await desk.projectWith('in_review')).project
        return { revision, edit: (name) => changeProject(id, { name }) as never }
      },
    ],
    [
      'a text',
      async () => {
        const { item } = await desk.projectWith('in_review')
        const { content_id: contentId, ...row } = await desk.storage.read((tx) =>
          tx.selectFrom('versions').selectAll().where('id', '=', item.versionId).executeTakeFirstOrThrow(),
        )
        return { revision: row.revision, edit: (body) => changeVersion(contentId, row.id, { body }) as never }
      },
    ],
    [
      'an item',
      async () => {
        const { project, item } = await desk.projectWith('in_review')
        const [{ id, revision }] = (await itemsOf(project)) as [ProjectItem]
        expect(id).toBe(item.id)
        return {
          revision,
          edit: (words) => changeItem(project.id, id, { dueAt: `2026-04-${words}` }) as never,
        }
      },
    ],
    [
      'a comment',
      async () => {
        const { project } = await desk.projectWith('in_review')
        const { id, revision } = await desk.run<Comment>(
          desk.people[0],
          createComment(project.id, { body: 'Words' }),
        )
        return { revision, edit: (body) => editComment(id, body) as never }
      },
    ],
  ])('of %s: one is refused', async (_, make) => {
    await everyRound(async () => {
      const { revision, edit } = await make()
      const expected = new Set([revision])
      const [ada] = desk.people
      const outcomes = await desk.race(
        () => desk.run(ada, edit('10'), { expected }),
        () => desk.run(ada, edit('11'), { expected }),
      )
      expect(accepted(outcomes)).toEqual(['accepted', 'revision_mismatch'])
    })
  })

  async function itemsOf(project: Project): Promise<{ id: Id; revision: number }[]> {
    return desk.storage.read((tx) =>
      tx
        .selectFrom('project_items')
        .select(['id', 'revision'])
        .where('project_id', '=', project.id)
        .execute(),
    )
  }
})

describe('a publish', () => {
  const publishing = (project: Project) => () =>
    desk.run(desk.people[0], publish(project.id, { mode: 'all' }))

  it('and a move back to review: only one of them', async () => {
    await everyRound(async () => {
      const { project, item } = await desk.projectWith('ready')
      const [published, moved] = await desk.race(publishing(project), () =>
        desk.run(desk.people[1], changeItems(project.id, anyOf([item.id]), { status: 'in_review' })),
      )
      expect([published, moved].filter((one) => one?.accepted)).toHaveLength(1)
      expect(await statusOf(item.versionId)).toBe(published?.accepted ? 'published' : 'in_review')
    })
  })

  it('and another one of the same project: only one of them', async () => {
    await everyRound(async () => {
      const { project, item } = await desk.projectWith('ready')
      const outcomes = await desk.race(publishing(project), publishing(project))
      expect(accepted(outcomes)).toEqual(['accepted', 'nothing_to_publish'])
      expect(await statusOf(item.versionId)).toBe('published')
    })
  })

  it('and an edit of the text: what was approved goes out', async () => {
    await everyRound(async () => {
      const { project, item } = await desk.projectWith('ready')
      const outcomes = await desk.race(publishing(project), () =>
        desk.run(desk.people[1], changeVersion(item.contentId, item.versionId, { title: 'Unread' })),
      )
      expect(accepted(outcomes)).toEqual(['accepted', 'version_not_editable'])
    })
  })

  it.each([
    ['the deletion of its project', (project: Project) => deleteProject(project.id, 30)],
    ['the removal of its item', (project: Project, item: ProjectItem) => removeItems(project.id, [item.id])],
  ])('and %s: what is answered is so', async (_, other) => {
    await everyRound(async () => {
      const { project, item } = await desk.projectWith('ready')
      const [published, ended] = await desk.race(publishing(project), () =>
        desk.run(desk.people[1], other(project, item)),
      )
      expect(ended?.accepted).toBe(true)
      expect(await statusOf(item.versionId)).toBe(published?.accepted ? 'published' : 'ready')
    })
  })

  it('and the return of its item: it goes along or stays ready', async () => {
    await everyRound(async () => {
      const { project, item } = await desk.projectWith('ready')
      await desk.run(desk.people[0], removeItems(project.id, [item.id]))
      const [published, restored] = await desk.race(publishing(project), () =>
        desk.run(desk.people[1], restoreItems(project.id, [item.id])),
      )
      expect(restored?.accepted).toBe(true)
      expect(await statusOf(item.versionId)).toBe(published?.accepted ? 'published' : 'ready')
    })
  })

  it('and one of another project with the same content: one version is live, and the other was told', async () => {
    await everyRound(async () => {
      const [ada, bo] = desk.people
      const { project, item } = await desk.projectWith('ready')
      const draft = await desk.run(ada, createVersion(item.contentId, { language: 'en' }))
      const rival = await desk.run(ada, createProject({ name: 'A rival' }))
      const { data } = await desk.run(
        ada,
        addItems(rival.id, [{ contentId: item.contentId, versionId: draft.id }]),
      )
      await desk.moveTo(rival.id, data[0] as ProjectItem, 'ready')
      const outcomes = await desk.race(publishing(project), () =>
        desk.run(bo, publish(rival.id, { mode: 'all' })),
      )
      const statuses = [await statusOf(item.versionId), await statusOf(draft.id)]
      expect(accepted(outcomes)).toEqual(['accepted', 'publish_blocked'])
      expect(statuses).toEqual(outcomes.map((one) => (one.accepted ? 'published' : 'ready')))
    })
  })
})

describe('a publish of a version by itself', () => {
  const publishing = ({ contentId, id }: { contentId: Id; id: Id }) => publishVersion(contentId, id, {})

  it('and its way into a project: only one of them', async () => {
    await everyRound(async () => {
      const [ada, bo] = desk.people
      const { project, item } = await desk.projectWith('ready')
      await desk.run(ada, removeItems(project.id, [item.id]))
      const { contentId, versionId } = item
      const outcomes = await desk.race(
        () => desk.run(ada, publishing({ contentId, id: versionId })),
        () => desk.run(bo, addItems(project.id, [{ contentId, versionId }])),
      )
      const isOut = outcomes[0]?.accepted
      expect(accepted(outcomes)).toEqual(['accepted', isOut ? 'version_not_editable' : 'publish_blocked'])
      expect(await statusOf(versionId)).toBe(isOut ? 'published' : 'ready')
    })
  })

  it('and one of a project with the same content: one is live, and the other was told', async () => {
    await everyRound(async () => {
      const [ada, bo] = desk.people
      const { project, item } = await desk.projectWith('ready')
      const { contentId } = item
      const draft = await desk.run(ada, createVersion(contentId, { language: 'en' }))
      for (const status of ['in_review', 'ready'] as const) {
        await desk.run(ada, moveVersion(contentId, draft.id, { status }))
      }
      const outcomes = await desk.race(
        () => desk.run(ada, publish(project.id, { mode: 'all' })),
        () => desk.run(bo, publishing(draft)),
      )
      const statuses = [await statusOf(item.versionId), await statusOf(draft.id)]
      expect(accepted(outcomes)).toEqual(['accepted', 'publish_blocked'])
      expect(statuses).toEqual(outcomes.map((one) => (one.accepted ? 'published' : 'ready')))
    })
  })
})

it('a version that two projects reach for is in one of them', async () => {
  await everyRound(async () => {
    const [ada, bo] = desk.people
    const { content, version } = await desk.run(
      ada,
      createContent({ type: 'page', language: 'en', title: 'Wanted' }),
    )
    const named = [{ contentId: content.id, versionId: version.id }]
    const [one, two] = [
      await desk.run(ada, createProject({ name: 'One' })),
      await desk.run(ada, createProject({ name: 'Two' })),
    ]
    const outcomes = await desk.race(
      () => desk.run(ada, addItems(one.id, named)),
      () => desk.run(bo, addItems(two.id, named)),
    )
    expect(accepted(outcomes)).toEqual(['accepted', 'version_in_other_project'])
  })
})

it('drafts that are begun at once have numbers of their own', async () => {
  await everyRound(async () => {
    const [ada] = desk.people
    const { content } = await desk.run(ada, createContent({ type: 'page', language: 'en', title: 'Wanted' }))
    const begin = () => desk.run(ada, createVersion(content.id, { language: 'en' }))
    const drafts = await desk.race(begin, begin, begin)
    expect(accepted(drafts)).toEqual(['accepted', 'accepted', 'accepted'])
  })
})

describe.runIf(onPostgres)('telling people of a comment', () => {
  const secret = 'It opens on the ninth'
  async function commented() {
    const [ada, bo] = desk.people
    const project = await desk.run(ada, createProject({ name: 'A project' }))
    const comment = await desk.run(ada, createComment(project.id, { body: `${secret}, @[Bo](person:${bo})` }))
    const payload = {
      kind: 'comment.created',
      eventId: uuidv7(),
      actorId: ada,
      commentId: comment.id,
    } as const
    return { ada, bo, project, comment, tell: asJob((context) => notify.work(context, [payload])) }
  }

  it('keeps its words from being taken back before they are there', async () => {
    const { ada, bo, comment, tell } = await commented()
    const { done, mayEnd, ended } = pausedRun(desk, bo, tell, bySystem)
    await done
    const takingBack = desk.run(ada, deleteComment(comment.id)).then(() =>
      desk.run(
        bo,
        asJob((context) => redact.work(context, [{ commentId: comment.id }])),
        bySystem,
      ),
    )
    await Promise.race([takingBack, untilOneWaitsForALock(desk.storage)])
    mayEnd()
    await Promise.all([ended, takingBack])
    const rows = await desk.storage.read((tx) =>
      tx.selectFrom('notifications').select('excerpt').where('comment_id', '=', comment.id).execute(),
    )
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(secret)
  })

  it('is not put off where the comment comes back at that moment', async () => {
    const { ada, bo, comment, tell } = await commented()
    await desk.run(ada, deleteComment(comment.id))
    const { done, mayEnd, ended } = pausedRun(desk, bo, tell, bySystem)
    await done
    const comingBack = desk.run(ada, restoreComment(comment.id))
    await Promise.race([comingBack, untilOneWaitsForALock(desk.storage)])
    mayEnd()
    await Promise.all([ended, comingBack])
    const [entry] = await desk.storage.read((tx) =>
      tx.selectFrom('outbox').select('due_at').where('key', 'like', `${comment.id} %`).execute(),
    )
    expect(entry?.due_at).toBeLessThanOrEqual(Date.now())
  })

  it('holds up nobody who comments on the same project meanwhile', async () => {
    const { ada, bo, project, tell } = await commented()
    const { done, mayEnd, ended } = pausedRun(desk, bo, tell, bySystem)
    await done
    await desk.run(ada, createComment(project.id, { body: 'Another one' }))
    mayEnd()
    await ended
  })
})

describe('the same request twice at once, with one Idempotency-Key, is done once', () => {
  // The second finds the first one's answer when it begins again.
  const twice = <Body>(command: Command<Body>, request: Partial<CommandRequest> = {}) => {
    const [ada] = desk.people
    const idempotencyKey = { personId: ada, key: crypto.randomUUID(), requestHash: '' }
    const send = () => desk.run(ada, command, { ...request, idempotencyKey })
    return desk.race(send, send)
  }

  it('where it makes something', async () => {
    await inRounds(async () => {
      const [first, second] = await twice(createProject({ name: 'Once' }))
      expect(second).toEqual(first)
    })
  })

  it('where it is for a revision: what it did itself is not in its way', async () => {
    await inRounds(async () => {
      const { id, revision } = await desk.run(desk.people[0], createProject({ name: 'Once' }))
      const expected = new Set([revision])
      const [first, second] = await twice(changeProject(id, { name: 'Renamed' }), { expected })
      expect(first).toMatchObject({ accepted: true, body: { name: 'Renamed' } })
      expect(second).toEqual(first)
    })
  })
})

it.skipIf(inject('postgresUrl') === undefined)(
  'without the locks of the doors, both edits are taken',
  async () => {
    const fault = withoutLocks()
    const unlocked = await openRaceDesk(fault.arrange)
    try {
      const { project } = await unlocked.projectWith('in_review')
      const expected = new Set([project.revision])
      const edit = (name: string) => () =>
        unlocked.run(unlocked.people[0], changeProject(project.id, { name }), { expected })
      fault.meet()
      expect(accepted(await unlocked.race(edit('One'), edit('Two')))).toEqual(['accepted', 'accepted'])
    } finally {
      await unlocked.close()
    }
  },
)
