/** A long thread: its middle is folded, a link into it opens there, an answer quotes what it answers, and a line says what is new. */
import type { Comment, Project } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { axeViolations } from '../src/axe.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('is folded, opens where a link points, and is answered with a quote', async () => {
  const api = await stage.server.signIn('editor')
  const project = await api.post<Project>('/projects', { name: 'Lighthouse' })
  const url = `/projects/${project.id}/comments`
  const opening = await api.post<Comment>(url, { body: 'Which lamp?' })
  const answers: Comment[] = []
  for (let n = 1; n <= 12; n += 1) {
    answers.push(await api.post<Comment>(url, { body: `Lamp number ${n}.`, parentId: opening.id }))
  }
  const address = (id: string) => `/projects/${project.id}?tab=comments&comment=${id}`
  const page = await stage.enter('reviewer', `/projects/${project.id}?tab=comments`)
  const article = (on: typeof page, words: string) => on.getByRole('article').filter({ hasText: words })
  await article(page, 'Lamp number 12.').waitFor()
  expect(await article(page, 'Lamp number 9.').count()).toBe(0)
  await page.getByRole('button', { name: 'Newest' }).press('Enter')
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('Lamp number 12.'))
  expect(await axeViolations(page)).toEqual([])
  await page.getByRole('button', { name: '9 more answers' }).press('Enter')
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('Lamp number 1.'))

  const linked = await stage.enter('editor', address(answers[4]?.id ?? ''))
  await linked.waitForFunction(() => document.activeElement?.textContent?.includes('Lamp number 5.'))
  await article(linked, 'Lamp number 4.').waitFor()
  await api.send('DELETE', `/comments/${answers[3]?.id}`)
  const toTrace = await stage.enter('reviewer', address(answers[3]?.id ?? ''))
  await toTrace.waitForFunction(() => document.activeElement?.textContent?.includes('comment was deleted'))

  const quoted = article(page, 'Lamp number 12.')
  await quoted.getByRole('button', { name: 'More about this comment' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Quote in an answer' }).press('Enter')
  const field = page.getByRole('textbox', { name: 'Write an answer' })
  await expect.poll(() => field.inputValue()).toBe('> Lamp number 12.\n\n')
  await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
  await field.pressSequentially('Bright enough.')
  await field.press('ControlOrMeta+Enter')
  const answer = article(linked, 'Bright enough.')
  await answer.locator('blockquote').getByText('Lamp number 12.').waitFor()
  await page.getByRole('button', { name: 'Reply' }).press('Enter')
  await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
  expect(await field.inputValue()).toBe('')

  const told = linked.getByRole('main').getByRole('link', { name: /Bright enough/ })
  const fresh = linked.getByRole('listitem').filter({ has: answer }).locator('[data-new-line]')
  await linked.goto(`${stage.server.url}/inbox?filter=unread`)
  const read = linked.waitForResponse(
    (response) => response.request().method() === 'PATCH' && response.url().endsWith('/inbox'),
  )
  await told.press('Enter')
  await fresh.waitFor()
  await read
  await linked.reload()
  await answer.waitFor()
  expect(await fresh.count()).toBe(0)
  const marked = linked.waitForResponse((response) => response.url().endsWith('/inbox/unread'))
  await answer.focus()
  await linked.keyboard.press('u')
  await marked
  await linked.goto(`${stage.server.url}/inbox?filter=unread`)
  await told.waitFor()
  await linked.goto(`${stage.server.url}${address(opening.id)}`)
  await fresh.waitFor()
  await answer.getByRole('button', { name: 'More about this comment' }).press('Enter')
  await linked.getByRole('menuitem', { name: 'Mark unread from here' }).waitFor()
})

