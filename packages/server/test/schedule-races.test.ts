/** A schedule at the moment when it is due: what carries it out, and what people do with it in the same moment. */
import type { Id } from '@copydesk/contract'
import { createMemoryBroker } from '@copydesk/hub'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { CommandRunner } from '../src/command/command-runner.ts'
import { createContent } from '../src/content/commands.ts'
import { Jobs } from '../src/jobs/jobs.ts'
import { readViewer } from '../src/people/read-viewer.ts'
import { moveVersion } from '../src/projects/items/commands/review-version.ts'
import { publish } from '../src/projects/releases/publish.ts'
import { cancelSchedule, changeSchedule, createSchedule } from '../src/projects/schedules/commands.ts'
import { projectDoor } from '../src/projects/schedules/project-door.ts'
import { runSchedule } from '../src/projects/schedules/run-schedule.ts'
import { versionDoor } from '../src/projects/schedules/version-door.ts'
import { openRaceDesk, type RaceDesk } from './race-desk.ts'

const hour = 3_600_000
const roundsOnEveryPush = inject('postgresUrl') === undefined ? 3 : 8
const rounds = process.env.LONG_RUNS === undefined ? roundsOnEveryPush : 100

let desk: RaceDesk
beforeAll(async () => {
  desk = await openRaceDesk()
})
afterAll(async () => {
  await desk.close()
})

/** A node with a clock by which all that these tests schedule is due. */
function startNode(): Jobs {
  const { storage } = desk
  const now = () => Date.now() + hour
  const runner = new CommandRunner({
    storage,
    broker: createMemoryBroker(),
    now,
    newId: uuidv7,
    onWork: () => {},
  })
  const log = {
    error: (fields: object) => {
      throw new Error('A node failed', { cause: fields })
    },
  }
  return new Jobs({ storage, runner, now, elapsed: now, works: [runSchedule], readViewer, log })
}

/** In half an hour, in UTC. */
function soon(): string {
  return new Date(Date.now() + hour / 2).toISOString().slice(0, 19)
}

/** A project of one version that is due in half an hour, and what became of it once nodes were at it. */
async function scheduled() {
  const { project, item } = await desk.projectWith('ready')
  await desk.run(
    desk.people[0],
    createSchedule(projectDoor(project.id), { wallTime: soon(), timeZone: 'UTC' }),
  )
  const nodes = [startNode(), startNode()]
  const becameOf = async () => {
    // What they left because the other one was at it.
    await startNode().drain()
    return desk.storage.read((tx) => stateOf(tx, project.id, item.versionId))
  }
  return { project, carryOut: nodes.map((node) => () => node.drain()), becameOf }
}

async function stateOf(tx: Parameters<Parameters<RaceDesk['storage']['read']>[0]>[0], id: Id, versionId: Id) {
  const all = { by: 'project_id', id } as const
  const schedules = await tx.selectFrom('schedules').select(['id', 'state']).where(all.by, '=', id).execute()
  const releases = await tx.selectFrom('releases').select('id').where(all.by, '=', id).execute()
  const version = await tx.selectFrom('versions').select('status').where('id', '=', versionId).execute()
  const work = await tx
    .selectFrom('outbox')
    .select('id')
    .where('topic', '=', runSchedule.name)
    .where('key', '=', schedules[0]?.id ?? '')
    .execute()
  return {
    states: schedules.map(({ state }) => state),
    releases: releases.length,
    version: version[0]?.status,
    work: work.length,
  }
}

const carriedOut = { states: ['done'], releases: 1, version: 'published', work: 0 }

describe('a schedule that is due', () => {
  it('is carried out once by two nodes that come to it together', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { carryOut, becameOf } = await scheduled()
      await desk.race(...carryOut)
      expect(await becameOf()).toEqual(carriedOut)
    }
  })

  it('and is cancelled in that moment: it is carried out or cancelled', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { project, carryOut, becameOf } = await scheduled()
      const cancel = () => desk.run(desk.people[1], cancelSchedule(projectDoor(project.id)))
      const [cancelled] = await desk.race(cancel, ...carryOut)
      const free = { states: ['cancelled'], releases: 0, version: 'ready', work: 0 }
      if (cancelled?.accepted === false) expect(cancelled.code).toBe('not_scheduled')
      expect(await becameOf()).toEqual(cancelled?.accepted ? free : carriedOut)
    }
  })

  it('and is of a version by itself: it is carried out or cancelled just so', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { content, version } = await desk.run(
        desk.people[0],
        createContent({ type: 'page', language: 'en', title: 'A page' }),
      )
      for (const status of ['in_review', 'ready'] as const) {
        await desk.run(desk.people[0], moveVersion(content.id, version.id, { status }))
      }
      const door = versionDoor(content.id, version.id)
      await desk.run(desk.people[0], createSchedule(door, { wallTime: soon(), timeZone: 'UTC' }))
      const [one, other] = [startNode(), startNode()]
      const [cancelled] = await desk.race(
        () => desk.run(desk.people[1], cancelSchedule(door)),
        () => one.drain(),
        () => other.drain(),
      )
      await startNode().drain()
      if (cancelled?.accepted === false) expect(cancelled.code).toBe('not_scheduled')
      const state = await desk.storage.read((tx) =>
        tx
          .selectFrom('versions as version')
          .innerJoin('schedules as schedule', 'schedule.version_id', 'version.id')
          .select(['version.status', 'version.schedule_id', 'schedule.state'])
          .where('version.id', '=', version.id)
          .execute(),
      )
      const free = { status: 'ready', schedule_id: null, state: 'cancelled' }
      const out = { status: 'published', schedule_id: null, state: 'done' }
      expect(state).toEqual([cancelled?.accepted ? free : out])
    }
  })

  it('and is put off in that moment: it is carried out now, or is as it was asked for', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { project, carryOut, becameOf } = await scheduled()
      const change = changeSchedule(projectDoor(project.id), {
        wallTime: '2999-01-01T00:00',
        timeZone: 'UTC',
      })
      const [changed] = await desk.race(() => desk.run(desk.people[1], change), ...carryOut)
      const waiting = { states: ['pending'], releases: 0, version: 'scheduled', work: 1 }
      if (changed?.accepted === false) expect(changed.code).toBe('not_scheduled')
      expect(await becameOf()).toEqual(changed?.accepted ? waiting : carriedOut)
    }
  })

  it('and is published by hand in that moment: it goes out once, by one of them', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { project, carryOut, becameOf } = await scheduled()
      const byHand = () => desk.run(desk.people[1], publish(project.id, { mode: 'all' }))
      const [published] = await desk.race(byHand, ...carryOut)
      const state = await becameOf()
      expect(state).toMatchObject({ releases: 1, version: 'published', work: 0 })
      expect(state.states).toEqual([published?.accepted ? 'cancelled' : 'done'])
    }
  })
})
