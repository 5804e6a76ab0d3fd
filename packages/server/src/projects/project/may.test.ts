import { memberRoles, type Project, projectActions, type ViewedProject } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call } from '../../../test/desk.ts'
import { createDeskTest } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import { Refusal } from '../../command/refusal.ts'
import type { Viewer } from '../../command/viewer.ts'
import { enterProject } from './door.ts'
import { mayInProject } from './may.ts'

async function setUp() {
  const test = await createDeskTest()
  const project = await test.desk.project()
  /** What the door lets pass. */
  const passing = async (viewer: Viewer, id = project.id) => {
    const passed = []
    for (const action of projectActions) {
      const actor = { id: viewer.id, kind: 'person' as const }
      const entered = await test.services.runner
        .run({ actor, viewer }, async (context) => {
          await enterProject(context, id, action)
          return { body: null, events: [] }
        })
        .then(
          () => true,
          (error) => {
            if (!(error instanceof Refusal)) throw error
            return false
          },
        )
      if (entered) passed.push(action)
    }
    return passed
  }
  return { ...test, project, passing }
}

describe('what a viewer may do in a project', () => {
  it('is what the door lets them do, for every role and for a key with few scopes', async () => {
    const { as, people, project, passing } = await setUp()
    for (const person of Object.values(people)) {
      const answer = await call<ViewedProject>(as(person), {
        method: 'GET',
        url: `/api/v1/projects/${project.id}`,
      })
      expect([person.name, answer.may]).toEqual([person.name, await passing(person)])
    }
    const key: Viewer = { ...people.ben, scopes: new Set(['project.read', 'comment.write'] as const) }
    expect(mayInProject(key, null)).toEqual(['comment.write'])
    expect(await passing(key)).toEqual(['comment.write'])
  })

  it('is what the door lets them do in a private one, whatever they are there', async () => {
    const { as, ben, people, passing } = await setUp()
    const { id } = await call<Project>(ben, {
      method: 'POST',
      url: '/api/v1/projects',
      payload: { name: 'Merger', visibility: 'private' },
    })
    const rulers: string[] = []
    for (const role of memberRoles) {
      for (const person of Object.values(people)) {
        if (person.id === people.ben.id) continue
        const payload = { id: person.id, kind: 'person', role }
        await call(ben, { method: 'POST', url: `/api/v1/projects/${id}/members`, payload })
        const answer = await call<ViewedProject>(as(person), { method: 'GET', url: `/api/v1/projects/${id}` })
        expect([role, person.name, answer.may]).toEqual([role, person.name, await passing(person, id)])
        if (answer.may.includes('review.rule') && answer.may.includes('review.overrule')) {
          rulers.push(`${person.role} as ${role}`)
        }
      }
    }
    expect(rulers.sort()).toEqual(['admin as manager', 'editor as manager'])
    const key: Viewer = { ...people.ben, scopes: new Set(['project.read', 'review.rule'] as const) }
    expect(mayInProject(key, 'manager')).toEqual(['review.rule'])
    expect(await passing(key, id)).toEqual(['review.rule'])
  })

  it('is in no event and no answer to a command', async () => {
    const { project, send, storage } = await setUp()
    const answer = await send('PATCH', `/projects/${project.id}`, { name: 'Other' }, { 'if-match': '*' })
    expect(answer.json<Project>()).not.toHaveProperty('may')
    for (const channel of ['projects', `project:${project.id}`]) {
      const texts = (await eventsAfter(storage, channel)).map(({ event }) => JSON.stringify(event))
      expect(texts.length).toBeGreaterThan(0)
      for (const text of texts) expect(text).not.toContain('"may"')
    }
  })
})