it('is read in parts: where a link points, on from there, and from the first new answer', async () => {
  const api = await stage.server.signIn('editor')
  const project = await api.post<Project>('/projects', { name: 'Lantern' })
  const url = `/projects/${project.id}/comments`
  const opening = await api.post<Comment>(url, { body: 'Which wick?' })
  const answers: Comment[] = []
  for (let n = 1; n <= 120; n += 1) {
    answers.push(await api.post<Comment>(url, { body: `Wick number ${n}.`, parentId: opening.id }))
  }
  const address = `/projects/${project.id}?tab=comments`
  const linked = await stage.enter('reviewer', `${address}&comment=${answers[29]?.id}`)
  const article = (words: string) => linked.getByRole('article').filter({ hasText: words })
  await linked.waitForFunction(() => document.activeElement?.textContent?.includes('Wick number 30.'))
  await article('Wick number 120.').waitFor()
  expect(await article('Wick number 60.').count()).toBe(0)
  await linked.getByRole('button', { name: '4 more answers' }).waitFor()
  await linked.getByRole('button', { name: '50 of 62 more answers' }).press('Enter')
  await linked.waitForFunction(() => document.activeElement?.textContent?.includes('Wick number 56.'))
  await article('Wick number 60.').waitFor()
  await linked.getByRole('button', { name: '12 more answers' }).waitFor()
  expect(await axeViolations(linked)).toEqual([])
  await api.post<Comment>(url, { body: 'Wick number 121.', parentId: opening.id })
  await article('Wick number 121.').waitFor()
  const marked = linked.waitForResponse((response) => response.url().endsWith('/inbox/unread'))
  await article('Wick number 41.').focus()
  await linked.keyboard.press('u')
  await marked

  await linked.goto(`${stage.server.url}${address}`)
  await article('Wick number 41.').waitFor()
  const fresh = linked.locator('[data-new-line]')
  await fresh.waitFor()
  expect(await article('Wick number 40.').count()).toBe(0)
  await linked.goto(`${stage.server.url}${address}&comment=${project.id}`)
  await linked.getByText('The comment that the link points at is not here any more.').waitFor()
})

it('is found by a link over a bad line, and not looked for in another project', async () => {
  const api = await stage.server.signIn('editor')
  const [project, other] = [
    await api.post<Project>('/projects', { name: 'Beacon' }),
    await api.post<Project>('/projects', { name: 'Buoy' }),
  ]
  const say = (body: string, parentId?: string, { id } = project) =>
    api.post<Comment>(`/projects/${id}/comments`, { body, ...(parentId && { parentId }) })
  const opening = await say('Which buoy?')
  const answers: Comment[] = []
  for (let n = 1; n <= 40; n += 1) answers.push(await say(`Buoy number ${n}.`, opening.id))
  for (let n = 1; n <= 60; n += 1) await say(`Newer thread ${n}.`, undefined, other)
  const sought = answers[9]?.id

  const page = await stage.enter('reviewer', '/projects')
  let failures = 0
  await page.route('**/api/v1/comments/*/thread*', (route) => {
    failures += 1
    return failures === 1 ? route.abort() : route.continue()
  })
  await page.goto(`${stage.server.url}/projects/${project.id}?comment=${sought}`)
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('Buoy number 10.'))
  expect(failures).toBeGreaterThan(1)

  let pages = 0
  await page.route('**/api/v1/projects/*/comments?*cursor=*', (route) => {
    pages += 1
    return route.continue()
  })
  await page.goto(`${stage.server.url}/projects/${other.id}?comment=${sought}`)
  await page.getByRole('link', { name: 'Go there' }).press('Enter')
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('Buoy number 10.'))
  expect(pages).toBe(0)

  // Whoever began to write meanwhile goes on writing.
  const held = Promise.withResolvers<void>()
  await page.unrouteAll()
  await page.route('**/api/v1/comments/*/thread*', async (route) => {
    await held.promise
    await route.continue()
  })
  await page.goto(`${stage.server.url}/projects/${project.id}?comment=${answers[19]?.id}`)
  const field = page.getByRole('textbox', { name: 'Write a comment' })
  await field.pressSequentially('While the line ')
  held.resolve()
  await page.getByRole('article').filter({ hasText: 'Buoy number 20.' }).waitFor()
  await page.keyboard.type('was slow')
  await expect.poll(() => field.inputValue()).toBe('While the line was slow')

  // On a phone all of what one answers with is in view, as it opens and as it grows.
  await page.setViewportSize({ width: 390, height: 700 })
  const isAllInView = () =>
    page.waitForFunction(() => {
      const field = document.activeElement
      const composer = field?.tagName === 'TEXTAREA' && field.parentElement?.getBoundingClientRect()
      return composer && composer.top >= 0 && composer.bottom <= window.innerHeight
    })
  await page.getByRole('button', { name: 'Reply' }).press('Enter')
  await isAllInView()
  await page.keyboard.type('One\nTwo\nThree\nFour\nFive\nSix')
  await isAllInView()
})
