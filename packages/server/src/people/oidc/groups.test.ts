/** Groups that follow what the provider says: by name, at each sign-in, with all that follows from who is in them. */
import type { Group, Groups, Id, Person, Project } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, refusal } from '../../../test/desk.ts'
import { createDeskTest } from '../../../test/desk-test.ts'
import { type GroupMapping, parseGroupRule } from '../../settings/group-mapping.ts'
import { followGroups, namesHere } from './groups.ts'

const all: GroupMapping = [{ prefix: '' }]

async function setUp() {
  const test = await createDeskTest()
  const { as, people, services } = test
  const follow = (person: Person, groups: readonly string[], mapping = all, areAllGroups = true) =>
    followGroups(services, person.id, { groups, areAllGroups }, mapping)
  const anna = as(people.anna)
  const groups = async () => (await call<Groups>(anna, { url: '/api/v1/groups' })).data
  const inside = async () =>
    Object.fromEntries(
      (await groups()).map(({ name, memberIds }) => [
        name,
        memberIds.map((id) => Object.values(people).find((one) => one.id === id)?.name),
      ]),
    )
  const change = (method: 'POST' | 'PATCH' | 'DELETE', id: Id | null, payload: object = {}) =>
    anna.inject({ method, url: `/api/v1/groups${id === null ? '' : `/${id}`}`, payload })
  return { ...test, people, follow, groups, inside, change }
}

describe('the groups of somebody who signs in by the provider', () => {
  it('are made, joined and left anew each time', async () => {
    const { follow, groups, inside, people } = await setUp()
    const { ben, cleo } = people
    await follow(ben, ['Legal', 'Press'])
    await follow(cleo, ['legal', 'Legal'])
    expect(await inside()).toEqual({ Legal: [ben.name, cleo.name], Press: [ben.name] })
    expect((await groups()).map(({ isManaged }) => isManaged)).toEqual([true, true])
    const before = await groups()
    await follow(ben, ['Press', 'Legal'])
    expect(await groups()).toEqual(before)
    await follow(ben, ['Press', 'Brand'])
    expect(await inside()).toEqual({ Legal: [cleo.name], Press: [ben.name], Brand: [ben.name] })
    await follow(ben, [])
    expect(await inside()).toEqual({ Legal: [cleo.name], Press: [], Brand: [] })
  })

  it('stay as they are where the provider does not tell all of them, or decides none', async () => {
    const { follow, inside, people } = await setUp()
    await follow(people.ben, ['Legal'])
    await follow(people.ben, [], all, false)
    await follow(people.ben, ['Press'], [])
    expect(await inside()).toEqual({ Legal: [people.ben.name] })
  })

  it('are none that were made here by hand, whose people stay', async () => {
    const { change, follow, inside, people } = await setUp()
    await change('POST', null, { name: 'Legal', memberIds: [people.cleo.id] })
    expect(await follow(people.ben, ['LEGAL', 'Press'])).toEqual(['LEGAL'])
    expect(await follow(people.cleo, [])).toEqual([])
    expect(await inside()).toEqual({ Legal: [people.cleo.name], Press: [people.ben.name] })
  })

  it('are changed by nobody here until they are taken over', async () => {
    const { as, change, follow, groups, inside, people } = await setUp()
    await follow(people.ben, ['Legal'])
    const [group] = await groups()
    const id = group?.id ?? ''
    for (const payload of [
      { name: 'Law' },
      { addIds: [people.cleo.id] },
      { removeIds: [people.ben.id] },
      { isManaged: true, removeIds: [people.ben.id] },
    ]) {
      expect(refusal(await change('PATCH', id, payload))).toEqual([409, 'group_managed'])
    }
    const url = `/api/v1/groups/${id}`
    const payload = { isManaged: false }
    const byEditor = await as(people.ben).inject({ method: 'PATCH', url, payload })
    expect(byEditor.statusCode).toBe(403)
    const taken = await change('PATCH', id, { isManaged: false, addIds: [people.cleo.id] })
    expect(taken.json<Group>()).toMatchObject({ isManaged: false, revision: 2 })
    expect(await follow(people.ben, [])).toEqual([])
    expect(await inside()).toEqual({ Legal: [people.ben.name, people.cleo.name] })
    expect(refusal(await change('PATCH', id, { isManaged: true }))).toEqual([400, 'invalid_request'])
    expect((await change('DELETE', id)).statusCode).toBe(204)
  })

  it('let them see what the group sees, and no more once they are out', async () => {
    const { as, ben, follow, groups, people, runJobs, send } = await setUp()
    const { emil } = people
    await follow(emil, ['Keepers'])
    const [group] = await groups()
    const payload = { name: 'Merger', visibility: 'private' }
    const project = await call<Project>(ben, { method: 'POST', url: '/api/v1/projects', payload })
    const member = { id: group?.id, kind: 'group', role: 'editor' }
    await send('POST', `/projects/${project.id}/members`, member)
    const seen = async () => (await as(emil).inject({ url: `/api/v1/projects/${project.id}` })).statusCode
    expect(await seen()).toBe(200)
    await follow(emil, ['Others'])
    expect(await seen()).toBe(404)
    await follow(emil, ['Others', 'Keepers'])
    expect(await seen()).toBe(200)
    await runJobs()
  })

  it('are as many as there may be, and the others are said', async () => {
    const { follow, groups, people } = await setUp()
    const names = Array.from({ length: 203 }, (_, number) => `Group ${number}`)
    expect(await follow(people.ben, names)).toEqual(['Group 200', 'Group 201', 'Group 202'])
    expect(await groups()).toHaveLength(200)
  })

  it('are made once, however many sign in at the same moment', async () => {
    const { follow, inside, people } = await setUp()
    const cast = Object.values(people)
    await Promise.all(cast.map((person) => follow(person, ['Legal'])))
    const { Legal = [] } = await inside()
    expect(Legal.toSorted()).toEqual(cast.map(({ name }) => name).toSorted())
  })
})

describe('which groups those are', () => {
  const mapping = ['/desk/*', 'c0ffee-1=Legal', 'a=b=Press', 'app-*'].map((entry) => {
    const rule = parseGroupRule(entry)
    if (typeof rule === 'string') throw new Error(rule)
    return rule
  })
  const names = (...groups: string[]) => [...namesHere(groups, mapping).values()]

  it('is said by name, or by how they begin', () => {
    expect(names('c0ffee-1', '/desk/Brand', 'a=b', 'other', 'app-Web')).toEqual([
      'Legal',
      'Brand',
      'Press',
      'Web',
    ])
  })

  it('leaves out what has no name, or none that fits', () => {
    expect(
      names('/desk/', 'app-   ', `app-${'x'.repeat(101)}`, 'app-Web', 'app-WEB', 'app- web '),
    ).toHaveLength(1)
  })

  it.each(['', 'group', '=name', 'group=', ` = `, `g=${'x'.repeat(101)}`])(
    'refuses the rule "%s"',
    (entry) => {
      expect(typeof parseGroupRule(entry)).toBe('string')
    },
  )
})
