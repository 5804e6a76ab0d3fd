/** Many who publish at once: the lock lets one go first, and what the others then meet is computed anew. */
import type { Blocker, ContentState, ProjectItem, ReleaseDocument, ReleasesState } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { createDeskTest } from '../../../test/desk-test.ts'

const publishers = 6

/** Projects that hold the same two pages each, all ready; nothing of them is live. */
async function setUp() {
  const test = await createDeskTest()
  const { desk, send } = test
  const contents = [await desk.content({ title: 'One' }), await desk.content({ title: 'Two' })]
  const projects = []
  for (let index = 0; index < publishers; index += 1) {
    const project = await desk.project(`Project ${index}`)
    const items: ProjectItem[] = []
    // Every other one adds them the other way round: the order of locks is not that of the items.
    for (const { content } of index % 2 === 0 ? contents : contents.toReversed()) {
      items.push(...(await desk.add(project.id, { contentId: content.id })))
    }
    await desk.move(project.id, items, 'in_review', 'ready')
    projects.push(project)
  }
  const publish = (id: string, payload: object = {}) =>
    send('POST', `/projects/${id}/publish`, { mode: 'all', ...payload })
  return { ...test, contents, projects, publish }
}

it('goes out for one of them, whole; the others are told what changed since', async () => {
  const { get, contents, projects, publish } = await setUp()
  const answers = await Promise.all(projects.map(({ id }) => publish(id)))
  const won = answers.filter((answer) => answer.statusCode === 200)
  expect(won).toHaveLength(1)
  const winner = won[0]?.json().project.id
  for (const answer of answers) {
    if (answer.statusCode === 200) continue
    expect(answer.statusCode).toBe(409)
    const blockers = answer.json<{ blockers: Blocker[] }>().blockers
    expect(blockers.map(({ reason }) => reason)).toEqual(['changed_since', 'changed_since'])
    for (const blocker of blockers) expect(blocker).toMatchObject({ live: { projectId: winner } })
  }
  for (const { content } of contents) {
    const { versions } = await get<ContentState>(`/content/${content.id}`)
    const live = versions.filter(({ status }) => status === 'published')
    expect(live.map(({ projectId }) => projectId)).toEqual([winner])
  }
})

it('goes out for all of them on purpose, each whole, and each release says what was live before', async () => {
  const { get, contents, projects, publish } = await setUp()
  const answers = await Promise.all(projects.map(({ id }) => publish(id, { replace: true })))
  expect(answers.map((answer) => answer.statusCode)).toEqual(projects.map(() => 200))
  const done = []
  for (const { id } of projects) {
    const { data } = await get<ReleasesState>(`/projects/${id}/releases`)
    expect(data).toHaveLength(1)
    done.push(await get<ReleaseDocument>(`/releases/${data[0]?.id}`))
  }
  for (const { content } of contents) {
    // From nothing over each release to what is live now: a chain with no gap and no fork.
    const steps = new Map(
      done.map(({ data }) => {
        const item = data.find(({ contentId }) => contentId === content.id)
        return [item?.previous?.id ?? null, item?.version.id]
      }),
    )
    let at = steps.get(null)
    let length = 1
    for (; at !== undefined && steps.has(at); length += 1) at = steps.get(at)
    expect(length).toBe(publishers)
    const { versions } = await get<ContentState>(`/content/${content.id}`)
    expect(versions.filter(({ status }) => status === 'published').map(({ id }) => id)).toEqual([at])
  }
})

it('is decided together with what takes it down', async () => {
  const { desk, get, contents, projects, publish, send } = await setUp()
  await publish(projects[0]?.id ?? '')
  const contentId = contents[0]?.content.id ?? ''
  const takers = []
  for (let index = 0; index < publishers; index += 1) {
    const project = await desk.project(`Taker ${index}`)
    const items = await desk.add(project.id, { contentId, action: 'unpublish' })
    await desk.move(project.id, items, 'in_review', 'ready')
    takers.push(project)
  }
  const answers = await Promise.all(takers.map(({ id }) => publish(id)))
  expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(1)
  const refused = answers.filter((answer) => answer.statusCode === 409)
  expect(refused).toHaveLength(publishers - 1)
  for (const answer of refused)
    expect(answer.json().blockers).toMatchObject([{ reason: 'changed_since', live: null }])
  expect((await get<ContentState>(`/content/${contentId}`)).languages[0]?.publishedNumber).toBeNull()
  const gone = await send('POST', `/projects/${takers[0]?.id}/items`, {
    items: [{ contentId, action: 'unpublish' }],
  })
  expect(gone.statusCode).toBe(409)
})
