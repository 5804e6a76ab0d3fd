/** That many items are being published is said to those who have the project open, whoever asked for it. */
import { type CreatedServiceKey, channels, leastPublishing } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { createScheduleTest, inMarchAt } from '../../../test/schedule-test.ts'

async function setUp(count: number) {
  const test = await createScheduleTest()
  const titles = Array.from({ length: count }, (_, index) => `Page ${index + 1}`)
  const { project } = await test.readyProject(...titles)
  const { announced } = test
  /** The words of the project's presence channel, and whether the release was told by then. */
  const said = () =>
    announced.flatMap(({ channel, epoch, publications }, index) => {
      if (channel !== channels.here(project.id)) return []
      const isOut = announced.slice(0, index).some((one) => JSON.stringify(one).includes('project.published'))
      return publications.map(({ data, offset }) => ({ epoch, offset, isOut, ...JSON.parse(data) }))
    })
  return { ...test, project, said }
}

const word = { epoch: '', offset: 0, isOut: false }

it('is said before it is out, in the name of a program too, and not of what is refused', async () => {
  const { app, as, desk, people, project, said, send } = await setUp(leastPublishing)
  const { content } = await desk.content({ title: 'Not ready' })
  await desk.add(project.id, { contentId: content.id })
  const path = `/projects/${project.id}/publish`
  expect((await send('POST', path, { mode: 'all' })).statusCode).toBe(409)
  expect(said()).toEqual([])
  const payload = { name: 'Build', scopes: ['project.read', 'project.publish'] }
  const made = await as(people.anna).inject({ method: 'POST', url: '/api/v1/keys', payload })
  const { id, key } = made.json<CreatedServiceKey>()
  const url = `/api/v1${path}`
  const headers = { authorization: `Bearer ${key}` }
  const answer = await app.inject({ method: 'POST', url, payload: { mode: 'ready' }, headers })
  expect(answer.statusCode, answer.body).toBe(200)
  const publishing = { actor: { id, kind: 'service' }, count: leastPublishing }
  expect(said()).toEqual([{ ...word, publishing }])
})

it('is said when a schedule is due, in the name of whoever scheduled', async () => {
  const { people, project, runAt, said, scheduled } = await setUp(leastPublishing)
  await scheduled(project.id)
  expect(said()).toEqual([])
  await runAt(inMarchAt)
  const actor = { id: people.ben.id, kind: 'person' }
  expect(said()).toEqual([{ ...word, publishing: { actor, count: leastPublishing } }])
})

it('is not said of what is over at once', async () => {
  const { project, said, send } = await setUp(leastPublishing - 1)
  expect((await send('POST', `/projects/${project.id}/publish`, { mode: 'all' })).statusCode).toBe(200)
  expect(said()).toEqual([])
})
