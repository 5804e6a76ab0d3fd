/**
 * Somebody is put out of a private project while something of it is on its way to them: it is there before they are out,
 * and taken from their channel with the rest, or it is never told.
 */
import { channels, type Id } from '@copydesk/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Command } from '../src/command/command.ts'
import { createContent } from '../src/content/commands.ts'
import { changeGroup, createGroup } from '../src/people/groups/commands.ts'
import { tellAwaiting } from '../src/projects/awaiting/tell-awaiting.ts'
import { addItems } from '../src/projects/items/commands/add-items.ts'
import { changeItems } from '../src/projects/items/commands/change-items.ts'
import { anyOf } from '../src/projects/items/seen-items.ts'
import { removeMember, setMember } from '../src/projects/members/commands.ts'
import { changeProject, createProject } from '../src/projects/project/commands.ts'
import { eventsAfter } from './journaled.ts'
import { asJob, bySystem, pausedRun, untilOneWaitsForALock } from './paused-run.ts'
import { openRaceDesk, type RaceDesk } from './race-desk.ts'

let desk: RaceDesk
beforeAll(async () => {
  desk = await openRaceDesk()
})
afterAll(() => desk.close())

/** A private project with an item for Bo, who is in it by themself or by a group. */
async function assigned(by: 'person' | 'group') {
  const [ada, bo] = desk.people
  const { id } = await desk.run(ada, createProject({ name: 'Zebra', visibility: 'private' }))
  const group = await desk.run(ada, createGroup({ name: `Those of ${id}`, memberIds: [bo] }))
  const memberId = by === 'person' ? bo : group.id
  await desk.run(ada, setMember(id, { id: memberId, kind: by, role: 'editor' }))
  const { content } = await desk.run(ada, createContent({ type: 'page', language: 'en', title: 'Zebra' }))
  const { data } = await desk.run(ada, addItems(id, [{ contentId: content.id }]))
  await desk.run(ada, changeItems(id, anyOf(data.map((item) => item.id)), { assigneeId: bo }))
  const putOut: Command<unknown> =
    by === 'person' ? removeMember(id, bo) : changeGroup(group.id, { removeIds: [bo] })
  return { ada, bo, id, putOut }
}

/** What Bo's channel keeps once they are out, while something was on its way. */
async function keptAfter(bo: Id, telling: ReturnType<typeof pausedRun>, putOut: () => Promise<unknown>) {
  await telling.done
  const goesOut = putOut()
  await Promise.race([goesOut, untilOneWaitsForALock(desk.storage)])
  telling.mayEnd()
  await Promise.all([telling.ended, goesOut])
  return eventsAfter(desk.storage, channels.person(bo))
}

it.each(['person', 'group'] as const)('what awaits a member is not told after that: by %s', async (by) => {
  const { ada, bo, putOut } = await assigned(by)
  const tell = asJob((context) => tellAwaiting.work(context, [{ personId: bo }]))
  const kept = await keptAfter(bo, pausedRun(desk, bo, tell, bySystem), () => desk.run(ada, putOut))
  expect(kept.map(({ event }) => event.type)).toEqual(['access.changed'])
})

it.each(['person', 'group'] as const)(
  'what becomes of the project is not told after that: by %s',
  async (by) => {
    const { ada, bo, id, putOut } = await assigned(by)
    const renaming = pausedRun(desk, ada, changeProject(id, { name: 'Zebra again' }))
    const kept = await keptAfter(bo, renaming, () => desk.run(ada, putOut))
    expect(kept.map(({ event }) => event.type)).toEqual(['access.changed'])
  },
)
