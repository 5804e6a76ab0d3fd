/** Who has a text open: seen live by the others who have it, and by nobody twice. */
import type { Person, Project, Version } from '@copydesk/contract'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { demoPeople, patienceMs } from '../src/stage.ts'
import { buildText, field } from '../src/unsaved-text.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

const hereNow = (page: Page) => page.getByRole('list', { name: 'Here now' })
const present = (page: Page, ...people: (keyof typeof demoPeople)[]) =>
  expect
    .poll(
      async () => {
        // Read in one go: what is asked of a picture that goes meanwhile would wait until the test's patience ends.
        const shown = hereNow(page).getByRole('img')
        return (await shown.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).sort()
      },
      { timeout: patienceMs },
    )
    .toEqual(people.map((person) => demoPeople[person].name).sort())

it('shows who has the same text open, where it is now, until they leave it', async () => {
  const api = await stage.server.signIn('editor')
  const { id: reviewerId } = await (await stage.server.signIn('reviewer')).get<Person>('/me')
  const text = await buildText(api, 'Open at two desks', 'One.')
  const { contentId } = text.version
  const other = await api.post<Version>(`/content/${contentId}/versions`, { language: 'sv' })
  const project = await api.post<Project>('/projects', { name: 'At two desks', visibility: 'private' })
  await api.post(`/projects/${project.id}/members`, { id: reviewerId, kind: 'person', role: 'reviewer' })
  const mine = await stage.enter('editor', text.address)
  await field(mine).waitFor()
  // Whoever has it open goes along into the project, and meets there who comes later.
  await api.post(`/projects/${project.id}/items`, { items: [{ contentId, versionId: text.version.id }] })
  const hers = await stage.enter('reviewer', text.address)
  await present(mine, 'reviewer')
  await present(hers, 'editor')

  const second = await mine.context().newPage()
  await second.goto(mine.url())
  await present(second, 'reviewer')
  await present(hers, 'editor')
  await second.close()

  // Another language is another text; whoever has a text open is looking at its project, too.
  await hers.goto(new URL(`/content/${contentId}?version=${other.id}`, stage.server.url).href)
  await present(mine)
  await present(hers)
  await hers.goto(new URL(`/projects/${project.id}`, stage.server.url).href)
  await present(hers, 'editor')
})
