import { type Project, projectActions, type ViewedProject } from '@copydesk/contract'
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
  const passing = async (viewer: Viewer) => {
    const passed = []
    for (const action of projectActions) {
      const actor = { id: viewer.id, kind: 'person' as const }
      const entered = await test.services.runner
        .run({ actor, viewer }, async (context) => {
          await enterProject(context, project.id, action)
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
