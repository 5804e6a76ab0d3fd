/**
 * Somebody is put out of a private project while something of it is on its way to them: it is there before they are out,
 * and taken from their channel with the rest, or it is never told.
 */
import { channels, type Id } from '@copydesk/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Command } from '../src/command/command.ts'
import { createContent } from '../src/content/commands.ts'
import {
  changeGroup,
  createGroup,
  deleteGroup,
  joinManaged,
  leaveManaged,
} from '../src/people/groups/commands.ts'
import { tellAwaiting } from '../src/projects/awaiting/tell-awaiting.ts'
import { addItems } from '../src/projects/items/commands/add-items.ts'
import { changeItems } from '../src/projects/items/commands/change-items.ts'
import { anyOf } from '../src/projects/items/seen-items.ts'
import { removeMember, setMember } from '../src/projects/members/commands.ts'
import { changeProject, createProject } from '../src/projects/project/commands.ts'
import { duplicateProject } from '../src/projects/project/duplicate.ts'
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

/** Runs the one up to its commit, then the other until it waits or is done, and lets both end. */
async function meanwhile(first: ReturnType<typeof pausedRun>, begin: () => Promise<unknown>) {
  await first.done
  const second = begin()
  await Promise.race([second, untilOneWaitsForALock(desk.storage)])
  first.mayEnd()
  return Promise.allSettled([first.ended, second])
}

/** The private projects that Bo’s channel says they see, by name, as a screen has them that was open all along. */
async function grantedTo(bo: Id): Promise<string[]> {
  const names = new Map<Id, string>()
  for (const { event } of await eventsAfter(desk.storage, channels.person(bo))) {
    if (event.type === 'project.changed') names.set(event.project.id, event.project.name)
    if (event.type !== 'access.changed') continue
    for (const { id, name } of event.granted) names.set(id, name)
    for (const id of event.revoked) names.delete(id)
  }
  return [...names.values()]
}

/** A private project and a group of nobody, of the provider where it is to be. */
async function apart(name: string) {
  const [ada, bo] = desk.people
  const project = await desk.run(ada, createProject({ name, visibility: 'private' }))
  const group = await desk.run(ada, createGroup({ name: `Those of ${project.id}` }))
  await desk.storage.write((tx) =>
    tx.deleteFrom('publications').where('channel', '=', channels.person(bo)).execute(),
  )
  const letIn = setMember(project.id, { id: group.id, kind: 'group', role: 'editor' })
  return { ada, bo, project, group, letIn }
}

it.each(['joining', 'letting in'] as const)(
  'whoever joins a group at the moment at which it is let in is told so: %s first',
  async (which) => {
    const { ada, bo, group, letIn } = await apart(`Fox, ${which}`)
    const join = changeGroup(group.id, { addIds: [bo] })
    const [first, second] = which === 'joining' ? [join, letIn] : [letIn, join]
    await meanwhile(pausedRun(desk, ada, first as Command<unknown>), () =>
      desk.run(ada, second as Command<unknown>),
    )
    expect(await grantedTo(bo)).toContain(`Fox, ${which}`)
  },
)

it.each(['joining', 'going out'] as const)(
  'whoever joins a group at the moment at which it is put out sees nothing then: %s first',
  async (which) => {
    const { ada, bo, project, group, letIn } = await apart(`Owl, ${which}`)
    await desk.run(ada, letIn)
    const join: Command<unknown> = changeGroup(group.id, { addIds: [bo] })
    const putOut: Command<unknown> = removeMember(project.id, group.id)
    const [first, second] = which === 'joining' ? [join, putOut] : [putOut, join]
    await meanwhile(pausedRun(desk, ada, first), () => desk.run(ada, second))
    expect(await grantedTo(bo)).not.toContain(`Owl, ${which}`)
  },
)

it('a group that is deleted at the moment at which it is let in is in no project', async () => {
  const { ada, project, group, letIn } = await apart('Elk')
  const [, lettingIn] = await meanwhile(pausedRun(desk, ada, deleteGroup(group.id)), () =>
    desk.run(ada, letIn),
  )
  expect(lettingIn).toMatchObject({ status: 'rejected', reason: { code: 'invalid_request' } })
  const members = await desk.storage.read((tx) =>
    tx.selectFrom('project_members').select('member_kind').where('project_id', '=', project.id).execute(),
  )
  expect(members).toEqual([{ member_kind: 'person' }])
})

it('whom the provider puts into a group is told of what becomes of its projects meanwhile', async () => {
  const [ada, bo] = desk.people
  const project = await desk.run(ada, createProject({ name: 'Lynx', visibility: 'private' }))
  const name = `Of the provider ${project.id}`
  await desk.run(ada, joinManaged(name, ada), bySystem)
  const group = await desk.storage.read((tx) =>
    tx.selectFrom('groups').select('id').where('name', '=', name).executeTakeFirstOrThrow(),
  )
  await desk.run(ada, setMember(project.id, { id: group.id, kind: 'group', role: 'editor' }))
  const join = () => desk.run(ada, joinManaged(name, bo), bySystem)
  await meanwhile(pausedRun(desk, ada, changeProject(project.id, { name: 'Lynx again' })), join)
  expect(await grantedTo(bo)).toContain('Lynx again')
  await desk.run(ada, leaveManaged(group.id, bo), bySystem)
  await meanwhile(pausedRun(desk, ada, duplicateProject(project.id)), join)
  const seen = await desk.storage.read((tx) =>
    tx
      .selectFrom('projects')
      .innerJoin('project_members as member', 'member.project_id', 'projects.id')
      .select('projects.name')
      .where('member.member_id', '=', group.id)
      .execute(),
  )
  expect(seen).toHaveLength(2)
  expect(await grantedTo(bo)).toEqual(expect.arrayContaining(seen.map((row) => row.name)))
})
