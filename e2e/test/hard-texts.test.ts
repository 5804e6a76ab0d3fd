/**
 * Texts that are hard to parse or to draw, as comments and as bodies: each is shown, as typed where need be, and
 * nobody's page goes down or stands still with it. e2e/long/hard-texts.test.ts takes all that are known.
 */
import type { Project } from '@copydesk/contract'
import { hardMarkdown } from '@copydesk/testkit'
import { expect, it } from 'vitest'
import { readAndWrite, tryToWrite } from '../src/hard-texts.ts'
import { comment, composer, writeComment } from '../src/project-page.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

/** The ones that cost most, each for a reason of its own. */
const worst = hardMarkdown.filter(({ name }) =>
  [
    'block quotes within each other',
    'block quotes as deep as allowed',
    'emphasis marks in turn, over lines',
    'emphasis opened, then closed, over lines',
    'pictures within pictures, over lines',
    'links within links',
    'code spans',
    'accents upon one letter',
  ].includes(name),
)

it('comments leave their neighbours readable and the page at work, whatever they hold', async () => {
  const api = await stage.server.signIn('editor')
  const project = await api.post<Project>('/projects', { name: 'Hard comments' })
  const write = (body: string) => api.post(`/projects/${project.id}/comments`, { body })
  await write('A **plain** one, first')
  const accepted: boolean[] = []
  for (const hard of worst) accepted.push(await tryToWrite(api, project, hard.write(20_000)))
  expect(accepted).toContain(true)
  await write('A **plain** one, last')

  const page = await stage.enter('reviewer', `/projects/${project.id}?tab=comments`)
  for (const place of ['first', 'last']) {
    await comment(page, demoPeople.editor.name, `A plain one, ${place}`).getByText('plain').first().waitFor()
  }
  await writeComment(page, 'Still here')
  await comment(page, demoPeople.reviewer.name, 'Still here').waitFor()
  // Some that come in while the page is open.
  for (const hard of worst) await tryToWrite(api, project, hard.write(19_000))
  await write('After **them**')
  await comment(page, demoPeople.editor.name, 'After them').waitFor()
  await composer(page).fill('Goes on')
})

it('a body leaves the page and its editor at work', async () => {
  await readAndWrite(
    stage,
    hardMarkdown.find(({ name }) => name === 'emphasis marks in turn')?.write(120_000) ?? '',
  )
})
