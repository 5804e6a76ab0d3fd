import { expect, it } from 'vitest'
import { linkToFirstRequests } from './first-requests.ts'

const id = '0198a7c2-7e2b-7000-8000-000000000001'
const cookie = 'theme=dark; __Host-copydesk_session_8443=abc'
const requestsOf = (path: string, base = '') =>
  linkToFirstRequests(path, cookie, base)
    ?.split(', ')
    .map((link) => /^<([^>]+)>; rel=preload; as=fetch; crossorigin=anonymous$/.exec(link)?.[1])

it.each([
  ['/', ['/api/v1/projects']],
  ['/projects', ['/api/v1/projects']],
  [`/projects/${id}`, [`/api/v1/projects/${id}`, `/api/v1/projects/${id}/items`]],
  ['/content', ['/api/v1/content']],
  [`/content/${id}`, [`/api/v1/content/${id}`]],
  ['/inbox', ['/api/v1/inbox?filter=all']],
])('says what %s asks for first', (path, requests) => {
  expect(requestsOf(path)).toEqual(requests)
})

it.each(['/admin/live', '/projects/not-an-id', `/projects/${id}/more`, '/nowhere', '/projects/%3E,%20<x>'])(
  'says nothing of %s',
  (path) => {
    expect(requestsOf(path)).toBeUndefined()
  },
)

it('says it below the path that everything is below', () => {
  expect(requestsOf('/content', '/copydesk')).toEqual(['/copydesk/api/v1/content'])
})

it('says nothing to whoever is not signed in', () => {
  expect(linkToFirstRequests('/projects', undefined, '')).toBeUndefined()
  expect(linkToFirstRequests('/projects', 'theme=dark', '')).toBeUndefined()
})
