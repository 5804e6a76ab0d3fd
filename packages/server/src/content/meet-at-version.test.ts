/** Who may meet those who have a version open: whoever sees the version where it is now. */
import { type CreatedContent, channels, type Id, type Person, type Project } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call } from '../../test/desk.ts'
import { createDeskTest, unknownId } from '../../test/desk-test.ts'
import { createAuthorize } from '../realtime/authorize.ts'

async function setUp() {
  const test = await createDeskTest()
  const { ben, desk, people, storage, services } = test
  const post = <T>(path: string, payload: object = {}) =>
    call<T>(ben, { method: 'POST', url: `/api/v1${path}`, payload })
  const closed = await post<Project>('/projects', { name: 'Merger', visibility: 'private' })
  const letIn = (person: Person) =>
    post(`/projects/${closed.id}/members`, { id: person.id, kind: 'person', role: 'viewer' })
  const putOut = (person: Person) =>
    call(ben, { method: 'DELETE', url: `/api/v1/projects/${closed.id}/members/${person.id}` })
  const take = async (projectId: Id, { content, version }: CreatedContent) => {
    const [item] = await desk.add(projectId, { contentId: content.id, versionId: version.id })
    return () => post(`/projects/${projectId}/items/remove`, { itemIds: [item?.id] })
  }
  const authorize = createAuthorize(storage, services.now)
  /** Whether they may be where nobody holds the version, and where this project does. */
  const mayMeet = async (person: { id: Id }, versionId: Id, projectId: Id = closed.id) => {
    const ask = (channel: string) => authorize({ user: person.id, channel, action: 'subscribe' })
    const names = [channels.hereVersion(versionId, null), channels.hereVersion(versionId, projectId)]
    return (await Promise.all(names.map(ask))).map(({ ok }) => ok)
  }
  const { ben: manager, cleo: member, dora: outsider } = people
  return { ...test, post, closed, letIn, putOut, take, authorize, mayMeet, manager, member, outsider }
}

describe('those who have a version open', () => {
  it('meet in a public project as they do outside of projects, whatever their role', async () => {
    const { desk, people, take, mayMeet } = await setUp()
    const text = await desk.content()
    const { id } = await desk.project()
    for (const person of Object.values(people)) {
      expect(await mayMeet(person, text.version.id, id)).toEqual([true, false])
    }
    const takeOut = await take(id, text)
    for (const person of Object.values(people)) {
      expect(await mayMeet(person, text.version.id, id)).toEqual([true, true])
    }
    await takeOut()
    expect(await mayMeet(people.dora, text.version.id, id)).toEqual([true, false])
  })

  it('are met in a private project by its members alone, as long as they are in it', async () => {
    const { desk, closed, letIn, putOut, take, mayMeet, manager, member, outsider, people } = await setUp()
    const text = await desk.content()
    await letIn(member)
    await take(closed.id, text)
    expect(await mayMeet(manager, text.version.id)).toEqual([false, true])
    expect(await mayMeet(member, text.version.id)).toEqual([false, true])
    for (const one of [outsider, people.anna])
      expect(await mayMeet(one, text.version.id)).toEqual([false, false])
    await putOut(member)
    expect(await mayMeet(member, text.version.id)).toEqual([false, false])
  })

  it('hear that a member writes there only if that member may comment there', async () => {
    const { desk, closed, post, letIn, take, authorize, manager, member, outsider } = await setUp()
    const text = await desk.content()
    await letIn(member)
    await take(closed.id, text)
    const mayType = async (person: { id: Id }) => {
      const ask = (channel: string) => authorize({ user: person.id, channel, action: 'publish' })
      const held = channels.hereVersion(text.version.id, closed.id)
      const names = [channels.hereVersion(text.version.id), held, channels.here(closed.id)]
      return (await Promise.all(names.map(ask))).map(({ ok }) => ok)
    }
    expect(await mayType(manager)).toEqual([false, true, true])
    expect(await mayType(member)).toEqual([false, false, false])
    expect(await mayType(outsider)).toEqual([false, false, false])
    await post(`/projects/${closed.id}/members`, { id: member.id, kind: 'person', role: 'reviewer' })
    expect(await mayType(member)).toEqual([false, true, true])
  })

  it('meet nowhere while a version that left a private project is hidden, and again where it shows', async () => {
    const { desk, closed, take, mayMeet, manager, outsider } = await setUp()
    const text = await desk.content()
    const takeOut = await take(closed.id, text)
    await takeOut()
    expect(await mayMeet(manager, text.version.id)).toEqual([false, false])
    expect(await mayMeet(outsider, text.version.id)).toEqual([false, false])
    const { id } = await desk.project()
    await take(id, text)
    expect(await mayMeet(outsider, text.version.id, id)).toEqual([true, true])
  })

  it('are met by everybody once the project is opened, or the version published', async () => {
    const { desk, closed, take, post, mayMeet, outsider } = await setUp()
    const [text, other] = [await desk.content(), await desk.content()]
    await take(closed.id, text)
    await take(closed.id, other)
    const path = `/content/${text.content.id}/versions/${text.version.id}`
    for (const status of ['in_review', 'ready']) await post(`${path}/status`, { status })
    await post(`/projects/${closed.id}/publish`, { mode: 'ready' })
    expect(await mayMeet(outsider, text.version.id)).toEqual([true, false])
    expect(await mayMeet(outsider, other.version.id)).toEqual([false, false])
    await post(`/projects/${closed.id}/open`)
    expect(await mayMeet(outsider, other.version.id)).toEqual([true, true])
  })

  it('are nowhere for names of nothing', async () => {
    const { desk, closed, mayMeet, authorize, manager } = await setUp()
    const { version, content } = await desk.content()
    expect(await mayMeet(manager, unknownId)).toEqual([false, false])
    expect(await mayMeet(manager, content.id)).toEqual([false, false])
    expect(await mayMeet(manager, version.id, unknownId)).toEqual([true, false])
    expect(await mayMeet({ id: unknownId }, version.id)).toEqual([false, false])
    for (const channel of [
      `here:version:${version.id}:`,
      `here:version:#${version.id}`,
      `here:version:${version.id}:${closed.id}:`,
    ]) {
      expect(await authorize({ user: manager.id, channel, action: 'subscribe' })).toMatchObject({ ok: false })
    }
  })
})
