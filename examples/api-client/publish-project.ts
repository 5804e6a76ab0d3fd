/**
 * A program of a site's owner: makes a page and a project for it, brings it to ready and publishes it, over the HTTP
 * API. Every path, body and answer is typed by what `npm run generate` made of the server's own document.
 *
 *     COPYDESK_URL=http://127.0.0.1:4600 COPYDESK_KEY=cdk_… npm start
 */
import createClient from 'openapi-fetch'
import type { paths } from './api.d.ts'

const { COPYDESK_URL: baseUrl = 'http://127.0.0.1:4600', COPYDESK_KEY: key = '' } = process.env
const api = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${key}` } })

/** What was answered, or the end of the program with the code and the remedy that the server names. */
function answered<Data>({ data, error }: { data?: Data; error?: { code: string; remedy: string } }): Data {
  if (data === undefined) throw new Error(`${error?.code}: ${error?.remedy}`)
  return data
}

const { content } = answered(
  await api.POST('/api/v1/content', { body: { type: 'page', language: 'en', title: 'Opening hours' } }),
)
const project = answered(await api.POST('/api/v1/projects', { body: { name: 'Spring' } }))
const params = { path: { id: project.id } }

const renamed = answered(
  await api.PATCH('/api/v1/projects/{id}', {
    params: { ...params, header: { 'If-Match': `"${project.revision}"` } },
    body: { name: 'Spring, at last' },
  }),
)

const added = await api.POST('/api/v1/projects/{id}/items', {
  params,
  body: { items: [{ contentId: content.id }] },
})
const itemIds = answered(added).data.map(({ id }) => id)
for (const status of ['in_review', 'ready'] as const) {
  answered(await api.PATCH('/api/v1/projects/{id}/items', { params, body: { itemIds, status } }))
}

const published = await api.POST('/api/v1/projects/{id}/publish', { params, body: { mode: 'all' } })
for (const blocker of published.error?.blockers ?? []) {
  // Told apart by `reason`: only one of them knows what is live.
  if (blocker.reason === 'changed_since') console.error(blocker.title, blocker.live?.versionNumber)
}
const { release, items } = answered(published)
console.log(`${renamed.name}: ${release.state}, ${items.map(({ title, status }) => `${title} ${status}`)}`)
